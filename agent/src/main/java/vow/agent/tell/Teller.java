package vow.agent.tell;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vow.agent.report.BrakeText;
import vow.agent.report.HappenedJson;
import vow.agent.report.Refused;
import vow.agent.report.Reporter;
import vow.agent.state.TellingFile;
import vow.engine.Engine;
import vow.engine.Happened;
import vow.engine.Hold;
import vow.engine.Standing;
import vow.engine.tell.Batch;
import vow.engine.tell.DeskState;
import vow.engine.tell.Message;
import vow.engine.tell.Telling;
import vow.language.policy.Compiled;
import vow.model.PromiseId;

/**
 * Tells people what happens, as the policy's blocks {@code notify} say. On the loop's thread; what
 * is sent is sent on threads of its own. What has yet to arrive is in {@link TellingFile} whenever
 * this process may end, so that the next one tells it.
 *
 * <p>While there is nobody to tell, none of it is loaded.
 */
public final class Teller implements Reporter {
  private final Engine engine;
  private final TellingFile file;
  private final Courier courier;
  private final Outside outside;
  private boolean anybody;
  private @Nullable Telling telling;

  /**
   * What it needs of the rest of the agent.
   *
   * @param make goes on from what was known
   * @param loop does something on the loop's thread; none when there is but one converge, and
   *     {@link #sendAll} after it
   * @param notes one line for who looks on
   * @param untold hears that news are lost
   */
  public record Outside(
      InstantSource clock,
      Maker make,
      Optional<Executor> loop,
      Consumer<String> notes,
      Consumer<Untold> untold) {}

  /** Makes the core. */
  public interface Maker {
    /** Goes on from what was known. */
    Telling of(List<DeskState> known);
  }

  /** Goes on with what the state folder says. */
  public Teller(Engine engine, TellingFile file, Courier courier, Outside outside) {
    this.engine = engine;
    this.file = file;
    this.courier = courier;
    this.outside = outside;
    anybody = file.exists();
  }

  private Telling telling() {
    var there = telling;
    if (there == null) {
      there = outside.make().of(file.read());
      telling = there;
    }
    return there;
  }

  /** The policy says whom to tell. Of an invalid one nothing is believed. */
  public void follow(Compiled compiled) {
    var contacts = compiled.agent().contacts();
    if (compiled.manifest().isEmpty() || (!anybody && contacts.isEmpty())) {
      return;
    }
    var manifest = compiled.manifest().get();
    telling()
        .contacts(
            contacts,
            id -> PromiseId.parse(id).flatMap(manifest::promise).isPresent(),
            outside.clock().millis());
    anybody = !contacts.isEmpty();
    save();
  }

  @Override
  public void happened(Happened happened) {
    if (anybody) {
      boolean contested = engine.standing(happened.id()).filter(Standing::contested).isPresent();
      telling().happened(happened, contested);
    }
  }

  @Override
  public void braked(Optional<Hold> brake, long timeMs) {
    if (anybody) {
      telling().braked(brake, timeMs);
    }
  }

  /** Sends what is due. */
  @Override
  public void flush() {
    outside.loop().ifPresent(loop -> due(false).forEach(message -> send(message, loop)));
  }

  private void send(Message message, Executor loop) {
    Thread.ofVirtual()
        .name("tell")
        .start(() -> {
          var problem = courier.deliver(message);
          loop.execute(() -> ended(message, problem));
        });
  }

  private List<Message> due(boolean hurry) {
    // Whoever was woken repairs first, and then sees whom to tell.
    if (!anybody || (telling == null && !engine.quiet())) {
      return List.of();
    }
    var due = telling().due(outside.clock().millis(), hurry, this::now);
    if (!due.isEmpty()) {
      save(); // a process that is killed now must not begin to count anew
    }
    return due;
  }

  /** Sends all that waits, whether more may come or not, and returns when that was tried. */
  public void sendAll() {
    for (var message : due(true)) {
      ended(message, courier.deliver(message));
    }
  }

  private void ended(Message message, Optional<String> problem) {
    var contact = message.contact().name();
    if (problem.isEmpty()) {
      telling().arrived(contact);
    } else {
      failed(contact, problem.get());
    }
    save();
  }

  private void failed(String contact, String why) {
    long nowMs = outside.clock().millis();
    var lost = telling().failed(contact, nowMs);
    if (lost.isPresent()) {
      outside.untold().accept(new Untold(contact, why, lost.get(), nowMs));
    } else {
      outside.notes().accept("unable to tell " + contact + ", tried again later: " + why);
    }
  }

  /** When {@link #flush} has something to do; the largest number for never. */
  public long nextMs() {
    if (anybody && telling == null) {
      return engine.quiet() ? 0 : Telling.NEVER;
    }
    return telling == null ? Telling.NEVER : telling.nextMs();
  }

  /** Whether something is being sent, so that this process must stay. */
  public boolean busy() {
    return telling != null && telling.inFlight();
  }

  /** Leaves everything to the next process. */
  public void save() {
    if (telling == null) {
      return;
    }
    try {
      file.write(telling.state());
    } catch (IOException e) {
      outside.notes().accept("unable to save what is to be told: " + Refused.reason(e));
    }
  }

  private Message.Now now() {
    var wrong = new ArrayList<String>();
    int more = 0;
    for (var standing : engine.notable()) {
      if (standing.last().filter(last -> !last.outcome().good()).isEmpty()) {
        continue;
      }
      if (wrong.size() < Batch.ITEMS_MAX) {
        wrong.add(line(standing));
      } else {
        more++;
      }
    }
    var brake = engine.brake().map(BrakeText::of).orElse("");
    return new Message.Now(engine.summary(), brake, wrong, more);
  }

  private static String line(Standing standing) {
    var last = standing.last().orElseThrow();
    var message = HappenedJson.message(last);
    return last.outcome().word() + " " + standing.id() + (message == null ? "" : ": " + message);
  }
}
