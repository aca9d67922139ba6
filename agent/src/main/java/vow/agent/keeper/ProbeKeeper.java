package vow.agent.keeper;

import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import vow.model.Assessment;
import vow.model.Change;
import vow.model.Repair;
import vow.model.kind.Probe;

/** Looks whether a condition holds; a repair waits until it does. */
final class ProbeKeeper implements Keeper<Probe> {
  @Override
  public Assessment assess(Probe probe, Site site) {
    var problem = Look.at(probe.condition(), site);
    if (problem.isEmpty()) {
      return Assessment.kept();
    }
    return probe.patience().isPresent() && !site.attempt().verifying()
        ? Assessment.drifted("has to be waited for: " + problem.get())
        : Assessment.failed(problem.get());
  }

  @Override
  public Repair repair(Probe probe, Change change, Site site) {
    long start = System.nanoTime();
    long patience =
        Math.min(
            probe.patience().map(d -> d.toNanos()).orElse(0L), site.attempt().left().toNanos());
    while (true) {
      Optional<String> problem = Look.at(probe.condition(), site);
      if (problem.isEmpty()) {
        return Repair.done();
      }
      long left = patience - (System.nanoTime() - start);
      if (left <= 0) {
        return Repair.timeout("waited in vain: " + problem.get());
      }
      LockSupport.parkNanos(Math.min(left, probe.interval().toNanos()));
    }
  }
}
