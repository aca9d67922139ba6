package vow.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vow.agent.control.ControlServer.Refused;
import vow.agent.keeper.Services;
import vow.engine.Event;
import vow.engine.Hold;
import vow.engine.service.Standing;
import vow.engine.service.State;
import vow.model.Cause;
import vow.model.PromiseId;
import vow.model.kind.Service;

class ServiceCallsTest {
  private static final PromiseId WEB = new PromiseId("service", "web");
  private static final Event LOOK = new Event.Asked(List.of(WEB), Cause.OPERATOR);
  private static final long LATER = Hold.FOREVER - 1;
  private static final Hold HOLD = new Hold("anna", "", LATER, Hold.Sort.HOLD);

  private final World world = new World();
  private final ServiceCalls calls = new ServiceCalls(world);

  @Test
  void startsAndTellsTheEngine() throws Refused {
    var row = calls.start("web");

    assertThat(row.state()).isEqualTo(State.READY);
    assertThat(row.pid()).isEqualTo(7);
    assertThat(world.did).containsExactly("start web reset", LOOK);
  }

  @Test
  void startingEndsTheOverrideFirst() throws Refused {
    world.held = Optional.of(HOLD);

    calls.start("web");

    assertThat(world.did).containsExactly(new Event.Released(WEB), "start web reset", LOOK);
  }

  @Test
  void stoppingIsAnOverrideFirst() throws Refused {
    world.before = Optional.of(standing(State.READY, true));
    world.after = standing(State.DOWN, false);

    var row = calls.stop("web", HOLD);

    var hold = new Hold("anna", "stopped by hand", LATER, Hold.Sort.HOLD);
    assertThat(world.did).containsExactly(new Event.Held(WEB, hold), "stop web within 35 s");
    assertThat(row.json())
        .containsEntry("name", "web")
        .containsEntry("state", "down")
        .containsEntry("pid", null);
  }

  @Test
  void whyItWasStoppedIsKept() throws Refused {
    world.after = standing(State.DOWN, false);

    calls.stop("web", new Hold("anna", "moving", Hold.FOREVER, Hold.Sort.HOLD));

    assertThat(world.did)
        .first()
        .isEqualTo(new Event.Held(WEB, new Hold("anna", "moving", Hold.FOREVER, Hold.Sort.HOLD)));
  }

  @Test
  void aServiceThatLeftThePolicyCanBeStopped() throws Refused {
    world.before = Optional.of(standing(State.READY, false));
    world.after = standing(State.DOWN, false);

    calls.stop("left", HOLD);

    assertThat(world.did).containsExactly("stop left within 120 s");
  }

  @Test
  void oneThatDoesNotStopIsRefused() {
    world.after = standing(State.KILLING, false);
    assertThatThrownBy(() -> calls.stop("web", HOLD))
        .isInstanceOf(Refused.class)
        .hasMessage("service[web] has not ended within 35s, and is still told to");

    world.after = standing(State.STARTING, true);
    assertThatThrownBy(() -> calls.stop("web", HOLD))
        .hasMessage("service[web] was started again meanwhile");
  }

  @Test
  void oneWhoseStopIsOverBeforeItHasStoppedStartsAgain() throws Refused {
    world.after = standing(State.STARTING, true);
    world.expires = true;

    var row = calls.stop("web", new Hold("anna", "", 4711, Hold.Sort.HOLD));

    assertThat(row.state()).isEqualTo(State.STARTING);
    assertThat(world.did).last().isEqualTo(LOOK);
  }

  @Test
  void oneThatDoesNotStartIsRefusedWithTheReason() {
    world.after = failed(State.GIVEN_UP, "exited with 3");
    assertThatThrownBy(() -> calls.start("web"))
        .isInstanceOf(Refused.class)
        .hasMessage("service[web] is given up: exited with 3; vow logs web shows what it said");
    assertThat(world.did).last().isEqualTo(LOOK);

    world.after = failed(State.ENDED, "was killed by SIGSEGV");
    assertThatThrownBy(() -> calls.start("web"))
        .hasMessageStartingWith("service[web] has failed: was killed by SIGSEGV");

    world.after = standing(State.STARTING, true);
    assertThatThrownBy(() -> calls.start("web"))
        .hasMessageStartingWith("service[web] has not become ready within 1m5s");

    world.after = standing(State.DOWN, false);
    assertThatThrownBy(() -> calls.start("web")).hasMessageEndingWith("was stopped meanwhile");
  }

