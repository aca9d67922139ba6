package vow.linux;

import java.util.Optional;

/**
 * The tree that is kept: {@code /}, or the folder given by {@code --root}, of which no path and no
 * symlink leads out (openat2(2), RESOLVE_IN_ROOT). Paths given here are absolute within the tree.
 * May be used by several threads until it is closed.
 */
public final class Root implements AutoCloseable {
  private final Fd fd;
  private final String path;
  private final int resolve;

  /** A directory and a name in it: the place where a path is, whether something is there or not. */
  public record Place(Directory directory, String name) implements AutoCloseable {
    @Override
    public void close() {
      directory.close();
    }
  }

  private Root(Fd fd, String path, int resolve) {
    this.fd = fd;
    this.path = path;
    this.resolve = resolve;
  }

  /** The folder as a tree of its own; for "/" the system itself. */
  public static Root open(String path) {
    var fd = Open.PATH.at(Open.here(), path, true, 0, 0);
    return new Root(fd, path, path.equals("/") ? 0 : Open.IN_ROOT);
  }

  /** The path of the tree on the host. */
  public String path() {
    return path;
  }

  public boolean isSystem() {
    return resolve == 0;
  }

  /** The thing at this path itself, a last symlink not followed; empty when nothing is there. */
  public Optional<Statx> stat(String inside) {
    if (isSystem()) {
      return Statx.find(inside);
    }
    return find(Open.PATH, inside, false)
        .map(found -> {
          try (found) {
            return Statx.of(found);
          }
        });
  }

  /** A descriptor that only stands for the place (O_PATH); empty when nothing is there. */
  public Optional<Fd> find(String inside, boolean follow) {
    return find(Open.PATH, inside, follow);
  }

  /** Opens a directory, symlinks followed within the tree. */
  public Directory directory(String inside) {
    return new Directory(Open.DIRECTORY.at(fd.number(), inside, true, 0, resolve), inside);
  }

  /** Opens the directory that a path lies in, symlinks on the way followed within the tree. */
  public Place place(String inside) {
    int cut = inside.lastIndexOf('/');
    return new Place(
        directory(cut <= 0 ? "/" : inside.substring(0, cut)), inside.substring(cut + 1));
  }

  /** Opens a file for reading, symlinks followed within the tree. */
  public OpenFile read(String inside) {
    return new OpenFile(Open.READ.at(fd.number(), inside, true, 0, resolve), inside);
  }

  /** Like {@link #read}, refusing with ELOOP when the path itself is a symlink. */
  public OpenFile readItself(String inside) {
    return new OpenFile(Open.READ.at(fd.number(), inside, false, 0, resolve), inside);
  }

  /** Like {@link #read}, refusing with ELOOP when any component is a symlink. */
  public OpenFile readWithoutSymlinks(String inside) {
    var how = resolve | Open.NO_SYMLINKS;
    return new OpenFile(Open.READ.at(fd.number(), inside, false, 0, how), inside);
  }

  /** Opens an existing file for writing in place, symlinks followed within the tree. */
  public OpenFile update(String inside) {
    return new OpenFile(Open.UPDATE.at(fd.number(), inside, true, 0, resolve), inside);
  }

  /** Where a path leads when every symlink is followed, as a path inside the tree. */
  public Optional<String> realPath(String inside) {
    return find(Open.PATH, inside, true)
        .map(found -> {
          try (found) {
            return inside(Links.read(found.procPath()));
          }
        });
  }

  private String inside(String host) {
    if (isSystem()) {
      return host;
    }
    var base = Links.read(fd.procPath());
    var rest = host.startsWith(base) ? host.substring(base.length()) : host;
    return rest.isEmpty() ? "/" : rest;
  }

  private Optional<Fd> find(Open how, String inside, boolean follow) {
    try (var frame = Frame.open()) {
      long result = how.tryAt(frame, fd.number(), inside, follow, 0, resolve);
      if (Frame.is(result, Errno.ENOENT) || Frame.is(result, Errno.ENOTDIR)) {
        return Optional.empty();
      }
      return Optional.of(Fd.of(Frame.check(result, Call.OPENAT2, inside)));
    }
  }

  @Override
  public void close() {
    fd.close();
  }
}
