package vow.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import vow.agent.Logbook;
import vow.agent.PolicyVersions;
import vow.agent.PolicyVersions.Version;
import vow.agent.json.Json;
import vow.agent.report.HappenedJson;
import vow.agent.report.Refused;
import vow.model.UnifiedDiff;

/** The versions of a policy that were accepted: {@code vow policy log}, show and rollback. */
final class PolicyVersionsText {
  private static final int ID_SHOWN = 12;

  private PolicyVersionsText() {}

  static void run(String action, Invocation invocation) throws UsageException, Failure, Refused {
    var versions = new PolicyVersions(invocation.places().state());
    var all = versions.all();
    if (all.isEmpty()) {
      throw new Failure("no policy was accepted here; is this the agent's --root or --state?");
    }
    switch (action) {
      case "log" -> log(all, invocation);
      case "show" -> show(chosen(all, invocation, 0), all, invocation);
      default -> rollback(chosen(all, invocation, 1), versions, invocation);
    }
  }

  private static Version chosen(List<Version> all, Invocation invocation, int otherwise)
      throws UsageException, Failure {
    var number = invocation.argument(1);
    if (number.isEmpty()) {
      if (all.size() <= otherwise) {
        throw new Failure("there is no version before the newest");
      }
      return all.get(otherwise);
    }
    return all.stream()
        .filter(v -> Integer.toString(v.number()).equals(number.get()))
        .findFirst()
        .orElseThrow(() ->
            new UsageException(
                "there is no version " + number.get() + "; vow policy log lists them"));
  }

  private static void log(List<Version> all, Invocation invocation) {
    var out = invocation.terminal().out();
    if (invocation.json()) {
      var list = all.stream().map(PolicyVersionsText::json).toList();
      var root = new LinkedHashMap<String, @Nullable Object>();
      root.put("versions", list);
      out.println(Json.write(root));
      return;
    }
    for (var version : all) {
      out.println(
          version.number()
              + "  "
              + HappenedJson.time(version.timeMs())
              + "  "
              + version.id().substring(0, ID_SHOWN)
              + "  "
              + version.promises()
              + " promises, "
              + version.files().size()
              + " files"
              + version.from().map(from -> ", " + from).orElse(""));
    }
  }

  private static Object json(Version version) {
    var object = new LinkedHashMap<String, @Nullable Object>();
    object.put("number", version.number());
    object.put("time", HappenedJson.time(version.timeMs()));
    object.put("id", version.id());
    object.put("promises", version.promises());
    object.put("files", version.files());
    object.put("from", version.from().orElse(null));
    return object;
  }

  private static void show(Version version, List<Version> all, Invocation invocation)
      throws Refused {
    var before = all.stream().filter(v -> v.number() < version.number()).findFirst();
    var names = new TreeSet<>(version.files().keySet());
    before.ifPresent(v -> names.addAll(v.files().keySet()));
    var diffs = new ArrayList<String>();
    for (var name : names) {
      var old = before.map(v -> v.files().getOrDefault(name, "")).orElse("");
      if (!old.equals(version.files().getOrDefault(name, ""))) {
        diffs.add(diff(name, before, version));
      }
    }
    var out = invocation.terminal().out();
    if (invocation.json()) {
      var object = new LinkedHashMap<String, @Nullable Object>();
      object.put("version", json(version));
      object.put("diffs", diffs);
      out.println(Json.write(object));
      return;
    }
    out.println("version " + version.number() + " of " + HappenedJson.time(version.timeMs()));
    for (var diff : diffs) {
      out.print(DiffText.of(diff, invocation.terminal()));
    }
  }

  private static String diff(String name, Optional<Version> before, Version version)
      throws Refused {
    var old = before.isPresent() ? before.get().content(name) : Optional.<byte[]>empty();
    var now = version.content(name);
    var from = old.isPresent() ? name : "/dev/null";
    var to = now.isPresent() ? name : "/dev/null";
    return UnifiedDiff.of(from, old.orElse(new byte[0]), to, now.orElse(new byte[0]));
  }

  private static void rollback(Version version, PolicyVersions versions, Invocation invocation)
      throws Refused {
    var location = Logbook.location(invocation.places());
    var changed = versions.restore(version, location);
    var beside = String.join(", ", changed);
    invocation
        .terminal()
        .say(
            "the policy "
                + location.path()
                + " is version "
                + version.number()
                + " again"
                + (changed.isEmpty()
                    ? ""
                    : "; what was there stays with "
                        + PolicyVersions.ASIDE
                        + " after it: "
                        + beside));
  }
}
