package vow.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import vow.model.Edge;
import vow.model.Manifest;
import vow.model.Promise;
import vow.model.PromiseId;
import vow.model.Thing;
import vow.model.Watch;

/** What an engine left, all of it at hand; notes what it was asked for. */
record AtRest(Manifest manifest, EngineState state, Set<PromiseId> asked) implements Dormant {
  static AtRest of(Engine engine) {
    return new AtRest(engine.manifest(), engine.state(), new HashSet<>());
  }

  @Override
  public List<PromiseId> astir() {
    return ids(p -> {
      var saved = state.promises().get(p.id());
      return saved == null || Dormant.isAstir(p, saved);
    });
  }

  @Override
  public int place(PromiseId id) {
    return new ArrayList<>(manifest.promises().keySet()).indexOf(id);
  }

  @Override
  public List<PromiseId> needs(PromiseId id) {
    asked.add(id);
    var needs = new LinkedHashSet<PromiseId>();
    for (var edge : manifest.edges()) {
      if (edge.from().equals(id)) {
        needs.add(edge.to());
      }
    }
    return List.copyOf(needs);
  }

  @Override
  public List<PromiseId> dependents(PromiseId id) {
    var dependents = new HashSet<PromiseId>();
    for (var edge : manifest.edges()) {
      if (edge.to().equals(id)) {
        dependents.add(edge.from());
      }
    }
    return ids(p -> dependents.contains(p.id()));
  }

  @Override
  public List<PromiseId> listeners(PromiseId id) {
    var listeners = new ArrayList<PromiseId>();
    for (var edge : manifest.edges()) {
      if (edge.to().equals(id) && edge.reason() == Edge.Reason.ON_CHANGE) {
        listeners.add(edge.from());
      }
    }
    return listeners;
  }

  @Override
  public List<PromiseId> at(String path) {
    return ids(p -> p.kind().watches().stream().anyMatch(w -> w.path().equals(path)));
  }

  @Override
  public List<PromiseId> entries(String folder) {
    return ids(p -> p.kind().watches().contains(new Watch(folder, Watch.Scope.ENTRIES)));
  }

  @Override
  public List<PromiseId> tree(String folder) {
    return ids(p -> p.kind().watches().contains(new Watch(folder, Watch.Scope.TREE)));
  }

  @Override
  public boolean owned(String path) {
    return !ids(p -> p.kind().owns().contains(Thing.path(path))).isEmpty();
  }

  private List<PromiseId> ids(Function<Promise, Boolean> some) {
    return manifest.promises().values().stream().filter(some::apply).map(Promise::id).toList();
  }
}
