package vow.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import vow.agent.report.Refused;
import vow.agent.state.AtomicFile;
import vow.agent.state.SharedFile;
import vow.agent.tree.Accounts;
import vow.engine.Metrics;
import vow.language.policy.AgentSettings;
import vow.language.policy.Compiled;
import vow.linux.Statx;

/**
 * What others than the owner may see, as the policy says: the status, for a group, and the metrics,
 * for everybody. What was said last is in the runtime folder: its group and mode, and a symbolic
 * link. So the next brain finds it there. On the loop's thread.
 */
final class Shown {
  private static final int GROUP_READS = 0640;
  private static final int ALL_READ = 0644;

  /** Of the runtime folder. */
  private static final int GROUP_ENTERS = 0750;

  private static final String LINK = "metrics.shared";

  private final Places places;
  private final Consumer<String> notes;
  private OptionalInt group;
  private Optional<Path> metrics;

  /** As it was said last. */
  Shown(Places places, Consumer<String> notes) {
    this.places = places;
    this.notes = notes;
    group =
        Statx.findFollowing(places.runtime().toString())
            .filter(folder -> folder.mode() == GROUP_ENTERS)
            .map(folder -> OptionalInt.of(folder.gid()))
            .orElse(OptionalInt.empty());
    metrics = linked(places.runtime().resolve(LINK));
  }

  private static Optional<Path> linked(Path link) {
    try {
      return Optional.of(Files.readSymbolicLink(link));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /** The policy says so. Of an invalid one nothing is believed. */
  void follow(Compiled compiled, Accounts accounts, Publisher publisher, Callers callers) {
    if (compiled.manifest().isPresent() && follow(compiled.agent().shown(), accounts, callers)) {
      publisher.changed();
    }
  }

  /** Whether anything changed. */
  private boolean follow(AgentSettings.Shown wanted, Accounts accounts, Callers callers) {
    var gid = gid(wanted, accounts);
    var file = wanted.metrics().map(path -> places.root().resolve(path.substring(1)));
    boolean asked = callers.answersGroup() == gid.isPresent();
    if (asked && gid.equals(group) && file.equals(metrics)) {
      return false;
    }
    try {
      open(gid);
      callers.show(gid);
      group = gid;
      var link = places.runtime().resolve(LINK);
      Files.deleteIfExists(link);
      if (file.isPresent()) {
        Files.createSymbolicLink(link, file.get());
      }
      metrics = file;
    } catch (IOException e) {
      notes.accept("unable to share the status: " + Refused.reason(e));
    }
    return true;
  }

  private OptionalInt gid(AgentSettings.Shown wanted, Accounts accounts) {
    if (wanted.group().isEmpty()) {
      return OptionalInt.empty();
    }
    var gid = accounts.gid(wanted.group().get());
    if (gid.isEmpty()) {
      notes.accept("status_group: there is no group " + wanted.group().get());
    }
    return gid;
  }

  /** Lets the group into the folder, whose other files stay the owner's. */
  private void open(OptionalInt gid) throws IOException {
    var folder = places.runtime();
    if (gid.isPresent()) {
      Files.setAttribute(folder, "unix:gid", gid.getAsInt());
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-x---"));
    } else if (group.isPresent()) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
  }

  /** Takes away what is not in the runtime folder. */
  void remove() throws IOException {
    if (metrics.isPresent()) {
      Files.deleteIfExists(metrics.get());
    }
  }

  void status(Path file, String text) throws IOException {
    if (group.isPresent()) {
      SharedFile.write(file, text, GROUP_READS, group);
    } else {
      AtomicFile.writeVolatile(file, text);
    }
  }

  /** That somebody else's folder cannot be written to is told and holds nothing up. */
  void metrics(Path file, String text) throws IOException {
    AtomicFile.writeVolatile(file, text);
    if (metrics.isPresent()) {
      try {
        SharedFile.write(metrics.get(), Metrics.classic(text), ALL_READ, OptionalInt.empty());
      } catch (IOException e) {
        notes.accept("metrics: " + e.getMessage());
        metrics = Optional.empty(); // told once, until the policy or a restart says it again
      }
    }
  }
}
