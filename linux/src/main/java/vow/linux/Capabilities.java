package vow.linux;

/** The effective capabilities of this process (capabilities(7)), from /proc/self/status. */
public record Capabilities(long bits) {
  /** Those that decide what vow can do; the number is the bit. */
  public enum Capability {
    CHOWN(0),
    DAC_OVERRIDE(1),
    DAC_READ_SEARCH(2),
    FOWNER(3),
    KILL(5),
    SETGID(6),
    SETUID(7),
    LINUX_IMMUTABLE(9),
    NET_ADMIN(12),
    SYS_CHROOT(18),
    SYS_ADMIN(21);

    private final int bit;

    Capability(int bit) {
      this.bit = bit;
    }
  }

  private static final String LINE = "CapEff:";
  private static final int STATUS_BYTES_MAX = 64 * 1024;

  public static Capabilities effective() {
    try (var fd = Open.READ.at(Open.here(), "/proc/self/status", true, 0, 0)) {
      var status = new OpenFile(fd, "/proc/self/status").readAll(STATUS_BYTES_MAX);
      return parse(Names.decode(status));
    }
  }

  static Capabilities parse(String status) {
    return status
        .lines()
        .filter(line -> line.startsWith(LINE))
        .map(line -> Long.parseUnsignedLong(line.substring(LINE.length()).strip(), 16))
        .map(Capabilities::new)
        .findFirst()
        .orElseGet(() -> new Capabilities(0));
  }

  public boolean has(Capability capability) {
    return (bits >>> capability.bit & 1) != 0;
  }
}
