package vow.language.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vow.language.syntax.Span;
import vow.model.Edge;
import vow.model.Graph;
import vow.model.Linker;
import vow.model.Manifest;
import vow.model.Promise;
import vow.model.PromiseId;

/** Puts the promises together: identities, conflicts, order, loops. */
final class Assembly {
  /** Loops that are shown; one more often vanishes with the first. */
  private static final int MAX_LOOPS = 10;

  /** Orders between two promises: a group after a group makes many. */
  static final int MAX_EDGES = 250_000;

  private final World world;
  private final List<Made> present;
  private final Map<PromiseId, Made> byId = new LinkedHashMap<>();

  /** The identities of instances by number, once somebody refers to one. */
  private final IdentityHashMap<Declared, Map<Integer, PromiseId>> ids = new IdentityHashMap<>();

  private final Map<Pair, Ordered> edges = new LinkedHashMap<>();

  /** With the methods that PromiseId has, for the same reason. */
  private record Pair(PromiseId from, PromiseId to) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Pair it && from.equals(it.from) && to.equals(it.to);
    }

    @Override
    public int hashCode() {
      return 31 * from.hashCode() + to.hashCode();
    }
  }

  private record Ordered(Edge.Reason reason, Span span) {}

  private Assembly(World world, List<Made> present) {
    this.world = world;
    this.present = present;
  }

  /** The manifest, if nothing is wrong and everything is known. */
  static Optional<Manifest> assemble(World world, List<Made> all) {
    var present = all.stream().filter(it -> !it.instance().isAbsent()).toList();
    var assembly = new Assembly(world, present);
    present.forEach(assembly::identify);
    present.forEach(assembly::order);
    var promises = assembly.promises();
    assembly.link(promises);
    if (!assembly.edges.isEmpty() && assembly.edges.size() < MAX_EDGES) {
      assembly.loops();
    }
    boolean complete = present.stream().allMatch(it -> it.whole() && it.isSure());
    boolean known = world.real() && !world.secrets().isClosed();
    if (!complete && known && !world.reports().hasErrors()) {
      assembly.notKnown();
    }
    return complete && !world.reports().hasErrors()
        ? Optional.of(assembly.manifest(promises))
        : Optional.empty();
  }

  /** Nothing may be left out in silence. */
  private void notKnown() {
    present.stream()
        .filter(it -> !it.whole() || !it.isSure())
        .forEach(it ->
            world
                .reports()
                .error(
                    Code.NOT_KNOWN,
                    it.declared().reference() + " uses what is not known before it runs",
                    it.declared().span()));
  }

  private void identify(Made made) {
    if (made.id().isEmpty()) {
      return;
    }
    var id = made.id().get();
    var first = byId.putIfAbsent(id, made);
    if (first == null) {
      return;
    }
    if (byId.size() == Manifest.MAX_PROMISES) {
      world
          .reports()
          .error(
              Code.TOO_MANY_PROMISES,
              "more than " + Manifest.MAX_PROMISES + " promises",
              made.declared().span());
    }
    boolean open =
        made.instance().presence() == Instance.Presence.OPEN
            || first.instance().presence() == Instance.Presence.OPEN;
    if (!open) {
      reportDuplicate(id, first, made);
    }
  }

  private void reportDuplicate(PromiseId id, Made first, Made again) {
    var span = again.declared().span();
    var keys = again.instance().key();
    if (first.declared() == again.declared() && keys.isPresent()) {
      var message = "instances \"%s\" and \"%s\" both promise " + id;
      world
          .reports()
          .add(
              Reports.fault(
                      Code.DUPLICATE_PROMISE,
                      message.formatted(first.instance().key().orElse(""), keys.get()),
                      span)
                  .expecting("each.key in \"" + again.declared().schema().key() + "\""));
      return;
    }
    var other = first.declared();
    boolean isReported =
        other.unit().address().equals(again.declared().unit().address())
            && other.header().label().equals(again.declared().header().label());
    if (!isReported) {
      world
          .reports()
          .add(
              Reports.fault(Code.DUPLICATE_PROMISE, id + " is promised twice", span)
                  .relatedTo("the first is here", other.span()));
    }
  }

  private void order(Made made) {
    if (made.id().isEmpty()) {
      return;
    }
    for (var demand : made.demands()) {
      if (made.isSure() && Demands.isAbsent(demand.target())) {
        var target = demand.target();
        world
            .reports()
            .add(Evaluation.absent(target.promise(), target.promise().reference(), target.span()));
      }
      connect(made.id().get(), demand.target(), demand.reason());
    }
    for (var target : made.trace().targets()) {
      connect(made.id().get(), target, Edge.Reason.REFERENCE);
    }
  }

  private void connect(PromiseId from, Target target, Edge.Reason reason) {
    var instances = instances(target.promise());
    var wanted =
        target
            .instance()
            .flatMap(target.promise().expansion()::instance)
            .map(it -> instances.get(it.index()));
    if (target.instance().isEmpty()) {
      instances.values().forEach(to -> connect(from, to, reason, target.span()));
    } else {
      wanted.ifPresent(to -> connect(from, to, reason, target.span()));
    }
  }

  private Map<Integer, PromiseId> instances(Declared promise) {
    if (ids.isEmpty()) {
      for (var made : present) {
        made.id()
            .ifPresent(id ->
                ids.computeIfAbsent(made.declared(), _ -> new HashMap<>())
                    .put(made.instance().index(), id));
      }
    }
    return ids.getOrDefault(promise, Map.of());
  }

  private void connect(PromiseId from, PromiseId to, Edge.Reason reason, Span span) {
    if (edges.size() >= MAX_EDGES) {
      world
          .reports()
          .error(
              Code.TOO_MANY_EDGES,
              "more than " + MAX_EDGES + " promises that come after others",
              span);
      return;
    }
    edges.merge(
        new Pair(from, to),
        new Ordered(reason, span),
        (a, b) -> strength(b.reason()) > strength(a.reason()) ? b : a);
  }

  private static int strength(Edge.Reason reason) {
    return switch (reason) {
      case ON_CHANGE -> 4;
      case AFTER -> 3;
      case REFERENCE -> 2;
      case NEED -> 1;
      case WANTED -> 0;
    };
  }

  private void link(List<Promise> promises) {
    var linker = Linker.link(promises);
    for (var edge : linker.edges()) {
      var span = byId.get(edge.from());
      if (span != null) {
        connect(edge.from(), edge.to(), edge.reason(), span.declared().span());
      }
    }
    for (var conflict : linker.conflicts()) {
      var first = byId.get(conflict.first());
      var second = byId.get(conflict.second());
      if (first != null && second != null && first.isSure() && second.isSure()) {
        world
            .reports()
            .add(
                Reports.fault(Code.TWO_WRITERS, conflict.toString(), second.declared().span())
                    .relatedTo("the other is here", first.declared().span()));
      }
    }
  }

  private List<Promise> promises() {
    var promises = new ArrayList<Promise>(byId.size());
    byId.values().forEach(it -> it.promise().ifPresent(promises::add));
    promises.sort((a, b) -> a.id().compareTo(b.id()));
    return promises;
  }

  private void loops() {
    var left = new HashSet<>(edges.keySet());
    for (int i = 0; i < MAX_LOOPS; i++) {
      var loop = new Graph(byId.keySet(), edges(left)).cycle();
      if (loop.isEmpty()) {
        return;
      }
      report(loop);
      loop.forEach(edge -> left.remove(new Pair(edge.from(), edge.to())));
    }
  }

  private void report(List<Edge> loop) {
    var text = new StringBuilder();
    loop.forEach(edge -> text.append(edge.from()).append(" after "));
    text.append(loop.getFirst().from());
    var fault =
        Reports.fault(
            Code.PROMISE_CYCLE, "promises wait for each other: " + text, place(loop.getFirst()));
    for (var edge : loop.subList(1, loop.size())) {
      fault = fault.relatedTo(edge.from() + " after " + edge.to(), place(edge));
    }
    world.reports().add(fault);
  }

  private Span place(Edge edge) {
    var ordered = edges.get(new Pair(edge.from(), edge.to()));
    if (ordered == null) {
      throw new IllegalStateException("an edge from nowhere: " + edge);
    }
    return ordered.span();
  }

  private List<Edge> edges(Collection<Pair> pairs) {
    var result = new ArrayList<Edge>(pairs.size());
    for (var pair : pairs) {
      var ordered = edges.get(pair);
      if (ordered != null) {
        result.add(new Edge(pair.from(), pair.to(), ordered.reason()));
      }
    }
    return result;
  }

  private Manifest manifest(List<Promise> promises) {
    var all = edges(edges.keySet());
    Collections.sort(all);
    return Manifest.of(promises, all);
  }
}
