package vow.model.service;

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
}
