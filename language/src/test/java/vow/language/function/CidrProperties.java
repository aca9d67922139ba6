package vow.language.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CidrProperties {
  private static Network network(Random random) {
    var bits = random.nextBoolean() ? 32 : 128;
    var prefix = random.nextInt(bits + 1);
    var address = new BigInteger(bits, random);
    if (random.nextBoolean()) { // Zeros in the middle are what is hard to write.
      address = address.and(new BigInteger(bits, random)).and(new BigInteger(bits, random));
    }
    var hostBits = bits - prefix;
    return new Network(address.shiftRight(hostBits).shiftLeft(hostBits), bits, prefix);
  }

  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void aNetworkIsReadAsItIsWritten(long seed) {
    var network = network(new Random(seed));

    assertThat(Network.parse(network.toString(), 0)).isEqualTo(network);
  }

  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void javaReadsTheSameAddress(long seed) throws UnknownHostException {
    var network = network(new Random(seed));
    var text = network.addressAt(BigInteger.ZERO);

    var bytes = InetAddress.getByName(text).getAddress(); // A literal: nothing is looked up.

    assertThat(new BigInteger(1, bytes)).isEqualTo(network.address());
  }

  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void subnetsFillTheirNetworkWithoutOverlap(long seed) {
    var random = new Random(seed);
    var prefix = 8 + random.nextInt(16);
    var calculator = new Calculator(FunctionFiles.NONE);
    var network = "10.0.0.0/" + prefix;
    var bits = 1 + random.nextInt(3);

    for (var number = 0; number < 1 << bits; number++) {
      var subnet = "cidrsubnet(\"%s\", %d, %d)".formatted(network, bits, number);
      var all = "cidrsubnets(\"%s\", %s)".formatted(network, bits + (", " + bits).repeat(number));

      assertThat(calculator.value(all + "[" + number + "]")).isEqualTo(calculator.value(subnet));
      assertThat(calculator.value("cidrhost(" + subnet + ", 0)"))
          .isEqualTo(calculator.value("split(\"/\", " + subnet + ")[0]"));
    }
  }
}
