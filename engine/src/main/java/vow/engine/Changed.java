package vow.engine;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vow.model.PromiseId;

/** How promises stand when most do as they did: what was, and what is other now. */
final class Changed extends AbstractMap<PromiseId, Saved> {
  private final Map<PromiseId, Saved> before;
  private final Map<PromiseId, Saved> changes;

  Changed(Map<PromiseId, Saved> before, Map<PromiseId, Saved> changes) {
    this.before = before;
    this.changes = Collections.unmodifiableMap(changes);
  }

  Map<PromiseId, Saved> changes() {
    return changes;
  }

  @Override
  public int size() {
    return before.size();
  }

  @Override
  public boolean containsKey(Object id) {
    return before.containsKey(id);
  }

  @Override
  public @Nullable Saved get(Object id) {
    var change = changes.get(id);
    return change == null ? before.get(id) : change;
  }

  @Override
  public Set<Entry<PromiseId, Saved>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return before.size();
      }

      @Override
      public Iterator<Entry<PromiseId, Saved>> iterator() {
        var all = before.entrySet().iterator();
        return new Iterator<>() {
          @Override
          public boolean hasNext() {
            return all.hasNext();
          }

          @Override
          public Entry<PromiseId, Saved> next() {
            var entry = all.next();
            var change = changes.get(entry.getKey());
            return change == null ? entry : Map.entry(entry.getKey(), change);
          }
        };
      }
    };
  }
}
