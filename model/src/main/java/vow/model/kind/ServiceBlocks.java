package vow.model.kind;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import vow.model.schema.Attribute;
import vow.model.schema.Fields;
import vow.model.schema.Type;
import vow.model.schema.Types;
import vow.model.service.Capabilities;
import vow.model.service.Limits;
import vow.model.service.Logging;
import vow.model.service.Restart;
import vow.model.service.Sandbox;
import vow.model.service.Signals;

/** The nested blocks of a service: what may be said in them, and what it comes to. */
final class ServiceBlocks {
  static final Type RESTART =
      new Type.Nested(
          List.of(
              may(
                  "when",
                  Types.word("always", "on_failure", "never"),
                  "After which ends it is" + " started again.",
                  "\"always\"; \"on_failure\" for a oneshot"),
              may(
                  "delay",
                  Types.SPAN,
                  "The pause before the first restart; it doubles with each" + " failure in a row.",
                  "\"100ms\""),
              may("delay_max", Types.SPAN, "The longest pause.", "\"30s\""),
              may(
                  "burst",
                  Types.whole(0, 10_000),
                  "So many failures within that time and it is"
                      + " given up, until `vow start`; 0: never.",
                  "5"),
              may("within", Types.SPAN, "That time.", "\"10s\""),
              may(
                  "success",
                  Types.TEXTS,
                  "What is no failure beside exit code 0: exit codes, and" + " signals by name.",
                  "[]")));
  static final Type LOGS =
      new Type.Nested(
          List.of(
              may(
                  "to",
                  Types.word("files", "journald", "syslog"),
                  "Where its output goes.",
                  "\"files\""),
              may(
                  "size",
                  Types.SIZE,
                  "A file that has become this large is put aside.",
                  "\"10MiB\""),
              may("files", Types.whole(1, 1_000), "How many of those are kept.", "5"),
              may("age", Types.SPAN, "A file that is this old is put aside.", "never"),
              may(
                  "lines_per_second",
                  Types.whole(1, 1_000_000),
                  "Beyond that lines are dropped," + " and counted.",
                  "no limit")));
  static final Type LIMITS =
      new Type.Nested(
          List.of(
              may("memory", Types.SIZE, "Of all its processes (cgroup v2).", ""),
              may(
                  "cpu",
                  Types.TEXT,
                  "Of one processor, in percent: \"150%\" is one and a half" + " (cgroup v2).",
                  ""),
              may("processes", Types.whole(1, 4_194_304), "With threads (cgroup v2).", ""),
              may("open_files", Types.whole(1, 1_073_741_816), "Of one process.", ""),
              may("core", Types.SIZE, "The size of a core dump; \"0\" for none.", ""),
              may("nice", Types.whole(-20, 19), "Less is more of the processors.", ""),
              may(
                  "oom_score",
                  Types.whole(-1_000, 1_000),
                  "Added to what the kernel finds when" + " memory runs out (oom_score_adj).",
                  "")));
  static final Type SANDBOX =
      new Type.Nested(
          List.of(
              may("no_new_privileges", Types.BOOL, "No program gives it more rights.", "false"),
              may("private_tmp", Types.BOOL, "/tmp and /var/tmp of its own.", "false"),
              may(
                  "read_only",
                  Types.BOOL,
                  "Nothing may be written but `writable`, /dev, /proc and" + " /sys.",
                  "false"),
              may(
                  "writable",
                  new Type.ListOf(Types.PATH),
                  "What may be written nevertheless.",
                  "[]"),
              may(
                  "capabilities",
                  Types.TEXTS,
                  "All that it and its children may have, such as" + " \"net_bind_service\".",
                  "those of the agent"),
              may(
                  "network",
                  Types.BOOL,
                  "false: a network of its own with nothing but loopback.",
                  "true")));

  /** Less would put files aside all the time. */
  private static final long LOG_BYTES_MIN = 4_096;

  private static final Pattern PERCENT = Pattern.compile("([1-9][0-9]{0,6})%");
  private static final int EXIT_MAX = 255;

  private ServiceBlocks() {}

  private static Attribute may(String name, Type type, String doc, String fallback) {
    return new Attribute(name, type, false, doc, fallback);
  }

  private static Fields block(Fields fields, String name) {
    return fields.nested(name).orElseGet(() -> new Fields(Map.of()));
  }

