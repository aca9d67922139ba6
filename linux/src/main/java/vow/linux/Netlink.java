package vow.linux;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Kernel multicast (netlink(7)): changes of links, addresses and routes, and devices and modules
 * that come and go. Reading never blocks.
 */
public final class Netlink implements AutoCloseable {
  private static final int AF_NETLINK = 16;
  private static final int SOCK_RAW = 3;
  private static final int NONBLOCK = 04000;
  private static final int CLOEXEC = 02000000;
  private static final int ROUTE = 0;
  private static final int KOBJECT_UEVENT = 15;
  private static final int ADDRESS_BYTES = 12;
  private static final int HEADER_BYTES = 16;

  // RTMGRP_LINK, IPV4_IFADDR, IPV4_ROUTE, IPV6_IFADDR, IPV6_ROUTE
  private static final int ROUTE_GROUPS = 0x1 | 0x10 | 0x40 | 0x100 | 0x400;
  private static final int UEVENT_GROUP = 1;

  /** What changed in the network; details are to be read anew. */
  public enum Change {
    LINK,
    ADDRESS,
    ROUTE,
    /** Messages were lost: anything may have changed. */
    OVERFLOW
  }

  private final Fd fd;

  /** Takes over one that was inherited. */
  public Netlink(Fd inherited) {
    fd = inherited;
  }

  private Netlink(int protocol, int groups) {
    try (var frame = Frame.open()) {
      long result = frame.call(Call.SOCKET, AF_NETLINK, SOCK_RAW | NONBLOCK | CLOEXEC, protocol);
      fd = Fd.of(Frame.check(result, Call.SOCKET, "netlink"));
      int at = frame.reserve(ADDRESS_BYTES);
      frame.bytes().putShort(at, (short) AF_NETLINK).putInt(at + 8, groups);
      result = frame.call(Call.BIND, fd.number(), frame.address(at), ADDRESS_BYTES);
      if (result < 0) {
        fd.close();
      }
      Frame.check(result, Call.BIND, "netlink");
    }
  }

  /** Links, addresses and routes; read with {@link #drainRoutes}. */
  public static Netlink routes() {
    return new Netlink(ROUTE, ROUTE_GROUPS);
  }

  /** Devices and modules; read with {@link #drainDevices}. */
  public static Netlink devices() {
    return new Netlink(KOBJECT_UEVENT, UEVENT_GROUP);
  }

  public Fd fd() {
    return fd;
  }

  /** All changes there are, in order. */
  public List<Change> drainRoutes() {
    var changes = new ArrayList<Change>();
    try (var frame = Frame.open()) {
      int at = frame.reserveRest();
      for (long got = receive(frame, at); got != 0; got = receive(frame, at)) {
        if (got < 0) {
          changes.add(Change.OVERFLOW);
          continue;
        }
        int length;
        for (int i = at; i + HEADER_BYTES <= at + got; i += (length + 3) & ~3) {
          length = Math.max(HEADER_BYTES, frame.bytes().getInt(i));
          switch (frame.bytes().getShort(i + 4)) {
            case 16, 17 -> changes.add(Change.LINK);
            case 20, 21 -> changes.add(Change.ADDRESS);
            case 24, 25 -> changes.add(Change.ROUTE);
            default -> {} // not in the groups that were asked for
          }
        }
      }
    }
    return changes;
  }

  /**
   * All device events there are: ACTION (add, remove, change ...), DEVPATH, SUBSYSTEM and more. A
   * single entry OVERFLOW stands for lost ones.
   */
  public List<Map<String, String>> drainDevices() {
    var events = new ArrayList<Map<String, String>>();
    try (var frame = Frame.open()) {
      int at = frame.reserveRest();
      for (long got = receive(frame, at); got != 0; got = receive(frame, at)) {
        if (got < 0) {
          events.add(Map.of("OVERFLOW", ""));
          continue;
        }
        var message = new byte[(int) got];
        frame.bytes().get(at, message);
        var event = new LinkedHashMap<String, String>();
        for (var field : Names.decode(message).split("\0", -1)) {
          int cut = field.indexOf('=');
          if (cut > 0) {
            event.put(field.substring(0, cut), field.substring(cut + 1));
          }
        }
        events.add(event);
      }
    }
    return events;
  }

  /** The size of the next message, 0 when there is none, -1 when some were lost. */
  private long receive(Frame frame, int at) {
    long got;
    do {
      got =
          frame.call(Call.RECVFROM, fd.number(), frame.address(at), Frame.SIZE_BYTES - at, 0, 0, 0);
    } while (Frame.is(got, Errno.EINTR));
    if (Frame.is(got, Errno.EAGAIN)) {
      return 0;
    }
    return Frame.is(got, Errno.ENOBUFS) ? -1 : Frame.check(got, Call.RECVFROM, "netlink");
  }

  @Override
  public void close() {
    fd.close();
  }
}
