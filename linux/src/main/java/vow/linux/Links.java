package vow.linux;

/** Reading symbolic links. */
public final class Links {
  private Links() {}

  /** The text of the symlink at a path; EINVAL when it is something else. */
  public static String read(String path) {
    return readAt(Open.here(), path, path);
  }

  static String readAt(int directory, String name, String what) {
    try (var frame = Frame.open()) {
      long path = frame.path(name);
      int at = frame.reserveRest();
      long size =
          frame.call(Call.READLINKAT, directory, path, frame.address(at), Frame.PATH_BYTES_MAX);
      var text = new byte[(int) Frame.check(size, Call.READLINKAT, what)];
      frame.bytes().get(at, text);
      return Names.decode(text);
    }
  }
}
