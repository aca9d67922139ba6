package vow.language.policy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import vow.language.syntax.Attribute;
import vow.language.syntax.Block;
import vow.language.syntax.Span;
import vow.language.syntax.Spelling;

/**
 * What a block that is not a promise looks like.
 *
 * @param label what its label is, in words; empty for none
 * @param required attributes that must be given
 * @param optional attributes that may be
 * @param blocks that may stand in it
 */
record BlockShape(
    String type, String label, List<String> required, List<String> optional, List<String> blocks) {
  static final BlockShape VARIABLE =
      new BlockShape(
          "variable",
          "NAME",
          List.of(),
          List.of("type", "default", "description", "nullable", "sensitive"),
          List.of("validation"));
  static final BlockShape VALIDATION =
      new BlockShape("validation", "", List.of("condition", "error_message"), List.of(), List.of());
  static final BlockShape OUTPUT =
      new BlockShape(
          "output", "NAME", List.of("value"), List.of("description", "sensitive"), List.of());

  /** Checks labels, attributes and blocks; returns the attributes that belong there. */
  Map<String, Field> fields(Block block, Reports reports) {
    labels(block, reports);
    var known = new TreeSet<String>(required);
    known.addAll(optional);
    var fields = new LinkedHashMap<String, Field>();
    for (var attribute : block.body().attributes()) {
      if (known.contains(attribute.name())) {
        fields.put(attribute.name(), field(attribute));
      } else {
        reports.add(
            Reports.unknown(
                    Code.UNKNOWN_ATTRIBUTE,
                    type + " has no attribute \"" + attribute.name() + "\"",
                    attribute.nameSpan(),
                    Spelling.nearest(attribute.name(), known))
                .expecting(Names.oneOf(known)));
      }
    }
    for (var name : required) {
      if (block.body().attribute(name).isEmpty()) {
        reports.add(missing(type, name, block.header()));
      }
    }
    inner(block, reports);
    return fields;
  }

  private void inner(Block block, Reports reports) {
    for (var inner : block.body().blocks()) {
      if (!blocks.contains(inner.type())) {
        reports.add(
            Reports.unknown(
                Code.MISPLACED_BLOCK,
                "there is no block \"" + inner.type() + "\" in " + type,
                inner.header(),
                Spelling.nearest(inner.type(), blocks)));
      }
    }
  }

  /** Checks that there is the one label, or none. */
  boolean labels(Block block, Reports reports) {
    return labels(block, type, label, reports);
  }

  /** Checks that a block has the one label that it needs, or none. */
  static boolean labels(Block block, String type, String label, Reports reports) {
    int wanted = label.isEmpty() ? 0 : 1;
    var labels = block.labels();
    if (labels.size() > wanted) {
      reports.add(
          Reports.fault(
                  Code.EXTRA_LABEL,
                  type + (wanted == 0 ? " has no label" : " has one label"),
                  labels.get(wanted).span())
              .expecting(example(type, label)));
    }
    if (labels.size() < wanted) {
      reports.add(
          Reports.fault(Code.MISSING_LABEL, type + " needs a label", block.typeSpan())
              .expecting(example(type, label)));
    }
    return labels.size() == wanted;
  }

  private static String example(String type, String label) {
    return type + (label.isEmpty() ? "" : " \"" + label + "\"") + " { ... }";
  }

  static vow.language.syntax.Diagnostic missing(String type, String name, Span header) {
    return Reports.fault(Code.MISSING_ATTRIBUTE, type + " needs \"" + name + "\"", header)
        .expecting(name + " = ...");
  }

  static Field field(Attribute attribute) {
    return new Field(attribute.name(), attribute.nameSpan(), attribute.value());
  }
}
