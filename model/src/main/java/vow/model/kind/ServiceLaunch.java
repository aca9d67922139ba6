package vow.model.kind;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import vow.model.Command;
import vow.model.Thing;
import vow.model.schema.Fields;
import vow.model.schema.Units;
import vow.model.service.Account;
import vow.model.service.Launch;

/** How the process of a service is made: what policies say of it, and what it needs. */
final class ServiceLaunch {
  static final String UMASK = "0022";
  private static final int UMASK_MAX = 0777;

  private ServiceLaunch() {}

  static Launch of(Fields fields) {
    var sockets = ServiceSockets.of(fields);
    return new Launch(
        command(fields, "run").orElse(new Command(List.of(""), true)),
        new Account(fields.text("user"), fields.text("group"), fields.texts("groups")),
        fields.text("cwd").map(Paths::normal),
        umask(fields),
        fields.textMap("env"),
        fields.text("env_file").map(Paths::normal),
        ServiceBlocks.limits(fields),
        ServiceBlocks.sandbox(fields),
        sockets,
        ServiceSockets.fdStore(fields, sockets.size()));
  }

  /** A command with a program. */
  static Optional<Command> command(Fields fields, String attribute) {
    var command = fields.command(attribute);
    if (command.isPresent()
        && (command.get().argv().isEmpty() || command.get().argv().getFirst().isBlank())) {
      fields.reject(attribute, "invalid-value", "there is no program", "a command");
    }
    return command;
  }

  private static String umask(Fields fields) {
    int umask = fields.mode("umask").orElse(Integer.parseInt(UMASK, 8));
    if (umask > UMASK_MAX) {
      fields.reject("umask", "invalid-value", "the umask is too large", "at most \"0777\"");
    }
    return Units.modeText(umask);
  }

  static void addNeeds(Launch launch, Set<Thing> needs) {
    var account = launch.account();
    account.user().ifPresent(u -> needs.add(new Thing(Thing.Sort.USER, u)));
    account.group().ifPresent(g -> needs.add(new Thing(Thing.Sort.GROUP, g)));
    account.groups().forEach(g -> needs.add(new Thing(Thing.Sort.GROUP, g)));
    launch.folder().ifPresent(f -> needs.add(Thing.path(f)));
    launch
        .environmentFile()
        .ifPresent(f -> {
          needs.add(Thing.path(f));
          needs.add(Thing.content(f));
        });
    launch.sandbox().writable().forEach(w -> needs.add(Thing.path(w)));
    for (var socket : launch.sockets()) {
      if (socket.port() == 0) {
        needs.add(Thing.path(Paths.parent(socket.address())));
      }
    }
    addProgram(launch.command(), needs);
  }

  static void addProgram(Command command, Set<Thing> needs) {
    var program = command.shell() ? "" : command.argv().getFirst();
    if (program.startsWith("/")) {
      needs.add(Thing.path(Paths.normal(program)));
    }
  }
}
