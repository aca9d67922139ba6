package vow.engine.tell;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * News that are told together. All are counted; of the first subjects the last piece is kept.
 *
 * @param firstMs when the first came; meaningless while it is empty
 * @param counts of all news, by sort; those that are 0 are left out
 * @param items one for each of the first subjects
 */
public record Batch(long firstMs, Map<News.Sort, Long> counts, List<Item> items) {
  /** So many subjects are told of by name. */
  public static final int ITEMS_MAX = 20;

  /** Nothing. */
  public static final Batch EMPTY = new Batch(0, Map.of(), List.of());

  /**
   * What is told of one subject.
   *
   * @param news the last
   * @param count how many there were
   */
  public record Item(News news, long count) {}

  public Batch {
    counts = Collections.unmodifiableMap(copy(counts));
    items = List.copyOf(items);
  }

  private static Map<News.Sort, Long> copy(Map<News.Sort, Long> counts) {
    var copy = new EnumMap<News.Sort, Long>(News.Sort.class);
    copy.putAll(counts);
    return copy;
  }

  /** Whether there is nothing to tell. */
  public boolean isEmpty() {
    return counts.isEmpty();
  }

  /** How many news there are. */
  public long size() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** How many are not in the items. */
  public long more() {
    return size() - items.stream().mapToLong(Item::count).sum();
  }

  /** With another piece of news. */
  Batch with(News news) {
    var first = isEmpty() ? news.timeMs() : firstMs;
    var more = copy(counts);
    more.merge(news.sort(), 1L, Long::sum);
    return new Batch(first, more, merged(items, List.of(new Item(news, 1))));
  }

  /** With later ones after it. */
  Batch then(Batch later) {
    if (isEmpty() || later.isEmpty()) {
      return isEmpty() ? later : this;
    }
    var more = copy(counts);
    later.counts.forEach((sort, count) -> more.merge(sort, count, Long::sum));
    return new Batch(firstMs, more, merged(items, later.items));
  }

  private static List<Item> merged(List<Item> items, List<Item> later) {
    var bySubject = new LinkedHashMap<String, Item>();
    items.forEach(item -> bySubject.put(item.news().subject(), item));
    for (var item : later) {
      var subject = item.news().subject();
      var before = bySubject.get(subject);
      if (before != null) {
        bySubject.put(subject, new Item(item.news(), before.count() + item.count()));
      } else if (bySubject.size() < ITEMS_MAX) {
        bySubject.put(subject, item);
      }
    }
    return new ArrayList<>(bySubject.values());
  }

  /** The same when the clock was set back. */
  Batch earlier(long byMs) {
    return new Batch(firstMs - byMs, counts, items);
  }
}