  @Test
  void oneThatEndsInGoodOrderIsFine() throws Refused {
    world.after = standing(State.ENDED, true);

    assertThat(calls.start("web").state()).isEqualTo(State.ENDED);
  }

  @Test
  void restartsWhatRunsAndStartsWhatDoesNot() throws Refused {
    for (var state : State.values()) {
      world.did.clear();
      world.before = Optional.of(standing(state, true));

      calls.restart("web");

      boolean restarts =
          Set.of(State.STARTING, State.READY, State.RELOADING, State.DONE).contains(state);
      assertThat(world.did)
          .as("%s", state)
          .containsExactly(restarts ? "restart web" : "start web reset", LOOK);
    }
  }

  @Test
  void reloadsOnlyWhatRuns() throws Refused {
    assertThatThrownBy(() -> calls.reload("web"))
        .isInstanceOf(Refused.class)
        .hasMessage("service[web] is not running; vow start web starts it");

    world.before = Optional.of(standing(State.READY, true));
    calls.reload("web");
    assertThat(world.did).containsExactly("reload web", LOOK);
  }

  @Test
  void aReloadThatFailsIsRefused() {
    world.before = Optional.of(standing(State.READY, true));
    world.after =
        new Standing(
            "web",
            State.READY,
            7,
            1,
            0,
            0,
            "",
            "unable to reload: exited with 1",
            "",
            true,
            false,
            false);

    assertThatThrownBy(() -> calls.reload("web"))
        .hasMessage("service[web] goes on as it was: unable to reload: exited with 1");
  }

  @Test
  void anUnknownServiceIsRefusedWithTheOneThatWasMeant() {
    assertThatThrownBy(() -> calls.start("wbe"))
        .isInstanceOf(Refused.class)
        .hasMessage("the policy has no service wbe, did you mean web?");
    assertThatThrownBy(() -> calls.stop("mail", HOLD)).hasMessage("the policy has no service mail");
    assertThatThrownBy(() -> calls.restart("mail")).isInstanceOf(Refused.class);
    assertThatThrownBy(() -> calls.reload("mail")).isInstanceOf(Refused.class);
    assertThat(world.did).isEmpty();
  }

  @Test
  void anAgentThatKeepsNoServicesSaysSo() {
    world.there = false;

    assertThatThrownBy(() -> calls.start("web"))
        .hasMessageStartingWith("this agent keeps no services");
    assertThatThrownBy(() -> calls.stop("web", HOLD)).isInstanceOf(Refused.class);
    assertThat(world.did).isEmpty();
  }

  private static Standing standing(State state, boolean wanted) {
    return new Standing(
        "web", state, state.running() ? 7 : 0, 1, 0, 0, "", "", "", wanted, false, false);
  }

  private static Standing failed(State state, String trouble) {
    return new Standing("web", state, 0, 1, 0, 0, trouble, "", "", true, false, true);
  }

  private static Standing ready() {
    return standing(State.READY, true);
  }

  /** An agent that has the service web, which stands afterwards as the test says. */
  private static final class World implements ServiceCalls.Agent, Services {
    final List<Object> did = new ArrayList<>();
    Optional<Standing> before = Optional.empty();
    Standing after = ready();
    Optional<Hold> held = Optional.empty();
    boolean there = true;
    boolean expires;

    @Override
    public Services services() {
      return this;
    }

    @Override
    public Optional<Service> service(String name) {
      return name.equals("web") ? Optional.of(ServiceExample.web()) : Optional.empty();
    }

    @Override
    public List<String> names() {
      return List.of("web");
    }

    @Override
    public Optional<Hold> hold(PromiseId id) {
      return held;
    }

    @Override
    public void post(Event event) {
      did.add(event);
      if (event instanceof Event.Held(var _, var hold) && !expires) {
        held = Optional.of(hold);
      }
    }

    @Override
    public boolean there() {
      return there;
    }

    @Override
    public Optional<Standing> standing(String name) {
      return before;
    }

    @Override
    public Optional<Standing> start(Service service, boolean reset, Duration patience) {
      did.add("start " + service.name() + (reset ? " reset" : ""));
      return Optional.of(after);
    }

    @Override
    public Optional<Standing> stop(String name, Duration patience) {
      did.add("stop " + name + " within " + patience.toSeconds() + " s");
      return Optional.of(after);
    }

    @Override
    public Optional<Standing> restart(String name, Duration patience) {
      did.add("restart " + name);
      return Optional.of(after);
    }

    @Override
    public Optional<Standing> reload(String name, Duration patience) {
      did.add("reload " + name);
      return Optional.of(after);
    }
  }
}
