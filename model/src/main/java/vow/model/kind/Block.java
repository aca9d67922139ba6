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
 * Lines of a text file between two marker lines: {@code # begin NAME (vow)} and {@code # end NAME
 * (vow)}.
 *
 * @param name part of the markers, so that a file can have several blocks
 * @param path absolute, of the file
 * @param content the lines between the markers
 * @param comment what starts a comment line in this file
 * @param commentEnd what ends it, often nothing
 * @param place where a new block goes
 * @param absent neither markers nor what is between them may be there
 * @param create whether a missing file is made
 * @param validate run on the new file before it replaces the old; {@code %s} is its path
 */
public record Block(
    String name,
    String path,
    String content,
    String comment,
    String commentEnd,
    Place place,
    boolean absent,
    boolean create,
    Optional<Command> validate)
    implements Kind {

  /** What policies may say. */
  public static final Schema SCHEMA =
      Place.describe(
              Schema.kind(
                      "block",
                      "name",
                      "Lines of a text file between two marker comments that carry the block's"
                          + " name. Everything outside of the markers stays as it is.")
                  .required("name", Types.TEXT, "Names the block in its markers.")
                  .required("path", Types.PATH, "The file.")
                  .optional("content", Types.TEXT, "The lines between the markers.", "none")
                  .optional("comment", Types.TEXT, "Starts a comment in this file.", "\"#\"")
                  .optional("comment_end", Types.TEXT, "Ends a comment, such as \"-->\"."))
          .optional("absent", Types.BOOL, "There must be no such block.", "false")
          .optional("create", Types.BOOL, "Make a missing file (0644).", "false: failed")
          .optional(
              "validate",
              Types.SHELL,
              "Run on the new file before it replaces the old; %s stands for its path.")
          .example(
              """
              block "cluster" {
                path    = "/etc/hosts"
                content = <<-EOT
                  10.0.0.1 db
                  10.0.0.2 web
                EOT
              }
              """)
          .blindSpot(Watch.UNSEEN_MAPS)
          .make(Block::of);

  private static Block of(Fields fields) {
    var block =
        new Block(
            fields.required("name"),
            Paths.key(fields, "path"),
            fields.required("content"),
            fields.text("comment").orElse("#"),
            fields.text("comment_end").orElse(""),
            Place.of(fields),
            fields.flag("absent", false),
            fields.flag("create", false),
            fields.command("validate"));
    for (var attribute : new String[] {"name", "comment", "comment_end"}) {
      if (fields.text(attribute).filter(Block::holdsLineBreak).isPresent()) {
        fields.reject(
            attribute, "invalid-value", attribute + " holds a line break", "text of one line");
      }
    }
    if (block.content.lines().anyMatch(l -> l.equals(block.begin()) || l.equals(block.end()))) {
      fields.reject(
          "content", "invalid-value", "the content holds a marker of its own block", "other lines");
    }
    return block;
  }

  /** The line before the content. */
  public String begin() {
    return marker("begin");
  }

  /** The line after the content. */
  public String end() {
    return marker("end");
  }

  private String marker(String word) {
    var text = comment + " " + word + " " + name + " (vow)";
    return commentEnd.isEmpty() ? text : text + " " + commentEnd;
  }

  private static boolean holdsLineBreak(String text) {
    return text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0;
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
