package vow.agent.keeper;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vow.linux.OpenFile;
import vow.model.Assessment;
import vow.model.Change;
import vow.model.Repair;
import vow.model.Undo;
import vow.model.kind.Line;

/** Keeps one line of a text file. */
final class LineKeeper implements Keeper<Line> {
  @Override
  public Assessment assess(Line kind, Site site) {
    return edited(kind, kind.absent()).assess(site);
  }

  @Override
  public Repair repair(Line kind, Change change, Site site) {
    return edited(kind, kind.absent()).repair(site);
  }

  @Override
  public Repair reverse(Line kind, Undo before, Site site) {
    if (kind.absent()) {
      return undo(kind, before, site);
    }
    var old = replaced(kind, before, site);
    var file =
        new TextFile(
            kind.path(), true, kind.create(), kind.validate(), text -> back(kind, old, text));
    return file.reverse(before, site);
  }

  /** The line that the first repair replaced; empty when it added one. */
  private static Optional<String> replaced(Line kind, Undo before, Site site) {
    var match = kind.match();
    if (match.isEmpty()) {
      return Optional.empty();
    }
    for (var each : before.before()) {
      if (each instanceof Undo.Content file && file.name().equals(kind.path())) {
        return Optional.ofNullable(file.content())
            .flatMap(content -> site.backups().open(content))
            .flatMap(open -> first(match.get(), open));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> first(String match, OpenFile content) {
    try (content) {
      var lines = Text.of(content.readAll(TextFile.SIZE_BYTES_MAX)).lines();
      int first = new Finder(match).first(lines);
      return first < 0 ? Optional.empty() : Optional.of(lines.get(first));
    }
  }

  private static Edit back(Line kind, Optional<String> old, Text text) {
    if (old.isEmpty()) {
      return without(kind, text);
    }
    var ours = text.line(kind.line());
    var lines = text.lines().stream().map(l -> l.equals(ours) ? old.get() : l).toList();
    return new Edit.Lines(lines);
  }

  private static TextFile edited(Line kind, boolean absent) {
    return new TextFile(
        kind.path(),
        absent,
        kind.create(),
        kind.validate(),
        text -> absent ? without(kind, text) : with(kind, text));
  }

  static Edit with(Line kind, Text text) {
    var line = text.line(kind.line());
    if (kind.match().isEmpty()) {
      return text.lines().contains(line)
          ? new Edit.Lines(text.lines())
          : Edit.insert(text, kind.place(), List.of(line));
    }
    var finder = new Finder(kind.match().get());
    int first = finder.first(text.lines());
    if (first < 0 && !finder.exhausted()) {
      return text.lines().contains(line)
          ? new Edit.Lines(text.lines())
          : Edit.insert(text, kind.place(), List.of(line));
    }
    var lines = new ArrayList<String>();
    for (int i = 0; i < text.lines().size(); i++) {
      if (i == first) {
        lines.add(line);
      } else if (!finder.isIn(text.lines().get(i))) {
        lines.add(text.lines().get(i));
      }
    }
    return finder.exhausted() ? Edit.tooSlow("match") : new Edit.Lines(lines);
  }

  static Edit without(Line kind, Text text) {
    var line = text.line(kind.line());
    var finder = kind.match().map(Finder::new);
    var lines =
        text.lines().stream()
            .filter(l -> (kind.line().isEmpty() && finder.isPresent()) || !l.equals(line))
            .filter(l -> finder.isEmpty() || !finder.get().isIn(l))
            .toList();
    return finder.isPresent() && finder.get().exhausted()
        ? Edit.tooSlow("match")
        : new Edit.Lines(lines);
  }
}
