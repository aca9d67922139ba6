package vow.agent.state;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vow.agent.json.Json;
import vow.engine.tell.Batch;
import vow.engine.tell.DeskState;
import vow.engine.tell.News;
import vow.engine.tell.Tally;
import vow.model.Command;
import vow.model.Outcome;
import vow.model.tell.Contact;
import vow.model.tell.Occasion;
import vow.model.tell.Way;

/**
 * Who is told, and what has yet to be told, as JSON. What may not be stored is left out; a contact
 * that is damaged is forgotten.
 */
final class TellingJson {
  private static final int VERSION = 1;

  private TellingJson() {}

  static String write(List<DeskState> desks) {
    var root = new LinkedHashMap<String, Object>();
    root.put("version", VERSION);
    root.put("contacts", desks.stream().map(TellingJson::desk).toList());
    return Json.write(root);
  }

  static List<DeskState> read(String text) {
    var root = Json.parseObject(text);
    if (root.isEmpty() || EngineStateJson.number(root.get().get("version")) != VERSION) {
      return List.of();
    }
    var desks = new ArrayList<DeskState>();
    for (var each : EngineStateJson.list(root.get().get("contacts"))) {
      desk(EngineStateJson.object(each)).ifPresent(desks::add);
    }
    return desks;
  }

  private static Map<String, @Nullable Object> desk(DeskState desk) {
    var contact = desk.contact().stored();
    var object = new LinkedHashMap<String, @Nullable Object>();
    object.put("name", contact.name());
    object.put("on", contact.on().stream().sorted().map(Occasion::word).toList());
    object.put("way", way(contact.way()));
    object.put("secret", contact.secret());
    object.put("batch_ms", contact.batch().toMillis());
    object.put("limit", contact.limit());
    object.put("summary_minute", contact.summaryMinute());
    object.put("unsent", batch(desk.unsent()));
    object.put("sent", desk.sentMs());
    object.put("troubled", desk.troubled().stream().sorted().toList());
    object.put("contested", desk.contested().stream().sorted().toList());
    var course = desk.course();
    object.put("number", course.number());
    object.put("tries", course.tries());
    object.put("again", course.againMs());
    object.put("lost", course.lost());
    var day = desk.summary();
    object.put("day", day.nextMs() == Long.MAX_VALUE ? null : day(day));
    return object;
  }

  private static Map<String, Object> day(DeskState.Daily day) {
    var object = new LinkedHashMap<String, Object>();
    object.put("next", day.nextMs());
    object.put("due", day.due());
    object.put("since", day.sinceMs());
    object.put("done", EngineStateJson.words(day.done().counts()));
    return object;
  }

  private static Optional<DeskState> desk(Map<?, ?> object) {
    var name = EngineStateJson.text(object.get("name"));
    var way = way(EngineStateJson.object(object.get("way")));
    if (name.isEmpty() || way.isEmpty()) {
      return Optional.empty();
    }
    var on = EnumSet.noneOf(Occasion.class);
    for (var word : EngineStateJson.list(object.get("on"))) {
      EngineStateJson.constant(Occasion.class, word).ifPresent(on::add);
    }
    var contact =
        new Contact(
            name,
            on,
            way.get(),
            Boolean.TRUE.equals(object.get("secret")),
            Duration.ofMillis(Math.max(0, number(object, "batch_ms"))),
            (int) Math.max(1, number(object, "limit")),
            Math.clamp(number(object, "summary_minute"), 0, 24 * 60 - 1));
    var course =
        new DeskState.Course(
            number(object, "number"),
            (int) number(object, "tries"),
            number(object, "again"),
            number(object, "lost"));
    return Optional.of(
        new DeskState(
            contact,
            batch(EngineStateJson.object(object.get("unsent"))),
            EngineStateJson.list(object.get("sent")).stream().map(EngineStateJson::number).toList(),
            texts(object.get("troubled")),
            texts(object.get("contested")),
            course,
            daily(EngineStateJson.object(object.get("day")))));
  }

