package vow.language.function;

import static vow.language.function.Bodies.body;
import static vow.language.function.Bodies.function;

import java.math.BigInteger;
import java.util.ArrayList;
import vow.language.eval.Function;
import vow.language.value.BasicType;
import vow.language.value.Type;
import vow.language.value.Value;

/** IP networks. */
final class CidrFunctions {
  /** Subnets may be smaller by so many bits at a time. */
  private static final int MAX_NEW_BITS = 32;

  private CidrFunctions() {}

  static Function make(String name) {
    return switch (name) {
      case "cidrhost" -> cidrhost();
      case "cidrnetmask" -> cidrnetmask();
      case "cidrsubnet" -> cidrsubnet();
      case "cidrsubnets" -> cidrsubnets();
      default -> throw Family.missing(name);
    };
  }

  private static Function cidrhost() {
    return function(
            "cidrhost", "The address of a host by its number in a network; negative from the end.")
        .takes("network", BasicType.STRING)
        .takes("host", BasicType.NUMBER)
        .gives(BasicType.STRING)
        .example("cidrhost(\"10.12.112.0/20\", 16)", "\"10.12.112.16\"")
        .does(
            body(arguments ->
                Value.text(host(Network.parse(arguments.text(0), 0), whole(arguments, 1)))));
  }

  private static BigInteger whole(Arguments arguments, int index) {
    var number = arguments.number(index);
    if (!Whole.isWhole(number)) {
      throw new Refusal(index, "must be a whole number");
    }
    return number.toBigInteger();
  }

  private static String host(Network network, BigInteger number) {
    var size = network.size();
    var index = number.signum() < 0 ? size.add(number) : number;
    if (index.signum() < 0 || index.compareTo(size) >= 0) {
      throw new Refusal(1, "is no host of a network with a prefix of " + network.prefix());
    }
    return network.addressAt(index);
  }

  private static Function cidrnetmask() {
    return function("cidrnetmask", "The mask of an IPv4 network, in the form of an address.")
        .takes("network", BasicType.STRING)
        .gives(BasicType.STRING)
        .example("cidrnetmask(\"172.16.0.0/12\")", "\"255.240.0.0\"")
        .does(body(arguments -> Value.text(Network.parse(arguments.text(0), 0).mask())));
  }

  private static Function cidrsubnet() {
    return function(
            "cidrsubnet",
            "The subnet by its number when the prefix of a network is made longer by so many bits.")
        .takes("network", BasicType.STRING)
        .takes("bits", BasicType.NUMBER)
        .takes("number", BasicType.NUMBER)
        .gives(BasicType.STRING)
        .example("cidrsubnet(\"10.0.0.0/8\", 8, 2)", "\"10.2.0.0/16\"")
        .does(
            body(arguments ->
                Value.text(
                    subnet(
                        Network.parse(arguments.text(0), 0),
                        arguments.whole(1),
                        whole(arguments, 2)))));
  }

  private static String subnet(Network network, int bits, BigInteger number) {
    if (bits < 0) {
      throw new Refusal(1, "must not be negative");
    }
    var prefix = longer(network, bits, 1);
    if (number.signum() < 0 || number.bitLength() > bits) {
      throw new Refusal(2, "does not fit in " + bits + " bits");
    }
    var offset = number.shiftLeft(network.bits() - prefix);
    return new Network(network.address().add(offset), network.bits(), prefix).toString();
  }

  private static int longer(Network network, int bits, int argument) {
    if (bits > network.bits() - network.prefix()) {
      throw new Refusal(
          argument,
          "makes a prefix of more than " + network.bits() + " bits, an address has no more");
    }
    return network.prefix() + bits;
  }

  private static Function cidrsubnets() {
    return function(
            "cidrsubnets",
            "Subnets one after the other in a network, each with a prefix that is longer by so many"
                + " bits.")
        .takes("network", BasicType.STRING)
        .takesMany("bits", BasicType.NUMBER)
        .gives(Type.list(BasicType.STRING))
        .example(
            "cidrsubnets(\"10.1.0.0/16\", 4, 4, 8)",
            "tolist([\"10.1.0.0/20\", \"10.1.16.0/20\", \"10.1.32.0/24\"])")
        .does(body(CidrFunctions::subnets));
  }

  private static Value subnets(Arguments arguments) {
    var network = Network.parse(arguments.text(0), 0);
    var end = network.address().add(network.size());
    var next = network.address();
    var subnets = new ArrayList<Value>();
    for (var i = 1; i < arguments.count(); i++) {
      var bits = arguments.whole(i);
      if (bits < 1 || bits > MAX_NEW_BITS) {
        throw new Refusal(i, "must be between 1 and " + MAX_NEW_BITS);
      }
      var prefix = longer(network, bits, i);
      var hostBits = network.bits() - prefix;
      var last = next.subtract(BigInteger.ONE);
      var start = last.shiftRight(hostBits).add(BigInteger.ONE).shiftLeft(hostBits);
      next = start.add(BigInteger.ONE.shiftLeft(hostBits));
      if (next.compareTo(end) > 0) {
        throw new Refusal(i, "does not fit: there is no room left in the network");
      }
      subnets.add(Value.text(new Network(start, network.bits(), prefix).toString()));
    }
    return Value.list(BasicType.STRING, subnets);
  }
}
