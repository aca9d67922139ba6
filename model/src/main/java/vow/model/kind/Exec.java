package vow.model.kind;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import vow.model.Command;
import vow.model.Thing;
import vow.model.Watch;
import vow.model.schema.Fields;
import vow.model.schema.Schema;
import vow.model.schema.Type;
import vow.model.schema.Types;

/**
 * A command to be run: for what no other kind promises.
 *
 * @param name says what it is for
 * @param command program and arguments, or text for the shell
 * @param creates run only while nothing is at this path
 * @param account whom it runs as
 * @param folder where it starts
 * @param environment added to a clean one
 * @param input what it reads
 * @param refreshOnly run only when something that it listens to was repaired
 * @param exits the exit codes that mean success
 */
public record Exec(
    String name,
    Command command,
    Optional<String> creates,
    Account account,
    Optional<String> folder,
    Map<String, String> environment,
    String input,
    boolean refreshOnly,
    List<Integer> exits)
    implements Kind {
  private static final int MAX_EXIT = 255;

  /** Whom a command runs as; the agent's own user and group where empty. */
  public record Account(Optional<String> user, Optional<String> group) {}

  /** What policies may say. */
  public static final Schema SCHEMA =
      Schema.kind(
              "exec",
              "name",
              "A command that is run when the agent starts, when the policy changes it, and when"
                  + " something that it listens to was repaired; with `every`, that often too."
                  + " `creates`, `only_if` and `not_if` say when there is nothing to do. Under"
                  + " --root it runs on the host, with VOW_ROOT set.")
          .required("name", Types.TEXT, "What the command is for.")
          .required("run", Types.SHELL, "What is run.")
          .optional("creates", Types.PATH, "Run only while nothing is at this path.")
          .optional("user", Types.TEXT, "Who it runs as, by name or id.", "the agent's user")
          .optional("group", Types.TEXT, "Its group, by name or id.", "the user's group")
          .optional("cwd", Types.PATH, "The folder in which it starts, on this machine.", "\"/\"")
          .optional(
              "env",
              Types.ENVIRONMENT,
              "Environment variables, added to PATH, LANG, HOME and USER. Not for secrets: others"
                  + " can see them.")
          .optional("stdin", Types.TEXT, "What it reads: the way to hand over a secret.")
          .optional(
              "refresh_only",
              Types.BOOL,
              "Run only when something in `on_change` was repaired.",
              "false")
          .optional(
              "exits",
              new Type.ListOf(Types.whole(0, MAX_EXIT)),
              "The exit codes that mean success.",
              "[0]")
          .example(
              """
              exec "database" {
                run     = ["/usr/bin/createdb", "shop"]
                user    = "postgres"
                creates = "/var/lib/postgresql/shop"
              }
              """)
          .blindSpot("what a command does is only known as far as creates, only_if and not_if say")
          .disrupts()
          .make(Exec::of);

  private static Exec of(Fields fields) {
    var exits = fields.texts("exits").stream().map(Integer::valueOf).toList();
    if (fields.flag("refresh_only", false) && fields.has("creates")) {
      fields.reject(
          "refresh_only",
          "conflicting-attributes",
          "refresh_only and creates are given both",
          "one of them");
    }
    var command = fields.command("run").orElse(new Command(List.of(""), true));
    if (command.argv().isEmpty() || command.argv().getFirst().isBlank()) {
      fields.reject("run", "invalid-value", "there is no program", "a command");
    }
    return new Exec(
        fields.required("name"),
        command,
        fields.text("creates").map(Paths::normal),
        new Account(fields.text("user"), fields.text("group")),
        fields.text("cwd"),
        fields.textMap("env"),
        fields.text("stdin").orElse(""),
        fields.flag("refresh_only", false),
        exits.isEmpty() ? List.of(0) : exits);
  }

  @Override
  public Set<Thing> owns() {
    return Set.of();
  }

  @Override
  public Set<Thing> needs() {
    var needs = new LinkedHashSet<Thing>();
    account.user().ifPresent(u -> needs.add(new Thing(Thing.Sort.USER, u)));
    account.group().ifPresent(g -> needs.add(new Thing(Thing.Sort.GROUP, g)));
    folder.ifPresent(f -> needs.add(Thing.path(Paths.normal(f))));
    creates.ifPresent(c -> needs.add(Thing.path(Paths.parent(c))));
    var program = command.shell() ? "" : command.argv().getFirst();
    if (program.startsWith("/")) {
      needs.add(Thing.path(Paths.normal(program)));
    }
    return needs;
  }

  @Override
  public Set<Watch> watches() {
    return creates.map(c -> Set.of(Watch.self(c))).orElse(Set.of());
  }
}
