package vow.agent.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A table that is edited again and again is the map that it stands for. */
class TableProperties {
  private record Kept(String text, List<Long> keys) {}

  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void itIsWhatWasPutIntoIt(long seed) throws IOException {
    var random = new Random(seed);
    var model = new HashMap<Integer, Kept>();
    var table = Table.read(new TableEdit().done().buffer());
    for (int round = 0; round < 12; round++) {
      var edit = new TableEdit(table);
      for (int left = random.nextInt(20); left > 0; left--) {
        change(random, edit, model);
      }
      table = Table.read(edit.done().buffer());
      check(table, model);
    }
  }

  private static void change(Random random, TableEdit edit, Map<Integer, Kept> model)
      throws IOException {
    var keys = random.longs(random.nextInt(4), 0, 12).distinct().toArray();
    var text = "r".repeat(random.nextInt(9)) + random.nextInt(1_000);
    var content = new BlobWriter();
    content.text(text);
    int number = model.isEmpty() ? -1 : List.copyOf(model.keySet()).get(0);
    switch (random.nextInt(5)) {
      case 0, 1, 2 -> number = edit.add(content.done(), keys);
      case 3 -> {
        if (number < 0) {
          return;
        }
        edit.put(number, content.done(), keys);
      }
      default -> {
        if (number >= 0) {
          edit.remove(number);
          model.remove(number);
        }
        return;
      }
    }
    model.put(
        number, new Kept(text, IntStream.range(0, keys.length).mapToObj(i -> keys[i]).toList()));
  }

  private static void check(Table table, Map<Integer, Kept> model) throws IOException {
    for (var each : model.entrySet()) {
      assertThat(table.record(each.getKey()).text()).isEqualTo(each.getValue().text());
    }
    for (long key = 0; key < 12; key++) {
      var expected = new ArrayList<Integer>();
      for (var each : model.entrySet()) {
        if (each.getValue().keys().contains(key)) {
          expected.add(each.getKey());
        }
      }
      assertThat(table.numbers(key)).containsExactlyInAnyOrder(toInts(expected));
    }
  }

  private static int[] toInts(List<Integer> numbers) {
    return numbers.stream().mapToInt(n -> n).toArray();
  }

  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void damagedBytesAreRefusedOrReadWithinBounds(long seed) throws IOException {
    var random = new Random(seed);
    var edit = new TableEdit();
    for (int i = 0; i < 10; i++) {
      edit.add(
          Blob.of(ByteBuffer.allocate(random.nextInt(30))), random.nextInt(5), random.nextInt(5));
    }
    byte[] bytes = edit.done().buffer().array();
    for (int i = 0; i < 300; i++) {
      var damaged = bytes.clone();
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      try {
        var table = Table.read(ByteBuffer.wrap(damaged));
        for (long key = 0; key < 5; key++) {
          table.numbers(key);
        }
        var change = new TableEdit(table);
        change.put(random.nextInt(10), Blob.of(ByteBuffer.allocate(1)), 3, 7);
        change.done();
        for (int number = 0; number < table.size(); number++) {
          table.record(number);
        }
      } catch (IOException _) {
        // refused
      }
    }
  }

  @Test
  void keysThatARecordHadBeforeDoNotPileUp() throws IOException {
    var table = Table.read(new TableEdit().done().buffer());
    var edit = new TableEdit(table);
    int number = edit.add(Blob.of(ByteBuffer.allocate(1)), 1, 2);
    table = Table.read(edit.done().buffer());

    for (long key = 10; key < 3_000; key++) {
      edit = new TableEdit(table);
      edit.put(number, Blob.of(ByteBuffer.allocate(1)), key, -key);
      table = Table.read(edit.done().buffer());
    }

    assertThat(table.places).isLessThan(40);
    assertThat(table.numbers(2_999)).containsExactly(number);
    assertThat(table.numbers(2_998)).isEmpty();
  }

  @Test
  void namesComeBackAsTheyWereWhateverBytesTheyHave() throws IOException {
    var names = List.of("", "motd", "\u00e4\u4e2d", "\ud83d\ude00", "not Unicode \udcff");
    var out = new BlobWriter();
    names.forEach(out::text);

    var in = new BlobReader(out.done());

    for (var name : names) {
      assertThat(in.text()).isEqualTo(name);
    }
    in.end();
  }

  @Test
  void anythingElseIsRefused() {
    assertThatThrownBy(() -> Table.read(ByteBuffer.allocate(3))).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> Table.read(ByteBuffer.allocate(99))).isInstanceOf(IOException.class);
  }
}
