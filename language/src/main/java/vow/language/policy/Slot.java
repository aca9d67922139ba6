package vow.language.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import vow.language.value.Value;
import vow.language.value.Values;

/** An attribute of a promise block, with a value for each instance. */
final class Slot implements Cell.Work {
  /** Where the values come from. */
  interface Content {
    List<Cell.Need> needs();

    Traced value(Instance instance);

    /** The same for all instances, and without needs. */
    record Fixed(Value value) implements Content {
      @Override
      public List<Cell.Need> needs() {
        return List.of();
      }

      @Override
      public Traced value(Instance instance) {
        return Traced.of(value);
      }
    }
  }

  private final Declared promise;
  private final Content content;
  private final Cell cell;
  private final List<Traced> values = new ArrayList<>(1);
  private Set<String> forgotten = Set.of();

  Slot(Declared promise, String name, Content content) {
    this.promise = promise;
    this.content = content;
    this.cell = new Cell(() -> promise.reference() + name, promise.span(), this);
  }

  Declared promise() {
    return promise;
  }

  Cell cell() {
    return cell;
  }

  /** The value of one instance, once the cell is finished. */
  Traced of(int instance) {
    return instance < values.size() ? values.get(instance) : Traced.of(Values.UNKNOWN);
  }

  @Override
  public List<Cell.Need> needs() {
    var expansion = new Cell.Need(promise.expansion().cell(), promise.span());
    if (!expansion.cell().isDone()) {
      return List.of(expansion);
    }
    var needs = new ArrayList<Cell.Need>();
    needs.add(expansion);
    needs.addAll(content.needs());
    return needs;
  }

  @Override
  public void forget(Set<String> facts) {
    if (promise.expansion().cell().isDone()) {
      forgotten = facts;
    } else {
      values.clear();
    }
  }

  @Override
  public Value compute(Cell self) {
    self.trace(promise.expansion().cell().trace().onlyFacts());
    for (var instance : promise.instances()) {
      int index = instance.index();
      if (index == values.size()) {
        values.add(content.value(instance));
      } else if (values.get(index).trace().uses(forgotten)) {
        values.set(index, content.value(instance));
      }
      self.trace(values.get(index).trace());
    }
    forgotten = Set.of();
    if (!promise.hasInstances()) {
      return of(0).value();
    }
    if (promise.expansion().isOpen()) {
      return Values.UNKNOWN;
    }
    var byKey = new TreeMap<String, Value>();
    for (var instance : promise.instances()) {
      if (!instance.isAbsent()) {
        byKey.put(instance.key().orElseThrow(), of(instance.index()).value());
      }
    }
    return Value.object(byKey);
  }
}
