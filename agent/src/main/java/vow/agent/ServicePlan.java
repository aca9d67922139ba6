package vow.agent;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import vow.agent.service.ServicesFile;
import vow.engine.Happened;
import vow.engine.service.Foresight;
import vow.engine.service.SavedUnit;
import vow.engine.service.ServiceEvent;
import vow.engine.service.State;
import vow.model.Edge;
import vow.model.Manifest;
import vow.model.Outcome;
import vow.model.Promise;
import vow.model.PromiseId;
import vow.model.kind.Service;

/** What a plan does to services, in its order: also to those that only need what changes. */
final class ServicePlan {
  private final Manifest manifest;
  private final List<SavedUnit> saved;

  private ServicePlan(Manifest manifest, List<SavedUnit> saved) {
    this.manifest = manifest;
    this.saved = saved;
  }

  /** Of what was found; services of another tree than this machine's are not kept. */
  static List<Foresight.Move> of(Manifest manifest, List<Happened> happened, Places places) {
    if (places.underRoot()) {
      return List.of();
    }
    var saved =
        ServicesFile.read(places.runtime())
            .filter(ServicesFile::current)
            .map(file -> file.entries().stream().map(ServicesFile.Entry::unit).toList())
            .orElse(List.of());
    return new ServicePlan(manifest, saved).moves(happened);
  }

  private List<Foresight.Move> moves(List<Happened> happened) {
    var events = new ArrayList<ServiceEvent>();
    var repaired = new HashSet<PromiseId>();
    for (var each : happened) {
      var service = service(each.id());
      if (each.outcome() == Outcome.REPAIRED) {
        repaired.add(each.id());
        service.ifPresent(it -> events.add(new ServiceEvent.Want(it, false)));
      } else if (service.isPresent() && hears(each.id(), repaired) && runs(each.id().name())) {
        events.add(new ServiceEvent.Reload(each.id().name()));
      }
    }
    return events.isEmpty()
        ? List.of()
        : Foresight.of(
            System.currentTimeMillis(),
            saved,
            name -> service(new PromiseId("service", name)),
            events);
  }

  private boolean hears(PromiseId id, Set<PromiseId> repaired) {
    return manifest.edges().stream()
        .filter(edge -> edge.reason() == Edge.Reason.ON_CHANGE && edge.from().equals(id))
        .anyMatch(edge -> repaired.contains(edge.to()));
  }

  private boolean runs(String name) {
    return saved.stream().anyMatch(it -> it.name().equals(name) && it.state() == State.READY);
  }

  private Optional<Service> service(PromiseId id) {
    return manifest
        .promise(id)
        .map(Promise::kind)
        .filter(Service.class::isInstance)
        .map(Service.class::cast);
  }
}
