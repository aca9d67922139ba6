package vow.agent.tell;

import java.util.ArrayList;
import java.util.List;
import vow.agent.report.HappenedJson;
import vow.agent.report.TextReporter;
import vow.agent.report.WriterText;
import vow.engine.tell.Batch;
import vow.engine.tell.Message;
import vow.engine.tell.News;
import vow.model.Outcome;

/**
 * A message in words.
 *
 * @param host the name of this machine
 * @param writers names users
 */
public record MessageText(String host, WriterText writers) {
  /** One line. */
  String subject(Message message) {
    var parts = new ArrayList<String>();
    message
        .batch()
        .counts()
        .forEach((sort, count) ->
            parts.add(sort == News.Sort.BREAKER ? sort.text() : count + " " + sort.text()));
    if (message.digest().isPresent()) {
      parts.add("summary: " + TextReporter.text(message.now().summary()));
    }
    if (message.lost() > 0) {
      parts.add(message.lost() + " earlier lost");
    }
    return "vow on " + host + ": " + String.join(", ", parts);
  }

  /** All of it, a line each. */
  List<String> lines(Message message) {
    var lines = new ArrayList<String>();
    message.batch().items().forEach(item -> lines.add(line(item)));
    if (message.batch().more() > 0) {
      lines.add("and " + message.batch().more() + " more");
    }
    if (message.lost() > 0) {
      lines.add(message.lost() + " earlier pieces of news could not be told and are lost");
    }
    message.digest().ifPresent(digest -> digest(digest, message.now(), lines));
    var now = message.now();
    lines.add("now: " + TextReporter.text(now.summary()));
    if (!now.brake().isEmpty()) {
      lines.add(now.brake());
    }
    return lines;
  }

  private static void digest(Message.Digest digest, Message.Now now, List<String> lines) {
    var done = new ArrayList<String>();
    for (var outcome : Outcome.values()) {
      long count = digest.done().count(outcome);
      if (count > 0 && outcome != Outcome.KEPT) {
        done.add(outcome.word() + " " + count);
      }
    }
    var since = HappenedJson.time(digest.sinceMs());
    var all = done.isEmpty() ? "nothing had to be done" : String.join(", ", done);
    lines.add("since " + since + ": " + all);
    lines.addAll(now.notKept());
    if (now.more() > 0) {
      lines.add("and " + now.more() + " more that are not kept");
    }
  }

  /** What is told of one subject. */
  String line(Batch.Item item) {
    var news = item.news();
    var line = new StringBuilder(news.sort().text());
    if (!news.subject().equals(News.EVERYTHING)) {
      line.append(' ').append(news.subject());
    }
    if (item.count() > 1) {
      line.append(" (").append(item.count()).append(" times something of it)");
    }
    news.by().ifPresent(by -> line.append(", by ").append(writers.text(by)));
    if (!news.text().isEmpty()) {
      line.append(": ").append(news.text());
    }
    return line.toString();
  }
}
