package vow.agent.fact;

import static vow.language.value.BasicType.STRING;

import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import vow.language.value.Value;

/** Network interfaces: names, hardware addresses and states from /sys, addresses from the JDK. */
final class Network {
  private static final String FOLDER = "/sys/class/net";

  private Network() {}

  static Value read(Sources sources) {
    var interfaces = new TreeMap<String, Value>();
    for (var name : Hardware.names(FOLDER)) {
      var base = FOLDER + "/" + name + "/";
      var mtu = sources.kernel(base + "mtu");
      if (mtu.matches("[0-9]{1,9}")) { // else not an interface, such as bonding_masters
        interfaces.put(
            name,
            Value.object(
                Map.of(
                    "mac", Value.text(sources.kernel(base + "address")),
                    "mtu", Value.number(Long.parseLong(mtu)),
                    "state", Value.text(sources.kernel(base + "operstate")),
                    "addresses", Value.list(STRING, addresses(name)))));
      }
    }
    return Value.map(Catalogue.INTERFACE, interfaces);
  }

  private static List<Value> addresses(String name) {
    try {
      var found = NetworkInterface.getByName(name);
      return found == null
          ? List.of()
          : found.getInterfaceAddresses().stream()
              .map(Network::text)
              .sorted()
              .map(Value::text)
              .toList();
    } catch (SocketException _) {
      return List.of();
    }
  }

  private static String text(InterfaceAddress address) {
    var host = address.getAddress().getHostAddress();
    int zone = host.indexOf('%');
    return (zone < 0 ? host : host.substring(0, zone)) + "/" + address.getNetworkPrefixLength();
  }
}
