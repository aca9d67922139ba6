package vow.model.kind;

import vow.model.Edge;
import vow.model.schema.Schema;
import vow.model.schema.Type;
import vow.model.schema.Types;

/** The attributes of a service. */
final class ServiceSchema {
  private ServiceSchema() {}

  static Schema.Builder describe(Schema.Builder schema) {
    schema
        .required("name", Types.TEXT, "Its name, also in logs and commands.")
        .required("run", Types.SHELL, "The program. It must stay in the foreground.")
        .optional(
            "type",
            Types.word("longrun", "oneshot"),
            "Whether it stays, or does something and ends; the promise is kept from then on.",
            "\"longrun\"")
        .optional("undo", Types.SHELL, "What takes back what a oneshot did.");
    process(schema);
    protocol(schema);
    schema
        .optional("restart", ServiceBlocks.RESTART, "What happens when it ends by itself.")
        .optional("logs", ServiceBlocks.LOGS, "What becomes of its output.")
        .optional("limits", ServiceBlocks.LIMITS, "What it may use.")
        .optional("sandbox", ServiceBlocks.SANDBOX, "What it may not do.");
    return order(schema);
  }

  private static void process(Schema.Builder schema) {
    schema
        .optional("user", Types.TEXT, "Who it runs as, by name or id.", "the agent's user")
        .optional("group", Types.TEXT, "Its group, by name or id.", "the user's group")
        .optional("groups", Types.TEXTS, "Further groups.", "those that the user is in")
        .optional("cwd", Types.PATH, "The folder in which it starts.", "\"/\"")
        .optional(
            "umask",
            Types.MODE,
            "The permission bits that its new files do not have.",
            "\"" + ServiceLaunch.UMASK + "\"")
        .optional(
            "env",
            Types.ENVIRONMENT,
            "Environment variables, added to PATH, LANG, HOME and USER. Not for secrets: others"
                + " can see them.")
        .optional(
            "env_file",
            Types.PATH,
            "Lines of NAME=VALUE, read at each start; when it is missing the service does not"
                + " start.")
        .optional(
            "listen",
            new Type.MapOf(Types.TEXT),
            "Sockets that are held for it and passed to each of its processes (LISTEN_FDS), so that"
                + " nobody is turned away while it is restarted: addresses by names (LISTEN_FDNAMES),"
                + " in the order of the names. An address is "
                + ServiceSockets.EXPECTED
                + ".");
  }

  private static void protocol(Schema.Builder schema) {
    schema
        .optional(
            "ready",
            Types.ANY,
            "How it says that others may use it: \"notify\" (READY=1, sd_notify) from its first"
                + " process, \"notify-all\" from any of its processes, \"newline\" (s6), or a"
                + " `probe(...)` that holds.",
            "\"none\": when its program runs")
        .optional(
            "newline_fd",
            Types.whole(ServiceReady.FIRST_DESCRIPTOR, ServiceReady.LAST_DESCRIPTOR),
            "The descriptor to which it writes a newline.",
            Integer.toString(ServiceReady.FIRST_DESCRIPTOR))
        .optional(
            "fd_store",
            Types.whole(0, ServiceSockets.SOCKETS_MAX),
            "So many descriptors it may leave with vow for its next process (FDSTORE=1, sd_notify);"
                + " with those of `listen` at most "
                + ServiceSockets.SOCKETS_MAX
                + ", and with ready = \"notify\" or \"notify-all\".",
            "0")
        .optional("start_timeout", Types.SPAN, "The longest until it is ready.", "\"90s\"")
        .optional(
            "stop_timeout",
            Types.SPAN,
            "The longest from the stop signal until all of it is killed.",
            "\"90s\"")
        .optional("run_timeout", Types.SPAN, "The longest that it may run.", "for ever")
        .optional(
            "watchdog",
            Types.SPAN,
            "The longest that it may say nothing (WATCHDOG=1); with ready = \"notify\" or"
                + " \"notify-all\".")
        .optional("stop_signal", Types.TEXT, "What tells it to end.", "\"SIGTERM\"")
        .optional(
            "reload",
            Types.SHELL,
            "How it reads its configuration again: a signal such as \"SIGHUP\", or a command.",
            "it is restarted");
  }

  private static Schema.Builder order(Schema.Builder schema) {
    return schema
        .optional(
            "needs",
            new Type.Named("service", Edge.Reason.AFTER),
            "Services without which it does not run: it starts when they are ready, and is stopped"
                + " when they are.")
        .optional(
            "wants",
            new Type.Named("service", Edge.Reason.WANTED),
            "Services that it comes after, and that may fail.")
        .optional(
            "enabled",
            Types.BOOL,
            "Started when the machine is; otherwise only by a person.",
            "true");
  }
}
