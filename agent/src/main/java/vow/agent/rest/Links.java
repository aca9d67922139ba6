package vow.agent.rest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import vow.agent.blob.BlobReader;
import vow.agent.blob.BlobWriter;
import vow.model.Edge;
import vow.model.Manifest;
import vow.model.PromiseId;

/**
 * The neighbours of one promise, by their numbers.
 *
 * @param needs what it comes after, once a reason
 * @param reasons for each of these, by their place in {@link Edge.Reason}
 * @param dependents what comes after it, each once
 * @param listeners those that are refreshed when it was repaired
 */
@SuppressWarnings("ArrayRecordComponent") // written or read once
record Links(int[] needs, int[] reasons, int[] dependents, int[] listeners) {
  private static final int REASONS = Edge.Reason.values().length;

  /** Of all promises, in their order. */
  @SuppressWarnings("EnumOrdinal") // only ever read by the same build
  static List<Links> of(Manifest manifest, Map<PromiseId, Integer> numbers) {
    var needs = lists(numbers.size());
    var reasons = lists(numbers.size());
    var dependents = lists(numbers.size());
    var listeners = lists(numbers.size());
    for (var edge : manifest.edges()) {
      int from = Objects.requireNonNull(numbers.get(edge.from()));
      int to = Objects.requireNonNull(numbers.get(edge.to()));
      needs.get(from).add(to);
      reasons.get(from).add(edge.reason().ordinal());
      dependents.get(to).add(from);
      if (edge.reason() == Edge.Reason.ON_CHANGE) {
        listeners.get(to).add(from);
      }
    }
    var links = new ArrayList<Links>(numbers.size());
    for (int i = 0; i < numbers.size(); i++) {
      int[] once = dependents.get(i).stream().mapToInt(n -> n).sorted().distinct().toArray();
      links.add(
          new Links(array(needs.get(i)), array(reasons.get(i)), once, array(listeners.get(i))));
    }
    return links;
  }

  private static List<List<Integer>> lists(int count) {
    var lists = new ArrayList<List<Integer>>(count);
    for (int i = 0; i < count; i++) {
      lists.add(new ArrayList<>(0));
    }
    return lists;
  }

  private static int[] array(List<Integer> numbers) {
    return numbers.stream().mapToInt(n -> n).toArray();
  }

  void write(BlobWriter out) {
    for (var numbers : List.of(needs, reasons, dependents, listeners)) {
      out.number(numbers.length);
      for (int number : numbers) {
        out.number(number);
      }
    }
  }

  static Links read(BlobReader in) throws IOException {
    var links = new Links(numbers(in), numbers(in), numbers(in), numbers(in));
    boolean fits = links.needs.length == links.reasons.length;
    for (int reason : links.reasons) {
      fits &= reason >= 0 && reason < REASONS;
    }
    if (!fits) {
      throw new IOException("a reason is out of bounds");
    }
    return links;
  }

  private static int[] numbers(BlobReader in) throws IOException {
    int[] numbers = new int[in.count()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = in.number();
    }
    return numbers;
  }

  /** What it comes after, each once. */
  int[] needsOnce() {
    int[] once = new int[needs.length];
    int count = 0;
    for (int need : needs) {
      boolean known = false;
      for (int i = 0; i < count; i++) {
        known |= once[i] == need;
      }
      if (!known) {
        once[count++] = need;
      }
    }
    return Arrays.copyOf(once, count);
  }
}
