package vow.cli;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import vow.agent.json.Json;
import vow.agent.state.LogTail;

/** One reading of the logs of some services, from their beginnings on. */
final class LogLines implements AutoCloseable {
  /** As in the logs, where every time has as many digits: text compares. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  /**
   * Which lines.
   *
   * @param text of a line, without its time
   * @param last only so many of those that are there at first
   */
  record Wanted(Optional<Instant> since, Predicate<String> text, Optional<Integer> last) {}

  private record Line(String name, String time, String text) {}

  private final Map<String, LogTail> tails = new LinkedHashMap<>();
  private final Wanted wanted;
  private final String from;
  private final Invocation invocation;
  private boolean first = true;

  LogLines(List<String> names, Wanted wanted, Invocation invocation) {
    this.wanted = wanted;
    this.invocation = invocation;
    from = wanted.since().map(TIME::format).orElse("");
    for (var name : names) {
      tails.put(name, new LogTail(invocation.places().logs().resolve(name), this::isRecent));
    }
  }

  /** Whether a file that was put aside at that time may have lines that are wanted. */
  private boolean isRecent(String time) {
    try {
      return wanted.since().filter(Instant.parse(time)::isBefore).isEmpty();
    } catch (DateTimeParseException _) {
      return true;
    }
  }

  /** Prints what was not read before. */
  void print() throws IOException {
    var last = first ? wanted.last() : Optional.<Integer>empty();
    first = false;
    if (tails.size() == 1 && last.isEmpty()) {
      for (var tail : tails.entrySet()) {
        read(tail.getKey(), tail.getValue(), this::print);
      }
      return;
    }
    var all = new ArrayList<Line>();
    for (var tail : tails.entrySet()) {
      var some = new ArrayDeque<Line>();
      read(tail.getKey(), tail.getValue(), line -> keep(some, line, last));
      all.addAll(some);
    }
    all.sort(Comparator.comparing(Line::time));
    var shown = last.filter(n -> n < all.size()).map(n -> all.size() - n).orElse(0);
    print(all.subList(shown, all.size()));
  }

  private static void keep(Deque<Line> some, Line line, Optional<Integer> last) {
    some.addLast(line);
    if (last.isPresent() && some.size() > last.get()) {
      some.removeFirst();
    }
  }

  private void read(String name, LogTail tail, java.util.function.Consumer<Line> out)
      throws IOException {
    tail.more(whole -> {
      int space = whole.indexOf(' ');
      var time = space < 0 ? "" : whole.substring(0, space);
      var line = new Line(name, time, whole.substring(space + 1));
      if (line.time().compareTo(from) >= 0 && wanted.text().test(line.text())) {
        out.accept(line);
      }
    });
  }

  private void print(Collection<Line> lines) {
    lines.forEach(this::print);
  }

  private void print(Line line) {
    var out = invocation.terminal().out();
    if (invocation.json()) {
      var object = new LinkedHashMap<String, @Nullable Object>();
      object.put("time", line.time().isEmpty() ? null : line.time());
      object.put("name", line.name());
      object.put("line", line.text());
      out.println(Json.write(object));
    } else {
      var name = tails.size() == 1 ? "" : line.name() + ": ";
      out.println(line.time() + " " + name + line.text());
    }
  }

  @Override
  public void close() throws IOException {
    for (var tail : tails.values()) {
      tail.close();
    }
  }
}
