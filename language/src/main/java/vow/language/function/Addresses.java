package vow.language.function;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * IP addresses as numbers. Zeros before the digits of an IPv4 part are allowed and mean nothing, as
 * in the reference implementation. Source: RFC 4291, section 2.2; RFC 5952.
 */
final class Addresses {
  static final int V4_BITS = 32;
  static final int V6_BITS = 128;

  private static final BigInteger MAPPED = BigInteger.valueOf(0xffff);
  private static final int MAX_PART = 255;
  private static final int GROUPS = 8;
  private static final int GROUP_BITS = 16;

  private Addresses() {}

  static Optional<BigInteger> parse(String text) {
    return text.indexOf(':') < 0 ? version4(text) : version6(text);
  }

  private static Optional<BigInteger> version4(String text) {
    var parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return Optional.empty();
    }
    var address = BigInteger.ZERO;
    for (var part : parts) {
      var number = number(part, 10, 9);
      if (number < 0 || number > MAX_PART) {
        return Optional.empty();
      }
      address = address.shiftLeft(8).or(BigInteger.valueOf(number));
    }
    return Optional.of(address);
  }

  private static int number(String text, int base, int maxDigits) {
    if (text.isEmpty() || text.length() > maxDigits) {
      return -1;
    }
    return Digits.parse(text, base)
        .filter(_ -> Character.digit(text.charAt(0), base) >= 0)
        .map(BigInteger::intValue)
        .orElse(-1);
  }

  private static Optional<BigInteger> version6(String text) {
    var gap = text.indexOf("::");
    if (gap < 0) {
      return groups(text).filter(it -> it.size() == GROUPS).map(Addresses::joined);
    }
    var before = gap == 0 ? Optional.of(List.<Integer>of()) : groups(text.substring(0, gap));
    var rest = text.substring(gap + 2);
    var after = rest.isEmpty() ? Optional.of(List.<Integer>of()) : groups(rest);
    if (before.isEmpty() || after.isEmpty()) {
      return Optional.empty();
    }
    var missing = GROUPS - before.get().size() - after.get().size();
    if (missing < 1) {
      return Optional.empty();
    }
    var all = new ArrayList<>(before.get());
    for (var i = 0; i < missing; i++) {
      all.add(0);
    }
    all.addAll(after.get());
    return Optional.of(joined(all));
  }

  /** Groups between colons; the last two may be written as an IPv4 address. */
  private static Optional<List<Integer>> groups(String text) {
    var parts = text.split(":", -1);
    var groups = new ArrayList<Integer>();
    for (var i = 0; i < parts.length; i++) {
      if (i == parts.length - 1 && parts[i].indexOf('.') >= 0) {
        var low = version4(parts[i]);
        if (low.isEmpty()) {
          return Optional.empty();
        }
        groups.add(low.get().shiftRight(GROUP_BITS).intValue());
        groups.add(low.get().intValue() & 0xffff);
        continue;
      }
      var group = number(parts[i], 16, 4);
      if (group < 0) {
        return Optional.empty();
      }
      groups.add(group);
    }
    return Optional.of(groups);
  }

  private static BigInteger joined(List<Integer> groups) {
    var address = BigInteger.ZERO;
    for (var group : groups) {
      address = address.shiftLeft(GROUP_BITS).or(BigInteger.valueOf(group));
    }
    return address;
  }

  /** An IPv4 address inside of an IPv6 one is shown as what it is. */
  static String text(BigInteger address, int bits) {
    return bits == V4_BITS || isMapped(address) ? text4(address.longValue()) : text6(address);
  }

  /** The number stands for an IPv4 address in IPv6: {@code ::ffff:10.0.0.1}. */
  static boolean isMapped(BigInteger address) {
    return address.shiftRight(V4_BITS).equals(MAPPED);
  }

  private static String text4(long address) {
    return (address >> 24 & 0xff)
        + "."
        + (address >> 16 & 0xff)
        + "."
        + (address >> 8 & 0xff)
        + "."
        + (address & 0xff);
  }

  /** The longest run of two or more zero groups becomes two colons. */
  private static String text6(BigInteger address) {
    var groups = new ArrayList<Integer>();
    for (var shift = V6_BITS - GROUP_BITS; shift >= 0; shift -= GROUP_BITS) {
      groups.add(address.shiftRight(shift).intValue() & 0xffff);
    }
    var start = 0;
    var length = 1;
    for (var i = 0; i < GROUPS; i++) {
      var end = i;
      while (end < GROUPS && groups.get(end) == 0) {
        end++;
      }
      if (end - i > length) {
        start = i;
        length = end - i;
      }
    }
    return length < 2
        ? hex(groups)
        : hex(groups.subList(0, start)) + "::" + hex(groups.subList(start + length, GROUPS));
  }

  private static String hex(List<Integer> groups) {
    return String.join(":", groups.stream().map(Integer::toHexString).toList());
  }
}
