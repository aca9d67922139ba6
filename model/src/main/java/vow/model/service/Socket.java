package vow.model.service;

import vow.model.Thing;

/**
 * A socket that is held for a service and passed to each of its processes (LISTEN_FDS,
 * sd_listen_fds(3)): nobody who connects while it is restarted is turned away.
 *
 * @param name as in LISTEN_FDNAMES
 * @param sort of transport
 * @param address a path, or an address
 * @param port 0 for a path
 */
public record Socket(String name, Sort sort, String address, int port) {
  /** How bytes go through it. */
  public enum Sort {
    TCP,
    UDP,
    UNIX_STREAM,
    UNIX_DATAGRAM
  }

  /** What nobody else can have: one address of one protocol. */
  public Thing thing() {
    var where =
        switch (sort) {
          case TCP -> "tcp:" + inet();
          case UDP -> "udp:" + inet();
          case UNIX_STREAM, UNIX_DATAGRAM -> "unix:" + address;
        };
    return new Thing(Thing.Sort.ADDRESS, where);
  }

  private String inet() {
    return (address.contains(":") ? "[" + address + "]" : address) + ":" + port;
  }
}
