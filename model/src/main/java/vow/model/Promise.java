package vow.model;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import vow.model.kind.Kind;

/**
 * One promise of this node.
 *
 * @param kind the checked, typed form of the attributes
 * @param attributes what the policy says, evaluated: text, booleans, {@link java.math.BigDecimal},
 *     lists and maps of these; meta-arguments included. Sorted by name, so that equal promises have
 *     equal text
 * @param meta the meta-arguments in typed form
 * @param origin where it was written
 */
public record Promise(
    PromiseId id, Kind kind, SortedMap<String, Object> attributes, Meta meta, Origin origin) {
  public Promise {
    attributes = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
  }

  /** Makes one from a map in any order. */
  public static Promise of(
      PromiseId id, Kind kind, Map<String, Object> attributes, Meta meta, Origin origin) {
    return new Promise(id, kind, new TreeMap<>(attributes), meta, origin);
  }

  /** The same, to be taken back when it leaves the policy. */
  public Promise reversing() {
    var all = new TreeMap<>(attributes);
    all.put("on_remove", "reverse");
    return new Promise(id, kind, all, meta.reversing(), origin);
  }

  /**
   * Whether both promise the same, the content of the policy's files that they use included (its
   * digest is among the attributes). Where they are written does not matter.
   */
  public boolean sameAs(Promise other) {
    return id.equals(other.id) && attributes.equals(other.attributes);
  }

  /** Equal for promises that are {@link #sameAs the same}, to recognise one after a restart. */
  public Hash definition() {
    return Hash.of(id + "\n" + attributes);
  }
}
