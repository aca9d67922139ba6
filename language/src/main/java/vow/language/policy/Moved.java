package vow.language.policy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vow.language.syntax.Block;
import vow.language.syntax.Span;
import vow.language.syntax.Spelling;
import vow.language.value.Value;
import vow.model.PromiseId;

/** Reads the blocks {@code moved}: promises that have another identity now. */
final class Moved {
  private static final String FROM = "from";
  private static final String TO = "to";
  private static final BlockShape SHAPE =
      new BlockShape("moved", "", List.of(FROM, TO), List.of(), List.of());

  private final World world;
  private final Set<PromiseId> promises;
  private final Map<PromiseId, Move> moves = new LinkedHashMap<>();

  private record End(PromiseId id, Span span) {}

  private record Move(End from, End to) {}

  /** One block, and where it stands. */
  record Declaration(Unit unit, Block block) {}

  private Moved(World world, Set<PromiseId> promises) {
    this.world = world;
    this.promises = promises;
  }

  /**
   * From each old identity to the one that stands for it now, over as many moves as there were.
   *
   * @param promises of the manifest
   */
  static Map<PromiseId, PromiseId> read(
      World world, List<Declaration> blocks, Set<PromiseId> promises) {
    var moved = new Moved(world, promises);
    blocks.forEach(moved::one);
    return moved.ends();
  }

  private void one(Declaration declaration) {
    var fields = SHAPE.fields(declaration.block(), world.reports());
    var from = end(fields.get(FROM), declaration.unit());
    var to = end(fields.get(TO), declaration.unit());
    if (from.isEmpty() || to.isEmpty()) {
      return;
    }
    var id = from.get().id();
    if (promises.contains(id)) {
      var message = id + " has not moved: the policy still has it";
      fault(Code.MOVED_STILL_THERE, message, from.get().span());
      return;
    }
    var first = moves.putIfAbsent(id, new Move(from.get(), to.get()));
    if (first != null) {
      world
          .reports()
          .add(
              Reports.fault(Code.MOVED_TWICE, id + " moves to two places", from.get().span())
                  .relatedTo("the first is here", first.from().span()));
    }
  }

  private void fault(Code code, String message, Span span) {
    world.reports().add(Reports.fault(code, message, span));
  }

  private Optional<End> end(@Nullable Field field, Unit unit) {
    if (field == null) {
      return Optional.empty(); // was reported
    }
    var evaluated = new Evaluated(world, field, Place.in(unit));
    evaluated.needs().forEach(need -> world.cells().finish(need.cell()));
    var span = field.expression().span();
    var id =
        evaluated.value().value() instanceof Value.Text(var text)
            ? PromiseId.parse(text)
            : Optional.<PromiseId>empty();
    if (id.isEmpty()) {
      var message = "\"" + field.name() + "\" is no identity of a promise";
      world
          .reports()
          .add(
              Reports.fault(Code.INVALID_IDENTITY, message, span)
                  .expecting("\"kind[name]\", such as \"file[/etc/motd]\""));
    }
    return id.map(it -> new End(it, span));
  }

  private Map<PromiseId, PromiseId> ends() {
    var ends = new LinkedHashMap<PromiseId, PromiseId>();
    for (var move : moves.values()) {
      var last = move;
      for (int i = 0; i < moves.size(); i++) {
        last = moves.getOrDefault(last.to().id(), last);
      }
      if (promises.contains(last.to().id())) {
        ends.put(move.from().id(), last.to().id());
      } else {
        nowhere(move.from().id(), last.to());
      }
    }
    return ends;
  }

  private void nowhere(PromiseId from, End to) {
    var known = promises.stream().map(PromiseId::toString).toList();
    world
        .reports()
        .add(
            Reports.unknown(
                Code.UNKNOWN_PROMISE,
                from + " moves to " + to.id() + ", which the policy does not have",
                to.span(),
                Spelling.nearest(to.id().toString(), known)));
  }
}
