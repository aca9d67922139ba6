package vow.model;

/**
 * What one statx says of a path, enough to recognise that nothing happened since: any change of
 * content or metadata moves {@code ctimeNs}, any replacement moves {@code inode}.
 *
 * @param inode 0 when the path does not exist
 * @param ctimeNs status change time, nanoseconds since the epoch
 * @param sizeBytes size in bytes
 * @param mode file type and permission bits as in st_mode
 * @param owner user id in the upper, group id in the lower 32 bits
 */
public record Stamp(long inode, long ctimeNs, long sizeBytes, int mode, long owner) {
  /** The stamp of a path that does not exist. */
  public static final Stamp MISSING = new Stamp(0, 0, 0, 0, 0);

  /** Whether there was something at the path. */
  public boolean exists() {
    return inode != 0;
  }
}
