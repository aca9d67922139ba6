package vow.model;

/**
 * What one statx says of a path, enough to recognise that nothing happened since: any change of
 * content or metadata moves {@code ctimeNs}, any replacement moves {@code inode}.
 *
 * @param inode 0 when the path does not exist
 * @param ctimeNs status change time, nanoseconds since the epoch
 * @param sizeBytes size in bytes; of a path that does not exist, see {@link #missing}
 * @param mode file type and permission bits as in st_mode
 * @param owner user id in the upper, group id in the lower 32 bits
 */
public record Stamp(long inode, long ctimeNs, long sizeBytes, int mode, long owner) {
  /** The stamp of a path that does not exist, in a directory that does. */
  public static final Stamp MISSING = new Stamp(0, 0, 0, 0, 0);

  /**
   * The stamp of a path that does not exist: another one when it could be made and could not
   * before.
   *
   * @param levels how many directories on the way to it are missing
   * @param blocked that what is there on the way is no directory
   */
  public static Stamp missing(int levels, boolean blocked) {
    return levels == 0 && !blocked ? MISSING : new Stamp(0, 0, levels, blocked ? 1 : 0, 0);
  }

  /** Whether there was something at the path. */
  public boolean exists() {
    return inode != 0;
  }
}
