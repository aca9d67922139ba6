package vow.language.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import vow.language.syntax.Span;
import vow.language.value.BasicType;
import vow.language.value.Conversion;
import vow.language.value.Sensitivity;
import vow.language.value.Value;
import vow.language.value.Values;
import vow.model.Manifest;

/** Works out which instances a block has: its {@code for_each} and {@code when}. */
final class Expansion implements Cell.Work {
  private static final int MAX_SHOWN_CHARS = 60;

  /** Of a block that is always made, and once. */
  private static final List<Instance> ONE = List.of(Instance.only(Instance.Presence.PRESENT));

  private final World world;
  private final Optional<Field> forEach;
  private final Optional<Field> when;
  private final Optional<Cell> condition;
  private final Optional<Evaluated> forEachValue;
  private final Optional<Evaluated> whenValue;
  private final Cell cell;
  private List<Instance> instances = List.of();
  private Map<String, Instance> byKey = Map.of();
  private boolean open;

  Expansion(World world, Unit unit, Supplier<String> name, Declared.Fields fields) {
    this.world = world;
    this.forEach = Optional.ofNullable(fields.all().get("for_each"));
    this.when = Optional.ofNullable(fields.all().get("when"));
    this.condition = fields.condition();
    // Its own elements are not there yet while they are made.
    var outside = Place.in(unit);
    var inside = Place.in(unit, forEach.isPresent());
    this.forEachValue = forEach.map(it -> new Evaluated(world, it, outside));
    this.whenValue = when.map(it -> new Evaluated(world, it, inside));
    var span = forEach.or(() -> when).map(Field::nameSpan);
    this.cell = new Cell(name, span.orElseGet(() -> fields.header()), this);
  }

  Cell cell() {
    return cell;
  }

  List<Instance> instances() {
    return instances;
  }

  Optional<Instance> instance(String key) {
    return Optional.ofNullable(byKey.get(key));
  }

  Set<String> keys() {
    return byKey.keySet();
  }

  /** Which instances there are is not known: there is one that stands for all. */
  boolean isOpen() {
    return open;
  }

  @Override
  public void forget(Set<String> facts) {
    instances = List.of();
    byKey = Map.of();
    open = false;
  }

  @Override
  public List<Cell.Need> needs() {
    if (isPlain()) {
      return List.of();
    }
    var needs = new ArrayList<Cell.Need>();
    condition.ifPresent(it -> needs.add(new Cell.Need(it, it.span())));
    forEachValue.ifPresent(it -> needs.addAll(it.needs()));
    whenValue.ifPresent(it -> needs.addAll(it.needs()));
    return needs;
  }

  @Override
  public Value compute(Cell self) {
    if (isPlain()) {
      instances = ONE;
      return Values.TRUE;
    }
    var outer = condition.map(it -> presence(it.value())).orElse(Instance.Presence.PRESENT);
    condition.ifPresent(it -> self.trace(it.trace()));
    if (forEachValue.isEmpty()) {
      instances = List.of(decided(Instance.only(outer), self));
      return Values.TRUE;
    }
    var elements = elements(self);
    open = elements.isEmpty();
    instances =
        open
            ? List.of(decided(open(outer), self))
            : elements.get().stream().map(it -> decided(it.and(outer), self)).toList();
    byKey = new HashMap<>();
    instances.forEach(it -> it.key().ifPresent(key -> byKey.put(key, it)));
    return Values.TRUE;
  }

  /** Nothing decides about it. */
  private boolean isPlain() {
    return condition.isEmpty() && forEach.isEmpty() && when.isEmpty();
  }

  private static Instance open(Instance.Presence outer) {
    var key = new Value.Unknown(BasicType.STRING);
    var presence = outer == Instance.Presence.PRESENT ? Instance.Presence.OPEN : outer;
    return new Instance(0, Optional.empty(), key, Values.UNKNOWN, presence);
  }

