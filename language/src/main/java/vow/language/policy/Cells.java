package vow.language.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import vow.language.syntax.Span;

/**
 * Finishes cells in the order of their needs, with a stack of its own: a chain of ten thousand
 * locals takes memory, not the thread's stack.
 */
final class Cells {
  private final Reports reports;

  /** Finished, and to be taken back when facts change. */
  private final List<Cell> ofFacts = new ArrayList<>();

  Cells(Reports reports) {
    this.reports = reports;
  }

  /** Finishes a cell and all that it needs. */
  void finish(Cell wanted) {
    if (wanted.isDone()) {
      return;
    }
    var stack = new ArrayList<Visit>();
    stack.add(new Visit(wanted, wanted.span()));
    while (!stack.isEmpty()) {
      var top = stack.getLast();
      var need = top.next();
      if (need == null) {
        top.cell.finish();
        if (!top.cell.trace().facts().isEmpty()) {
          ofFacts.add(top.cell);
        }
        stack.removeLast();
      } else if (need.cell().isRunning()) {
        reportCycle(stack, need);
      } else {
        stack.add(new Visit(need.cell(), need.span()));
      }
    }
  }

  /** Takes back every cell that one of these facts went into; they are to be finished again. */
  List<Cell> reset(Set<String> facts) {
    var affected = ofFacts.stream().filter(it -> it.trace().uses(facts)).toList();
    ofFacts.removeIf(it -> it.trace().uses(facts));
    affected.forEach(Cell::reset);
    affected.forEach(it -> it.forget(facts));
    return affected;
  }

  private void reportCycle(List<Visit> stack, Cell.Need closing) {
    int first = 0;
    while (stack.get(first).cell != closing.cell()) {
      first++;
    }
    var loop = stack.subList(first, stack.size());
    var names = new StringBuilder();
    loop.forEach(visit -> names.append(visit.cell.name()).append(" needs "));
    names.append(closing.cell().name());
    var fault =
        Reports.fault(
            Code.VALUE_CYCLE,
            (loop.size() == 1 ? "a value needs itself: " : "values need each other: ") + names,
            closing.span());
    for (int i = 1; i < loop.size(); i++) {
      fault = fault.relatedTo(loop.get(i).cell.name() + " is needed here", loop.get(i).from);
    }
    reports.add(fault);
  }

  private static final class Visit {
    private final Cell cell;
    private final Span from;
    private List<Cell.Need> needs;
    private int at;

    Visit(Cell cell, Span from) {
      this.cell = cell;
      this.from = from;
      cell.start();
      needs = cell.needs();
    }

    Cell.@org.jspecify.annotations.Nullable Need next() {
      for (int round = 0; round < 2; round++) {
        while (at < needs.size()) {
          var need = needs.get(at++);
          if (!need.cell().isDone()) {
            return need;
          }
        }
        needs = cell.needs();
      }
      return null;
    }
  }
}
