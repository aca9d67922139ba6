package vow.model.kind;

import java.util.Optional;
import java.util.Set;
import vow.model.Command;
import vow.model.Thing;
import vow.model.Watch;
import vow.model.schema.Fields;
import vow.model.schema.Schema;
import vow.model.schema.SourceFile;
import vow.model.schema.Types;

/**
 * A regular file: content, owner, group, mode; or that there is none.
 *
 * @param path absolute
 * @param content exact content; text is UTF-8
 * @param source a file of the policy whose bytes are the content
 * @param absent nothing may be at the path
 * @param validate run on the new content before it replaces the old; {@code %s} is its path
 * @param backup whether replaced content is kept for undo
 * @param parents whether missing folders are made
 * @param force whether a symbolic link in the way is replaced
 */
public record File(
    String path,
    Optional<String> content,
    Optional<SourceFile> source,
    Ownership ownership,
    boolean absent,
    Optional<Command> validate,
    boolean backup,
    boolean parents,
    boolean force)
    implements Kind {

  /** What policies may say. */
  public static final Schema SCHEMA =
      Ownership.describe(
              Schema.kind(
                      "file",
                      "path",
                      "A regular file with this content, owner, group and mode. It is replaced"
                          + " atomically: a reader sees the old file or the new one.")
                  .required("path", Types.PATH, "Where the file is.")
                  .optional("content", Types.TEXT, "The exact content.", "left as it is")
                  .optional(
                      "source", Types.POLICY_FILE, "Takes the content from a file, any bytes.")
                  .optional("absent", Types.BOOL, "There must be no such file.", "false"),
              "0644")
          .optional(
              "validate",
              Types.SHELL,
              "Run on the new content before it replaces the old; %s stands for its path.")
          .optional("backup", Types.BOOL, "Keep what is replaced, for `vow undo`.", "true")
          .optional("parents", Types.BOOL, "Make missing folders (0755).", "true")
          .optional(
              "force", Types.BOOL, "Replace a symbolic link that is in the way.", "false: failed")
          .example(
              """
              file "/etc/motd" {
                content = "welcome to ${node.hostname}\\n"
                mode    = "0644"
              }
              """)
          .blindSpot(Watch.UNSEEN_MAPS)
          .blindSpot(Watch.UNSEEN_MACHINES)
          .make(File::of);

  private static File of(Fields fields) {
    var file =
        new File(
            Paths.key(fields, "path"),
            fields.text("content"),
            fields.source("source"),
            Ownership.of(fields),
            fields.flag("absent", false),
            fields.command("validate"),
            fields.flag("backup", true),
            fields.flag("parents", true),
            fields.flag("force", false));
    if (fields.has("content") && fields.has("source")) {
      fields.reject(
          "source", "conflicting-attributes", "both content and source are given", "one of them");
    }
    if (file.absent && (fields.has("content") || fields.has("source") || fields.has("mode"))) {
      fields.reject(
          "absent",
          "conflicting-attributes",
          "an absent file has no content, source or mode",
          "absent alone");
    }
    return file;
  }

  /** Whether the promise says what is in the file. */
  public boolean hasContent() {
    return content.isPresent() || source.isPresent() || absent;
  }

  @Override
  public Set<Thing> owns() {
    return hasContent() ? Set.of(Thing.path(path), Thing.content(path)) : Set.of(Thing.path(path));
  }

  @Override
  public Set<Thing> needs() {
    return Paths.needs(path, ownership);
  }

  @Override
  public boolean saysOwner() {
    return ownership.owner().isPresent() || ownership.group().isPresent();
  }

  @Override
  public Set<Watch> watches() {
    return Set.of(Watch.self(path));
  }
}
