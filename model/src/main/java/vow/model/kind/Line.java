package vow.model.kind;

import java.util.Optional;
import java.util.Set;
import vow.model.Command;
import vow.model.Thing;
import vow.model.Watch;
import vow.model.schema.Fields;
import vow.model.schema.Schema;
import vow.model.schema.Types;

/**
 * A line of a text file that others may edit too.
 *
 * @param name says what the line is for
 * @param path absolute, of the file
 * @param line without its line break; empty only when absent and matched
 * @param match the lines in which this is found become the one line
 * @param place where a new line goes
 * @param absent no such line, and no line that matches, may be there
 * @param create whether a missing file is made
 * @param validate run on the new file before it replaces the old; {@code %s} is its path
 */
public record Line(
    String name,
    String path,
    String line,
    Optional<String> match,
    Place place,
    boolean absent,
    boolean create,
    Optional<Command> validate)
    implements Kind {

  /** What policies may say. */
  public static final Schema SCHEMA =
      Place.describe(
              Schema.kind(
                      "line",
                      "name",
                      "A line of a text file. With `match`, exactly one line matches, and it is"
                          + " this one: the first that matches is replaced, further ones are"
                          + " removed. Everything else in the file stays as it is.")
                  .required("name", Types.TEXT, "What the line is for.")
                  .required("path", Types.PATH, "The file.")
                  .optional("line", Types.TEXT, "The line.")
                  .optional(
                      "match",
                      Types.TEXT,
                      "A regular expression (Java) for the lines that this one replaces.",
                      "only the line itself"))
          .optional("absent", Types.BOOL, "There must be no such line.", "false")
          .optional("create", Types.BOOL, "Make a missing file (0644).", "false: failed")
          .optional(
              "validate",
              Types.SHELL,
              "Run on the new file before it replaces the old; %s stands for its path.")
          .example(
              """
              line "no-root-login" {
                path  = "/etc/ssh/sshd_config"
                line  = "PermitRootLogin no"
                match = "^#?\\\\s*PermitRootLogin\\\\b"
              }
              """)
          .blindSpot(Watch.UNSEEN_MAPS)
          .make(Line::of);

  private static Line of(Fields fields) {
    boolean absent = fields.flag("absent", false);
    if (!fields.has("line") && !(absent && fields.has("match"))) {
      fields.reject("line", "missing-attribute", "a line promise needs a line", "line = \"...\"");
    }
    var line = fields.required("line");
    if (line.indexOf('\n') >= 0 || line.indexOf('\r') >= 0) {
      fields.reject(
          "line", "invalid-value", "the line holds a line break", "one line, or the kind block");
    }
    return new Line(
        fields.required("name"),
        Paths.key(fields, "path"),
        line,
        Place.pattern(fields, "match"),
        Place.of(fields),
        absent,
        fields.flag("create", false),
        fields.command("validate"));
  }

  @Override
  public Set<Thing> owns() {
    return Set.of();
  }

  @Override
  public Set<Thing> edits() {
    return Set.of(Thing.content(path));
  }

  @Override
  public Set<Thing> needs() {
    return Set.of(Thing.path(path));
  }

  @Override
  public Set<Watch> watches() {
    return Set.of(Watch.self(path));
  }
}
