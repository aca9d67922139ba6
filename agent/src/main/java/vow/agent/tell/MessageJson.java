package vow.agent.tell;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vow.agent.json.Json;
import vow.agent.report.HappenedJson;
import vow.engine.tell.Batch;
import vow.engine.tell.Message;
import vow.engine.tell.News;
import vow.model.Outcome;

/** A message as JSON, for commands and webhooks: every field present. */
final class MessageJson {
  private MessageJson() {}

  static String of(Message message, MessageText text) {
    var object = new LinkedHashMap<String, @Nullable Object>();
    object.put("id", id(message));
    object.put("time", HappenedJson.time(message.timeMs()));
    object.put("host", text.host());
    object.put("notify", message.contact().name());
    object.put("text", text.subject(message) + "\n" + String.join("\n", text.lines(message)));
    var counts = new LinkedHashMap<String, Object>();
    for (var sort : News.Sort.values()) {
      counts.put(sort.word(), message.batch().counts().getOrDefault(sort, 0L));
    }
    object.put("counts", counts);
    object.put("items", message.batch().items().stream().map(MessageJson::item).toList());
    object.put("more", message.batch().more());
    object.put("lost", message.lost());
    object.put("now", now(message.now()));
    object.put("summary", message.digest().map(MessageJson::digest).orElse(null));
    return Json.write(object);
  }

  /** The same for each try of one message, so that who gets it twice can tell. */
  static String id(Message message) {
    return message.contact().name() + "-" + message.number();
  }

  private static Map<String, @Nullable Object> item(Batch.Item item) {
    var news = item.news();
    var object = new LinkedHashMap<String, @Nullable Object>();
    boolean one = !news.subject().equals(News.EVERYTHING);
    object.put("what", news.sort().word());
    object.put("promise", one ? news.subject() : null);
    object.put("time", HappenedJson.time(news.timeMs()));
    object.put("outcome", news.outcome().isEmpty() ? null : news.outcome());
    object.put("cause", news.cause().isEmpty() ? null : news.cause());
    object.put("by", news.by().map(HappenedJson::by).orElse(null));
    object.put("message", news.text().isEmpty() ? null : news.text());
    object.put("count", item.count());
    return object;
  }

  private static Map<String, @Nullable Object> now(Message.Now now) {
    var object = new LinkedHashMap<String, @Nullable Object>();
    object.put("summary", HappenedJson.summary(now.summary()));
    object.put("brake", now.brake().isEmpty() ? null : now.brake());
    return object;
  }

  private static Map<String, Object> digest(Message.Digest digest) {
    var outcomes = new LinkedHashMap<String, Object>();
    for (var outcome : Outcome.values()) {
      outcomes.put(outcome.word(), digest.done().count(outcome));
    }
    var object = new LinkedHashMap<String, Object>();
    object.put("since", HappenedJson.time(digest.sinceMs()));
    object.put("outcomes", outcomes);
    return object;
  }
}
