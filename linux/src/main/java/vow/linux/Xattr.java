package vow.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Extended attributes (xattr(7)); POSIX ACLs are those named system.posix_acl_access and
 * system.posix_acl_default. Paths are not followed at a last symlink. File systems without
 * attributes have none: listing is empty, setting fails with EOPNOTSUPP.
 */
public final class Xattr {
  private Xattr() {}

  /** The names, sorted. */
  public static List<String> list(Fd file) {
    try (var frame = Frame.open()) {
      int at = frame.reserveRest();
      int room = Frame.SIZE_BYTES - at;
      var result = frame.call(Call.FLISTXATTR, file.number(), frame.address(at), room);
      return names(frame, at, result, file.toString());
    }
  }

  /** The names, sorted. */
  public static List<String> list(String path) {
    try (var frame = Frame.open()) {
      long address = frame.path(path);
      int at = frame.reserveRest();
      int room = Frame.SIZE_BYTES - at;
      return names(frame, at, frame.call(Call.LLISTXATTR, address, frame.address(at), room), path);
    }
  }

  public static Optional<byte[]> get(Fd file, String name) {
    try (var frame = Frame.open()) {
      long key = frame.path(name);
      int at = frame.reserveRest();
      int room = Frame.SIZE_BYTES - at;
      var result = frame.call(Call.FGETXATTR, file.number(), key, frame.address(at), room);
      return value(frame, at, result, Call.FGETXATTR, file.toString());
    }
  }

  public static Optional<byte[]> get(String path, String name) {
    try (var frame = Frame.open()) {
      long address = frame.path(path);
      long key = frame.path(name);
      int at = frame.reserveRest();
      int room = Frame.SIZE_BYTES - at;
      var result = frame.call(Call.LGETXATTR, address, key, frame.address(at), room);
      return value(frame, at, result, Call.LGETXATTR, path);
    }
  }

  public static void set(Fd file, String name, byte[] value) {
    try (var frame = Frame.open()) {
      long key = frame.path(name);
      int at = frame.reserve(value.length);
      frame.bytes().put(at, value);
      var result =
          frame.call(Call.FSETXATTR, file.number(), key, frame.address(at), value.length, 0);
      Frame.check(result, Call.FSETXATTR, file.toString());
    }
  }

  public static void set(String path, String name, byte[] value) {
    try (var frame = Frame.open()) {
      long address = frame.path(path);
      long key = frame.path(name);
      int at = frame.reserve(value.length);
      frame.bytes().put(at, value);
      var result = frame.call(Call.LSETXATTR, address, key, frame.address(at), value.length, 0);
      Frame.check(result, Call.LSETXATTR, path);
    }
  }

  public static void remove(Fd file, String name) {
    try (var frame = Frame.open()) {
      var result = frame.call(Call.FREMOVEXATTR, file.number(), frame.path(name));
      Frame.check(result, Call.FREMOVEXATTR, file.toString());
    }
  }

  public static void remove(String path, String name) {
    try (var frame = Frame.open()) {
      long address = frame.path(path);
      var result = frame.call(Call.LREMOVEXATTR, address, frame.path(name));
      Frame.check(result, Call.LREMOVEXATTR, path);
    }
  }

  private static List<String> names(Frame frame, int at, long result, String what) {
    if (Frame.is(result, Errno.EOPNOTSUPP)) {
      return List.of();
    }
    int end = at + (int) Frame.check(result, Call.FLISTXATTR, what);
    var names = new ArrayList<String>();
    for (int start = at, i = at; i < end; i++) {
      if (frame.bytes().get(i) == 0) {
        var name = new byte[i - start];
        frame.bytes().get(start, name);
        names.add(Names.decode(name));
        start = i + 1;
      }
    }
    names.sort(null);
    return List.copyOf(names);
  }

  private static Optional<byte[]> value(Frame frame, int at, long result, Call call, String what) {
    if (Frame.is(result, Errno.ENODATA) || Frame.is(result, Errno.EOPNOTSUPP)) {
      return Optional.empty();
    }
    var value = new byte[(int) Frame.check(result, call, what)];
    frame.bytes().get(at, value);
    return Optional.of(value);
  }
}
