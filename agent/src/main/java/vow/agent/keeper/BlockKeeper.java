package vow.agent.keeper;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vow.model.Assessment;
import vow.model.Change;
import vow.model.Repair;
import vow.model.Undo;
import vow.model.kind.Block;

/** Keeps the lines between two markers of a text file. */
final class BlockKeeper implements Keeper<Block> {
  @Override
  public Assessment assess(Block kind, Site site) {
    return edited(kind, kind.absent()).assess(site);
  }

  @Override
  public Repair repair(Block kind, Change change, Site site) {
    return edited(kind, kind.absent()).repair(site);
  }

  @Override
  public Repair reverse(Block kind, Undo before, Site site) {
    return kind.absent() ? undo(kind, before, site) : edited(kind, true).reverse(before, site);
  }

  private static TextFile edited(Block kind, boolean absent) {
    return new TextFile(
        kind.path(), absent, kind.create(), kind.validate(), text -> apply(kind, absent, text));
  }

  static Edit apply(Block kind, boolean absent, Text text) {
    var begin = text.line(kind.begin());
    var end = text.line(kind.end());
    int from = text.lines().indexOf(begin);
    int to = text.lines().indexOf(end);
    var damage = damage(text.lines(), begin, end);
    if (damage.isPresent()) {
      return new Edit.Impossible(damage.get());
    }
    var block = new ArrayList<String>();
    if (!absent) {
      block.add(begin);
      block.addAll(text.lines(kind.content()));
      block.add(end);
    }
    if (from < 0) {
      return absent ? new Edit.Lines(text.lines()) : Edit.insert(text, kind.place(), block);
    }
    var lines = new ArrayList<>(text.lines().subList(0, from));
    lines.addAll(block);
    lines.addAll(text.lines().subList(to + 1, text.lines().size()));
    return new Edit.Lines(lines);
  }

  /** Why the markers don't enclose one block: somebody edited them, and only people know how. */
  private static Optional<String> damage(List<String> lines, String begin, String end) {
    int from = lines.indexOf(begin);
    int to = lines.indexOf(end);
    boolean several = from != lines.lastIndexOf(begin) || to != lines.lastIndexOf(end);
    if (several) {
      return Optional.of("the markers of the block are there more than once");
    }
    if ((from < 0) != (to < 0)) {
      return Optional.of(
          "line %d marks the %s of the block, but its other marker is missing"
              .formatted(Math.max(from, to) + 1, from < 0 ? "end" : "beginning"));
    }
    return to < from
        ? Optional.of("the end of the block is before its beginning")
        : Optional.empty();
  }
}
