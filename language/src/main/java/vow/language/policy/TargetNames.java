package vow.language.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vow.language.value.BasicType;
import vow.language.value.Conversion;
import vow.language.value.Value;

/** Collects the names of promises that are referred to, as they are in their identities. */
final class TargetNames {
  private final World world;
  private final List<String> names = new ArrayList<>();
  private Trace trace = Trace.NONE;
  private boolean open;

  TargetNames(World world) {
    this.world = world;
  }

  /** The facts that went into the names. */
  Trace trace() {
    return trace;
  }

  /** Each once, in the order in which they were added; empty when one is not known. */
  Optional<List<String>> names() {
    return open ? Optional.empty() : Optional.of(names.stream().distinct().toList());
  }

  void add(Target target) {
    var promise = target.promise();
    var key = promise.slot(promise.schema().key()).orElseThrow();
    world.cells().finish(key.cell());
    trace = trace.and(promise.expansion().cell().trace().onlyFacts());
    open |= promise.expansion().isOpen();
    for (var instance : promise.instances()) {
      boolean meant = target.instance().isEmpty() || target.instance().equals(instance.key());
      if (meant && !instance.isAbsent()) {
        add(promise, key.of(instance.index()));
      }
    }
  }

  private void add(Declared promise, Traced key) {
    trace = trace.and(key.trace().onlyFacts());
    if (key.value().isNull()) {
      names.add(promise.header().label());
    } else if (Conversion.convert(key.value(), BasicType.STRING)
        instanceof Conversion.Converted(Value.Text(var name))) {
      names.add(name);
    } else {
      open = true;
    }
  }
}