  static Restart restart(Fields fields, Service.Type type) {
    var block = block(fields, "restart");
    boolean oneshot = type == Service.Type.ONESHOT;
    var when =
        switch (block.text("when").orElse(oneshot ? "on_failure" : "always")) {
          case "on_failure" -> Restart.When.ON_FAILURE;
          case "never" -> Restart.When.NEVER;
          case String _ -> Restart.When.ALWAYS;
        };
    if (oneshot && when == Restart.When.ALWAYS) {
      block.reject(
          "when",
          "conflicting-attributes",
          "a oneshot that is always started again never ends",
          "\"on_failure\" or \"never\"");
    }
    var delay = block.duration("delay").orElse(Duration.ofMillis(100));
    var longest = block.duration("delay_max");
    if (longest.isPresent() && longest.get().compareTo(delay) < 0) {
      block.reject(
          "delay_max", "invalid-value", "delay_max is shorter than delay", "at least delay");
    }
    var within = positive(block, "within").orElse(Duration.ofSeconds(10));
    var success = new LinkedHashSet<String>();
    block.texts("success").forEach(end -> end(block, end).ifPresent(success::add));
    var standard = Duration.ofSeconds(30);
    return new Restart(
        when,
        delay,
        longest.orElse(standard.compareTo(delay) < 0 ? delay : standard),
        (int) block.whole("burst").orElse(5),
        within,
        success);
  }

  private static Optional<String> end(Fields block, String text) {
    var signal = Signals.name(text);
    if (signal.isPresent()) {
      return signal;
    }
    if (text.matches("[0-9]{1,3}") && Integer.parseInt(text) <= EXIT_MAX) {
      return Optional.of(Integer.toString(Integer.parseInt(text)));
    }
    block.reject(
        "success",
        "invalid-value",
        "\"" + text + "\" is neither an exit code nor a signal",
        "numbers from 0 to 255, and names such as \"SIGTERM\"");
    return Optional.empty();
  }

  static Logging logs(Fields fields) {
    var block = block(fields, "logs");
    var sink =
        switch (block.text("to").orElse("files")) {
          case "journald" -> Logging.Sink.JOURNALD;
          case "syslog" -> Logging.Sink.SYSLOG;
          case String _ -> Logging.Sink.FILES;
        };
    for (var name : List.of("size", "files", "age")) {
      if (sink != Logging.Sink.FILES && block.has(name)) {
        block.reject(
            name,
            "conflicting-attributes",
            name + " is said of files, and there are none",
            "to = \"files\"");
      }
    }
    long bytes = block.sizeBytes("size").orElse(10L << 20);
    if (bytes < LOG_BYTES_MIN) {
      block.reject("size", "invalid-value", "the files are too small", "at least \"4KiB\"");
    }
    return new Logging(
        sink,
        bytes,
        (int) block.whole("files").orElse(5),
        positive(block, "age"),
        (int) block.whole("lines_per_second").orElse(0));
  }

  /** A duration that cannot be nothing. */
  static Optional<Duration> positive(Fields fields, String name) {
    var given = fields.duration(name);
    if (given.isPresent() && given.get().isZero()) {
      fields.reject(name, "invalid-value", name + " is no time at all", "more than \"0s\"");
    }
    return given;
  }

  static Limits limits(Fields fields) {
    var block = block(fields, "limits");
    var memory = block.sizeBytes("memory");
    if (memory.isPresent() && memory.getAsLong() == 0) {
      block.reject("memory", "invalid-value", "no program runs in no memory", "more than 0");
    }
    return new Limits(
        memory,
        percent(block),
        block.whole("processes"),
        block.whole("open_files"),
        block.sizeBytes("core"),
        small(block.whole("nice")),
        small(block.whole("oom_score")));
  }

  private static OptionalInt small(OptionalLong number) {
    return number.isPresent() ? OptionalInt.of((int) number.getAsLong()) : OptionalInt.empty();
  }

  private static OptionalInt percent(Fields block) {
    var text = block.text("cpu");
    if (text.isEmpty()) {
      return OptionalInt.empty();
    }
    var percent = PERCENT.matcher(text.get());
    if (percent.matches()) {
      return OptionalInt.of(Integer.parseInt(percent.group(1)));
    }
    block.reject(
        "cpu", "invalid-value", "\"" + text.get() + "\" is no share", "percent, such as \"150%\"");
    return OptionalInt.empty();
  }

  static Sandbox sandbox(Fields fields) {
    var block = block(fields, "sandbox");
    boolean readOnly = block.flag("read_only", false);
    if (block.has("writable") && !readOnly) {
      block.reject(
          "writable",
          "conflicting-attributes",
          "writable says nothing here",
          "together with read_only = true");
    }
    var capabilities =
        Optional.of(block.texts("capabilities")).filter(_ -> block.has("capabilities"));
    for (var name : capabilities.orElse(List.of())) {
      if (!Capabilities.names().contains(name)) {
        block.reject(
            "capabilities",
            "invalid-value",
            "there is no capability \"" + name + "\"",
            "names of capabilities(7) in lower case, without CAP_: \"net_bind_service\"");
      }
    }
    return new Sandbox(
        block.flag("no_new_privileges", false),
        block.flag("private_tmp", false),
        readOnly,
        block.texts("writable").stream().map(Paths::normal).toList(),
        capabilities,
        block.flag("network", true));
  }
}