  private static DeskState.Daily daily(Map<?, ?> object) {
    return object.isEmpty()
        ? DeskState.Daily.NEVER
        : new DeskState.Daily(
            number(object, "next"),
            Boolean.TRUE.equals(object.get("due")),
            number(object, "since"),
            new Tally(EngineStateJson.numbers(Outcome.class, object.get("done"))));
  }

  private static Map<String, Object> way(Way way) {
    var object = new LinkedHashMap<String, Object>();
    switch (way) {
      case Way.Exec(var command) -> {
        object.put("exec", command.argv());
        object.put("shell", command.shell());
      }
      case Way.Webhook(var url, var headers) -> {
        object.put("webhook", url);
        object.put("headers", headers);
      }
      case Way.Journald _ -> object.put("journald", true);
      case Way.Syslog _ -> object.put("syslog", true);
      case Way.Mail(var to) -> object.put("mail", to);
      case Way.Withheld _ -> object.put("withheld", true);
    }
    return object;
  }

  private static Optional<Way> way(Map<?, ?> object) {
    if (object.get("exec") instanceof List<?> argv && !argv.isEmpty()) {
      var words = argv.stream().map(String::valueOf).toList();
      boolean shell = Boolean.TRUE.equals(object.get("shell"));
      return Optional.of(new Way.Exec(new Command(words, shell)));
    }
    if (object.get("webhook") instanceof String url) {
      var headers = new LinkedHashMap<String, String>();
      EngineStateJson.object(object.get("headers"))
          .forEach((key, value) -> headers.put(String.valueOf(key), String.valueOf(value)));
      return Optional.of(new Way.Webhook(url, headers));
    }
    if (object.get("mail") instanceof String to) {
      return Optional.of(new Way.Mail(to));
    }
    for (var way : List.of(new Way.Journald(), new Way.Syslog(), new Way.Withheld())) {
      if (object.equals(way(way))) {
        return Optional.of(way);
      }
    }
    return Optional.empty();
  }

  private static Map<String, Object> batch(Batch batch) {
    var object = new LinkedHashMap<String, Object>();
    if (!batch.isEmpty()) {
      object.put("first", batch.firstMs());
      object.put("counts", EngineStateJson.words(batch.counts()));
      object.put("items", batch.items().stream().map(TellingJson::item).toList());
    }
    return object;
  }

  private static Map<String, Object> item(Batch.Item item) {
    var news = item.news();
    var object = new LinkedHashMap<String, Object>();
    object.put("sort", news.sort().word());
    object.put("subject", news.subject());
    object.put("time", news.timeMs());
    object.put("outcome", news.outcome());
    object.put("cause", news.cause());
    news.by().ifPresent(by -> object.put("by", EngineStateJson.writer(by)));
    object.put("text", news.text());
    object.put("count", item.count());
    return object;
  }

  private static Batch batch(Map<?, ?> object) {
    var items = new ArrayList<Batch.Item>();
    for (var each : EngineStateJson.list(object.get("items"))) {
      var item = EngineStateJson.object(each);
      EngineStateJson.constant(News.Sort.class, item.get("sort"))
          .ifPresent(sort -> items.add(new Batch.Item(news(sort, item), number(item, "count"))));
    }
    var counts = EngineStateJson.numbers(News.Sort.class, object.get("counts"));
    return counts.isEmpty() ? Batch.EMPTY : new Batch(number(object, "first"), counts, items);
  }

  private static News news(News.Sort sort, Map<?, ?> item) {
    return new News(
        sort,
        EngineStateJson.text(item.get("subject")),
        number(item, "time"),
        EngineStateJson.text(item.get("outcome")),
        EngineStateJson.text(item.get("cause")),
        EngineStateJson.writer(EngineStateJson.object(item.get("by"))),
        EngineStateJson.text(item.get("text")));
  }

  private static Set<String> texts(@Nullable Object value) {
    var texts = new LinkedHashSet<String>();
    EngineStateJson.list(value).forEach(text -> texts.add(String.valueOf(text)));
    return texts;
  }

  private static long number(Map<?, ?> object, String name) {
    return object.get(name) instanceof BigDecimal number ? number.longValue() : 0;
  }
}
