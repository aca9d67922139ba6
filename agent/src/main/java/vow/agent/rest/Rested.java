package vow.agent.rest;

import java.util.ArrayList;
import java.util.List;
import vow.engine.Dormant;
import vow.engine.EngineState;
import vow.model.Manifest;
import vow.model.PromiseId;
import vow.model.Watch;

/** Where the engine of the brain before went to rest, read from two tables as it is asked for. */
public record Rested(ManifestTable promises, StateTable standing) implements Dormant {
  @Override
  public Manifest manifest() {
    return promises.manifest();
  }

  @Override
  public EngineState state() {
    return standing.state();
  }

  @Override
  public List<PromiseId> astir() {
    return standing.astir();
  }

  @Override
  public int place(PromiseId id) {
    return promises.number(id).orElseThrow();
  }

  @Override
  public List<PromiseId> needs(PromiseId id) {
    return ids(promises.links(place(id)).needsOnce());
  }

  @Override
  public List<PromiseId> dependents(PromiseId id) {
    return ids(promises.links(place(id)).dependents());
  }

  @Override
  public List<PromiseId> listeners(PromiseId id) {
    return ids(promises.links(place(id)).listeners());
  }

  @Override
  public List<PromiseId> at(String path) {
    return promises.watching(path, null);
  }

  @Override
  public List<PromiseId> entries(String folder) {
    return promises.watching(folder, Watch.Scope.ENTRIES);
  }

  @Override
  public List<PromiseId> tree(String folder) {
    return promises.watching(folder, Watch.Scope.TREE);
  }

  @Override
  public boolean owned(String path) {
    return promises.owned(path);
  }

  private List<PromiseId> ids(int[] numbers) {
    var ids = new ArrayList<PromiseId>(numbers.length);
    for (int number : numbers) {
      ids.add(promises.id(number));
    }
    return ids;
  }
}
