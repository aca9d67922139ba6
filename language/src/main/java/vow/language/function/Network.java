package vow.language.function;

import java.math.BigInteger;

/**
 * An IP network.
 *
 * @param address the first one, as a number
 * @param bits of an address: 32 or 128
 * @param prefix length of the network's part, in bits
 */
record Network(BigInteger address, int bits, int prefix) {
  private static final int MAX_PREFIX_DIGITS = 3;

  /** An address, a slash and a prefix length; bits after the prefix are dropped. */
  static Network parse(String text, int argument) {
    var slash = text.indexOf('/');
    if (slash < 0) {
      throw new Refusal(argument, "is not a network: it needs a prefix length, as in 10.0.0.0/8");
    }
    var address = text.substring(0, slash);
    var bits = address.indexOf(':') < 0 ? Addresses.V4_BITS : Addresses.V6_BITS;
    var prefix = prefix(text.substring(slash + 1));
    var number = Addresses.parse(address);
    if (number.isEmpty() || prefix < 0 || prefix > bits) {
      throw new Refusal(argument, "is not a network like 10.0.0.0/8 or 2001:db8::/32");
    }
    var hostBits = bits - prefix;
    return new Network(number.get().shiftRight(hostBits).shiftLeft(hostBits), bits, prefix);
  }

  private static int prefix(String text) {
    var isNumber =
        !text.isEmpty()
            && text.length() <= MAX_PREFIX_DIGITS
            && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return isNumber ? Integer.parseInt(text) : -1;
  }

  /** In addresses. */
  BigInteger size() {
    return BigInteger.ONE.shiftLeft(bits - prefix);
  }

  String addressAt(BigInteger index) {
    return Addresses.text(address.add(index), bits);
  }

  String mask() {
    if (bits != Addresses.V4_BITS) {
      throw new Refusal(0, "is an IPv6 network, which has no mask");
    }
    var all = BigInteger.ONE.shiftLeft(bits);
    return Addresses.text(all.subtract(size()), bits);
  }

  @Override
  public String toString() {
    var hidden = bits - Addresses.V4_BITS;
    var isMapped = bits > Addresses.V4_BITS && prefix >= hidden && Addresses.isMapped(address);
    return Addresses.text(address, bits) + "/" + (isMapped ? prefix - hidden : prefix);
  }
}
