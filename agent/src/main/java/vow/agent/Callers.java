package vow.agent;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vow.agent.bell.Bells;
import vow.agent.bell.Source;
import vow.agent.control.ControlServer;
import vow.agent.holder.Holder;

/**
 * Who may ask: the owner at the control socket, and, where the policy names a group, that group at
 * the status socket, which changes nothing. On the loop's thread.
 */
final class Callers implements AutoCloseable {
  /** What the status socket answers. */
  private static final Set<String> ASKED = Set.of("Status", "Explain", "Metrics");

  private final Places places;
  private final ControlServer.Handler control;
  private final Bells bells;
  private final ControlServer owner;
  private Optional<ControlServer> group = Optional.empty();

  private Callers(Places places, ControlServer.Handler control, Bells bells, ControlServer owner) {
    this.places = places;
    this.control = control;
    this.bells = bells;
    this.owner = owner;
  }

  /** The sockets of a brain before us are gone on with, so that no caller is sent away. */
  static Callers open(
      Optional<Brain> brain, Places places, ControlServer.Handler control, Bells bells)
      throws IOException {
    boolean held = brain.isPresent() && ControlServer.isOne(Holder.held(Source.CALLERS));
    var owner =
        held
            ? ControlServer.resume(places.socket(), Holder.held(Source.CALLERS), control)
            : ControlServer.listen(places.socket(), control);
    if (bells.inherited(Source.CALLERS).isEmpty()) {
      bells.onReadable(Source.CALLERS, owner.fd());
    }
    var callers = new Callers(places, control, bells, owner);
    if (brain.isPresent() && ControlServer.isOne(Holder.held(Source.STATUS))) {
      callers.letIn(
          ControlServer.resume(
              places.statusSocket(), Holder.held(Source.STATUS), new ReadOnly(control)));
    }
    return callers;
  }

  private void letIn(ControlServer server) {
    if (bells.inherited(Source.STATUS).isEmpty()) {
      bells.onReadable(Source.STATUS, server.fd());
    }
    group = Optional.of(server);
  }

  /** From now on this group may ask, or none. */
  void show(OptionalInt gid) throws IOException {
    if (group.isPresent()) {
      group.get().close();
      group = Optional.empty();
    }
    if (gid.isPresent()) {
      letIn(ControlServer.listen(places.statusSocket(), new ReadOnly(control), gid.getAsInt()));
    }
  }

  /** Whether a group may ask. */
  boolean answersGroup() {
    return group.isPresent();
  }

  /** Lets in who waits; never blocks. */
  void accept() {
    owner.accept();
    group.ifPresent(ControlServer::accept);
  }

  /** Whether somebody is being served. */
  boolean busy() {
    return owner.busy() || group.filter(ControlServer::busy).isPresent();
  }

  @Override
  public void close() throws IOException {
    owner.close();
    if (group.isPresent()) {
      group.get().close();
    }
  }

  /** Answers questions and nothing else. */
  private record ReadOnly(ControlServer.Handler control) implements ControlServer.Handler {
    @Override
    public Map<String, @Nullable Object> answer(
        String method, Map<String, @Nullable Object> parameters) throws ControlServer.Refused {
      if (!ASKED.contains(method)) {
        throw new ControlServer.Refused(
            "this socket only answers questions: Status, Explain, Metrics");
      }
      return control.answer(method, new LinkedHashMap<>(parameters));
    }

    @Override
    public String description() {
      return """
      # The agent that keeps this machine, to be asked.
      interface vow.Agent

      # The object of `vow status --json`.
      method Status(all: bool) -> (status: object)
      # How a promise is watched, and what is not seen.
      method Explain(id: string) -> (explanation: object)
      # OpenMetrics text.
      method Metrics() -> (text: string)

      error Refused(message: string)
      """;
    }
  }
}
