package vow.model;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a repair replaced: enough to put it back.
 *
 * @param before in the order in which the repair changed them; undo goes backwards
 */
public record Undo(List<Before> before) {
  /** Nothing was replaced, or nothing of it can be told. */
  public static final Undo NOTHING = new Undo(List.of());

  public Undo {
    before = List.copyOf(before);
  }

  /** Whether there is nothing to put back. */
  public boolean isEmpty() {
    return before.isEmpty();
  }

  /** How one thing was before the repair. */
  public sealed interface Before {
    /** A path, or the name of a setting. */
    String name();
  }

  /** Nothing was there: the repair made a file, a link, or an empty folder. */
  public record Missing(String name) implements Before {}

  /**
   * A regular file.
   *
   * @param content its content in the backups; null when only metadata was replaced, or when the
   *     promise is sensitive or without backup
   * @param contentReplaced whether the repair replaced or removed the content
   */
  public record Content(
      String name, @Nullable Hash content, boolean contentReplaced, Metadata metadata)
      implements Before {}

  /** A folder's metadata. */
  public record Folder(String name, Metadata metadata) implements Before {}

  /**
   * A symbolic link with this text.
   *
   * @param owner whose it was; null when that was not noted
   */
  public record Link(String name, String target, @Nullable Owner owner) implements Before {}

  /** A user and a group by number. */
  public record Owner(int uid, int gid) {}

  /** A setting of some kind that is not a path; null when it was not set. */
  public record Setting(String name, @Nullable String value) implements Before {}

  /**
   * What a path has besides content.
   *
   * @param mode permission bits
   * @param attributes extended attributes, ACLs among them, values in hex
   */
  public record Metadata(int mode, int uid, int gid, SortedMap<String, String> attributes) {
    public Metadata {
      attributes = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    }
  }
}
