package vow.agent.tell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vow.engine.tell.Batch;
import vow.engine.tell.Message;
import vow.engine.tell.News;

/**
 * One entry of a log: what a message comes to where each piece of news stands for itself.
 *
 * @param severity as in syslog(3)
 * @param fields by name, lower case with underscores
 */
record Entry(int severity, String text, Map<String, String> fields) {
  private static final int CRITICAL = 2;
  private static final int ERROR = 3;
  private static final int WARNING = 4;
  private static final int NOTICE = 5;
  private static final int INFO = 6;

  static List<Entry> of(Message message, MessageText words) {
    var entries = new ArrayList<Entry>();
    for (var item : message.batch().items()) {
      entries.add(new Entry(severity(item.news().sort()), words.line(item), fields(message, item)));
    }
    if (message.batch().more() > 0 || message.lost() > 0 || message.digest().isPresent()) {
      // What stands for no promise.
      var fields = fields(message, message.digest().isPresent() ? "summary" : "more");
      var rest = new ArrayList<>(words.lines(message));
      rest.subList(0, message.batch().items().size()).clear();
      int severity = message.digest().isPresent() ? INFO : WARNING;
      entries.add(new Entry(severity, String.join("; ", rest), fields));
    }
    return entries;
  }

  private static int severity(News.Sort sort) {
    return switch (sort) {
      case BREAKER -> CRITICAL;
      case FAILED -> ERROR;
      case CONTESTED -> WARNING;
      case RECOVERED -> NOTICE;
    };
  }

  private static Map<String, String> fields(Message message, String what) {
    var fields = new LinkedHashMap<String, String>();
    fields.put("what", what);
    fields.put("notify", message.contact().name());
    fields.put("message", MessageJson.id(message));
    return fields;
  }

  private static Map<String, String> fields(Message message, Batch.Item item) {
    var news = item.news();
    var fields = fields(message, news.sort().word());
    if (!news.subject().equals(News.EVERYTHING)) {
      fields.put("promise", news.subject());
      fields.put("outcome", news.outcome());
      fields.put("cause", news.cause());
    }
    fields.put("count", Long.toString(item.count()));
    news.by()
        .ifPresent(by -> {
          fields.put("by_pid", Integer.toString(by.pid()));
          if (by.comm() != null) {
            fields.put("by_comm", by.comm());
          }
          if (by.exe() != null) {
            fields.put("by_exe", by.exe());
          }
          if (by.uid() != null) {
            fields.put("by_uid", Integer.toUnsignedString(by.uid()));
          }
          if (by.login() != null) {
            fields.put("by_login", Integer.toUnsignedString(by.login()));
          }
        });
    return fields;
  }
}
