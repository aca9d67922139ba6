package vow.agent.wake;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import vow.agent.blob.BlobReader;
import vow.agent.blob.BlobWriter;
import vow.agent.report.Waking;
import vow.agent.report.Waking.Often;

/**
 * What has woken the brain: in total, and lately with the times, which are milliseconds since the
 * epoch and may go back when the clock is set. For one thread; knows no clock.
 */
public final class Wakes {
  /** Wakes of which the time is remembered; of more within an hour, the oldest do not count. */
  static final int LATELY_MAX = 256;

  /** Different names; what comes later is {@link #OTHER}. */
  static final int NAMES_MAX = 1_000;

  /** The word for what has no other. */
  public static final String OTHER = "other";

  private static final long HOUR_MS = TimeUnit.HOURS.toMillis(1);

  private record Wake(long timeMs, String by) {}

  private final Map<String, Integer> counts = new LinkedHashMap<>();
  private final Deque<Wake> lately = new ArrayDeque<>();
  private final Set<String> named = new LinkedHashSet<>();
  private boolean open;

  /**
   * It was woken.
   *
   * @param open whether {@link #because} may say more exactly by what
   */
  public void woken(String by, long timeMs, boolean open) {
    add(new Wake(timeMs, by));
    this.open = open;
  }

  /** What the last wake was for, unless that is known. */
  public void because(String by) {
    if (!open) {
      return;
    }
    open = false;
    var last = lately.removeLast();
    counts.computeIfPresent(last.by(), (_, count) -> count == 1 ? null : count - 1);
    add(new Wake(last.timeMs(), by));
  }

  /** Whether {@link #because} has an effect. */
  public boolean open() {
    return open;
  }

  /** By what, how often. */
  public Map<String, Integer> counts() {
    return Collections.unmodifiableMap(counts);
  }

  /** How many there were within this time. */
  int within(long spanMs, long nowMs) {
    int found = 0;
    for (var wake : lately) {
      found += isWithin(wake, spanMs, nowMs) ? 1 : 0;
    }
    return found;
  }

  /** The promises that woke it more often than {@code limit} within the last hour. */
  List<Often> often(int limit, long nowMs) {
    var often = new ArrayList<Often>();
    timesMs(nowMs)
        .forEach((promise, times) -> {
          int count = times.size();
          if (count > limit) {
            Collections.sort(times);
            often.add(new Often(promise, count, times.get(count - limit - 1) + HOUR_MS));
          }
        });
    return often;
  }

  /**
   * Those of them that are to be told now. Each is told once; again when its count was down to half
   * the limit meanwhile.
   */
  public List<Often> news(int limit, long nowMs) {
    var times = timesMs(nowMs);
    named.removeIf(promise -> times.getOrDefault(promise, List.of()).size() <= limit / 2);
    var news = new ArrayList<Often>();
    for (var each : often(limit, nowMs)) {
      if (named.add(each.promise())) {
        news.add(each);
      }
    }
    return news;
  }

  private Map<String, List<Long>> timesMs(long nowMs) {
    var times = new LinkedHashMap<String, List<Long>>();
    for (var wake : lately) {
      if (Waking.isPromise(wake.by()) && isWithin(wake, HOUR_MS, nowMs)) {
        times.computeIfAbsent(wake.by(), _ -> new ArrayList<>()).add(wake.timeMs());
      }
    }
    return times;
  }

  /** A time that is yet to come is of a clock that was set back. */
  private static boolean isWithin(Wake wake, long spanMs, long nowMs) {
    return Math.abs(nowMs - wake.timeMs()) < spanMs;
  }

  private void add(Wake wake) {
    boolean fits = counts.size() < NAMES_MAX || counts.containsKey(wake.by());
    var by = fits ? wake.by() : OTHER;
    counts.merge(by, 1, Integer::sum);
    lately.addLast(new Wake(wake.timeMs(), by));
    if (lately.size() > LATELY_MAX) {
      lately.removeFirst();
    }
  }

  /** Writes it for the next brain. */
  public void write(BlobWriter out) {
    var names = new ArrayList<>(counts.keySet());
    out.number(names.size());
    for (var name : names) {
      out.text(name);
      out.number(counts.getOrDefault(name, 0));
    }
    out.number(lately.size());
    for (var wake : lately) {
      out.big(wake.timeMs());
      out.number(names.indexOf(wake.by()));
    }
    out.number(named.size());
    for (var name : named) {
      out.text(name);
    }
  }

  /** Reads what {@link #write} wrote. */
  public static Wakes read(BlobReader in) throws IOException {
    var wakes = new Wakes();
    var names = new ArrayList<String>();
    for (int left = bounded(in.number(), NAMES_MAX + 1); left > 0; left--) {
      names.add(in.text());
      wakes.counts.put(names.getLast(), in.number());
    }
    for (int left = bounded(in.number(), LATELY_MAX); left > 0; left--) {
      long timeMs = in.big();
      wakes.lately.addLast(new Wake(timeMs, names.get(bounded(in.number(), names.size() - 1))));
    }
    for (int left = bounded(in.number(), LATELY_MAX); left > 0; left--) {
      wakes.named.add(in.text());
    }
    return wakes;
  }

  private static int bounded(int number, int max) throws IOException {
    if (number < 0 || number > max) {
      throw new IOException("a number is out of bounds: " + number);
    }
    return number;
  }
}
