package vow.agent.watch;

/** How files are watched. */
public enum Mechanism {
  /** Fanotify where the kernel, the file system and our rights allow, inotify otherwise. */
  BEST,
  /** Inotify only: works everywhere, does not tell who wrote. */
  INOTIFY;

  /** The property that forces one: {@code -Dvow.watch=inotify}. */
  public static final String PROPERTY = "vow.watch";

  public static Mechanism chosen() {
    return "inotify".equals(System.getProperty(PROPERTY)) ? INOTIFY : BEST;
  }
}