  /** The instance with what its own {@code when} says. */
  private Instance decided(Instance instance, Cell self) {
    if (whenValue.isEmpty()) {
      return instance;
    }
    var traced = whenValue.get().value(instance);
    self.trace(traced.trace());
    var value = Sensitivity.shown(traced.value());
    if (value.isNull()) {
      return instance;
    }
    return switch (Conversion.convert(value, BasicType.BOOL)) {
      case Conversion.Converted(var truth) -> instance.and(presence(truth));
      case Conversion.Refused(var why) -> {
        var span = when.orElseThrow().expression().span();
        world
            .reports()
            .add(
                Reports.fault(
                        Code.WHEN_NOT_BOOL, "\"when\" is decided by true or false: " + why, span)
                    .expecting("true or false"));
        yield instance.and(Instance.Presence.OPEN);
      }
    };
  }

  static Instance.Presence presence(Value truth) {
    return switch (truth) {
      case Value.Bool(var yes) -> yes ? Instance.Presence.PRESENT : Instance.Presence.ABSENT;
      case Value _ -> Instance.Presence.OPEN;
    };
  }

  /** The instances that for_each makes; empty when they are not known. */
  private Optional<List<Instance>> elements(Cell self) {
    var traced = forEachValue.orElseThrow().value();
    self.trace(traced.trace());
    var span = forEach.orElseThrow().expression().span();
    return switch (traced.value()) {
      case Value.Sensitive _ -> {
        sensitive(span);
        yield Optional.empty();
      }
      case Value.Unknown _ -> Optional.empty();
      case Value.MapValue map -> ofMap(map.entries(), span);
      case Value.ObjectValue object -> ofMap(object.attributes(), span);
      case Value.SetValue set -> ofSet(set, span);
      case Value other -> {
        wrongType(other, span);
        yield Optional.empty();
      }
    };
  }

  private Optional<List<Instance>> ofSet(Value.SetValue set, Span span) {
    if (!set.element().equals(BasicType.STRING) && !set.items().isEmpty()) {
      wrongType(set, span);
      return Optional.empty();
    }
    var made = new ArrayList<Instance>();
    for (var item : set.items()) {
      if (!(item instanceof Value.Text text)) {
        if (item.isNull()) {
          wrongType(item, span);
        }
        return Optional.empty();
      }
      made.add(instance(made.size(), text.text(), item));
    }
    return bounded(made, span);
  }

  private Optional<List<Instance>> ofMap(Map<String, Value> map, Span span) {
    var made = new ArrayList<Instance>();
    map.forEach((key, value) -> made.add(instance(made.size(), key, value)));
    return bounded(made, span);
  }

  private static Instance instance(int index, String key, Value value) {
    return new Instance(index, Optional.of(key), Value.text(key), value, Instance.Presence.PRESENT);
  }

  private Optional<List<Instance>> bounded(List<Instance> made, Span span) {
    if (made.size() > Manifest.MAX_PROMISES) {
      world
          .reports()
          .error(
              Code.TOO_MANY_PROMISES,
              "for_each makes " + made.size() + " instances, at most " + Manifest.MAX_PROMISES,
              span);
      return Optional.empty();
    }
    return Optional.of(made);
  }

  private void sensitive(Span span) {
    world
        .reports()
        .add(
            Reports.fault(
                    Code.SENSITIVE_FOR_EACH,
                    "for_each is sensitive, but its keys name promises and names are shown",
                    span)
                .expecting("keys that are not sensitive; values may be"));
  }

  private void wrongType(Value value, Span span) {
    boolean list = value instanceof Value.Tuple || value instanceof Value.ListValue;
    var what = list ? "a list" : value.isNull() ? "null" : Findings.article(value.type());
    world
        .reports()
        .add(
            Reports.fault(
                    list ? Code.FOR_EACH_LIST : Code.FOR_EACH_TYPE,
                    "for_each cannot go through " + what,
                    span)
                .expecting(
                    list
                        ? "a map or a set of strings: toset(" + shown(span) + ")"
                        : "a map or a set of strings"));
  }

  private static String shown(Span span) {
    var text = span.text();
    return text.length() > MAX_SHOWN_CHARS || text.contains("\n") ? "..." : text;
  }
}
