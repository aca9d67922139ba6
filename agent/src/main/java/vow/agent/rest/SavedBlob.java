package vow.agent.rest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import vow.agent.blob.BlobReader;
import vow.agent.blob.BlobWriter;
import vow.agent.state.EngineStateJson;
import vow.engine.Contest;
import vow.engine.Happened;
import vow.engine.Hold;
import vow.engine.Saved;
import vow.model.Cause;
import vow.model.Hash;
import vow.model.Outcome;
import vow.model.PromiseId;
import vow.model.Stamp;
import vow.model.Writer;

/**
 * What {@link EngineStateJson} says of a promise, as bytes, from one brain to the next of the same
 * build.
 */
final class SavedBlob {
  private static final Outcome[] OUTCOMES = Outcome.values();
  private static final Cause[] CAUSES = Cause.values();

  private SavedBlob() {}

  static void saved(BlobWriter out, Saved saved) {
    out.text(saved.definition().hex());
    out.big(saved.sinceMs());
    out.perhaps(saved.last(), last -> happened(out, last));
    out.number(saved.stamps().size());
    saved
        .stamps()
        .forEach((path, stamp) -> {
          out.text(path);
          stamp(out, stamp);
        });
    out.flag(saved.ownStamps());
    out.flag(saved.keptStamps());
    out.number(saved.attempts());
    out.perhaps(saved.hold(), hold -> hold(out, hold));
    out.each(saved.contest().repairsMs(), out::big);
    out.big(saved.contest().waitMs());
    out.perhaps(saved.rival(), writer -> writer(out, writer));
    out.perhaps(saved.owed(), owed -> owed(out, owed));
    out.perhaps(saved.due(), due -> due(out, due));
  }

  static Saved saved(BlobReader in, PromiseId id) throws IOException {
    var definition = new Hash(in.text());
    long sinceMs = in.big();
    var last = in.perhaps(() -> happened(in, id));
    var stamps = HashMap.<String, Stamp>newHashMap(1);
    for (int left = in.count(); left > 0; left--) {
      stamps.put(in.text(), stamp(in));
    }
    boolean own = in.flag();
    boolean kept = in.flag();
    int attempts = in.number();
    var hold = in.perhaps(() -> hold(in));
    var contest = contest(in);
    var rival = in.perhaps(() -> writer(in));
    var owed = in.perhaps(() -> owed(in));
    var due = in.perhaps(() -> due(in));
    return new Saved(
        definition, last, sinceMs, stamps, own, kept, attempts, hold, contest, rival, owed, due);
  }

  private static void happened(BlobWriter out, Happened happened) {
    out.constant(happened.outcome());
    out.constant(happened.cause());
    out.big(happened.timeMs());
    out.big(happened.tookMs());
    out.text(happened.message());
  }

  private static Happened happened(BlobReader in, PromiseId id) throws IOException {
    var outcome = in.constant(OUTCOMES);
    var cause = in.constant(CAUSES);
    long timeMs = in.big();
    long tookMs = in.big();
    return new Happened(
        id, timeMs, outcome, cause, Optional.empty(), tookMs, Optional.empty(), in.text());
  }

  private static void stamp(BlobWriter out, Stamp stamp) {
    out.big(stamp.inode());
    out.big(stamp.ctimeNs());
    out.big(stamp.sizeBytes());
    out.number(stamp.mode());
    out.big(stamp.owner());
  }

  private static Stamp stamp(BlobReader in) throws IOException {
    return new Stamp(in.big(), in.big(), in.big(), in.number(), in.big());
  }

  static void hold(BlobWriter out, Hold hold) {
    out.text(hold.who());
    out.text(hold.why());
    out.big(hold.untilMs());
    out.constant(hold.sort());
  }

  static Hold hold(BlobReader in) throws IOException {
    return new Hold(in.text(), in.text(), in.big(), in.constant(Hold.Sort.values()));
  }

  private static Contest contest(BlobReader in) throws IOException {
    var repairs = new ArrayList<Long>(0);
    for (int left = in.count(); left > 0; left--) {
      repairs.add(in.big());
    }
    long waitMs = in.big();
    return repairs.isEmpty() ? Contest.NONE : new Contest(repairs, waitMs);
  }

  private static void writer(BlobWriter out, Writer writer) {
    out.number(writer.pid());
    out.perhaps(Optional.ofNullable(writer.exe()), out::text);
    out.perhaps(Optional.ofNullable(writer.comm()), out::text);
    out.perhaps(Optional.ofNullable(writer.uid()), out::number);
    out.perhaps(Optional.ofNullable(writer.login()), out::number);
  }

  private static Writer writer(BlobReader in) throws IOException {
    int pid = in.number();
    var exe = in.perhaps(in::text).orElse(null);
    var comm = in.perhaps(in::text).orElse(null);
    var uid = in.perhaps(in::number).orElse(null);
    var login = in.perhaps(in::number).orElse(null);
    return new Writer(pid, exe, comm, uid, login, null, null, null);
  }

  private static void owed(BlobWriter out, Saved.Owed owed) {
    out.each(owed.ids(), id -> PromiseBlob.id(out, id));
    out.constant(owed.cause());
    out.flag(owed.justRepaired());
  }

  private static Saved.Owed owed(BlobReader in) throws IOException {
    var ids = new LinkedHashSet<PromiseId>();
    for (int left = in.count(); left > 0; left--) {
      ids.add(PromiseBlob.id(in));
    }
    return new Saved.Owed(ids, in.constant(CAUSES), in.flag());
  }

  private static void due(BlobWriter out, Saved.Due due) {
    out.constant(due.cause());
    out.perhaps(due.by(), writer -> writer(out, writer));
    out.flag(due.fresh());
    out.big(due.notBeforeMs());
  }

  private static Saved.Due due(BlobReader in) throws IOException {
    return new Saved.Due(in.constant(CAUSES), in.perhaps(() -> writer(in)), in.flag(), in.big());
  }

  static <E extends Enum<E>> void counts(BlobWriter out, Map<E, Long> counts) {
    out.number(counts.size());
    counts.forEach((constant, count) -> {
      out.constant(constant);
      out.big(count);
    });
  }

  static <E extends Enum<E>> Map<E, Long> counts(BlobReader in, Class<E> type, E[] all)
      throws IOException {
    var counts = new EnumMap<E, Long>(type);
    for (int left = in.count(); left > 0; left--) {
      counts.put(in.constant(all), in.big());
    }
    return counts;
  }
}
