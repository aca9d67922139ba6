package vow.language.policy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import vow.language.syntax.Source;

/**
 * A valid policy made from a seed, as blocks of lines that can be shuffled: locals that need each
 * other, promises that refer to earlier ones, instances, bundles, conditions.
 */
final class RandomPolicy {
  private static final int MAX_PROMISES = 12;

  private final Random random;
  private final List<Block> blocks = new ArrayList<>();
  private final List<String> references = new ArrayList<>();

  /** A block: its first line, attributes in any order. */
  private record Block(String head, List<String> attributes) {
    String text() {
      return head + " {\n  " + String.join("\n  ", attributes) + "\n}\n";
    }
  }

  RandomPolicy(long seed) {
    random = new Random(seed);
    blocks.add(new Block("variable \"mode\"", lines("default = \"0640\"", "type = string")));
    blocks.add(new Block("locals", lines("a = local.b", "c = 5")));
    blocks.add(new Block("locals", lines("b = \"${local.c + 1} of ${node.hostname}\"")));
    int count = 1 + random.nextInt(MAX_PROMISES);
    for (int i = 0; i < count; i++) {
      promise(i);
    }
    blocks.add(new Block("output \"all\"", lines("value = local.a")));
  }

  private void promise(int number) {
    boolean instances = random.nextInt(3) == 0;
    var label = "p" + number;
    var path = "/srv/" + label + (instances ? "/${each.key}" : "");
    var attributes = lines("path = \"" + path + "\"", "content = " + content());
    if (instances) {
      attributes.add("for_each = toset([\"x\", \"y\"])");
    }
    if (random.nextBoolean()) {
      attributes.add("mode = var.mode");
    }
    if (random.nextBoolean()) {
      attributes.add("when = length(node.tags) == 1");
    }
    if (!references.isEmpty() && random.nextBoolean()) {
      var name = random.nextBoolean() ? "after" : "on_change";
      attributes.add(
          name + " = [" + reference().replace("[\"x\"].", ".").replace(".path", "") + "]");
    }
    blocks.add(new Block("file \"" + label + "\"", attributes));
    references.add("file." + label + (instances ? "[\"x\"]" : "") + ".path");
  }

  private String content() {
    return switch (random.nextInt(4)) {
      case 0 -> "\"plain\"";
      case 1 -> "\"${local.a} and ${upper(var.mode)}\"";
      case 2 -> references.isEmpty() ? "null" : reference();
      default -> "join(\",\", [for t in node.tags : \"<${t}>\"])";
    };
  }

  private String reference() {
    return references.get(random.nextInt(references.size()));
  }

  private static List<String> lines(String... lines) {
    return new ArrayList<>(List.of(lines));
  }

  /** All in one file, in the order of making. */
  String text() {
    return blocks.stream().map(Block::text).collect(Collectors.joining());
  }

  /** The same in another order, in several files. */
  List<Source> shuffled() {
    var order = new ArrayList<>(blocks);
    Collections.shuffle(order, random);
    var files = List.of(new StringBuilder(), new StringBuilder(), new StringBuilder());
    for (var block : order) {
      var attributes = new ArrayList<>(block.attributes());
      Collections.shuffle(attributes, random);
      files.get(random.nextInt(files.size())).append(new Block(block.head(), attributes).text());
    }
    var sources = new ArrayList<Source>();
    files.forEach(file -> sources.add(Source.of("f" + random.nextInt() + ".hcl", file.toString())));
    return sources;
  }
}
