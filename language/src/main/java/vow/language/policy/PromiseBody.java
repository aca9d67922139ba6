package vow.language.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import vow.language.syntax.Attribute;
import vow.language.syntax.Block;
import vow.language.syntax.Expression;
import vow.language.syntax.Expression.ObjectLiteral;
import vow.language.syntax.Spelling;
import vow.model.schema.MetaSchema;
import vow.model.schema.Schema;
import vow.model.schema.Type;

/** What stands in a promise's braces, by name: nested blocks become the objects that they mean. */
final class PromiseBody {
  private final Schema schema;
  private final Reports reports;
  private final Map<String, Field> fields = new LinkedHashMap<>();

  private PromiseBody(Schema schema, Reports reports) {
    this.schema = schema;
    this.reports = reports;
  }

  /** The fields that the kind has; others are reported. */
  static Map<String, Field> fields(Schema schema, Block block, Reports reports) {
    var body = new PromiseBody(schema, reports);
    block.body().attributes().forEach(body::attribute);
    if (block.body().blocks().isEmpty()) {
      return body.fields;
    }
    var nested = new LinkedHashMap<String, List<Block>>();
    for (var inner : block.body().blocks()) {
      nested.computeIfAbsent(inner.type(), _ -> new ArrayList<>()).add(inner);
    }
    nested.forEach(body::blocks);
    return body.fields;
  }

  private void attribute(Attribute attribute) {
    var name = attribute.name();
    if (schema.attribute(name).isPresent() || MetaSchema.ATTRIBUTES.containsKey(name)) {
      fields.put(name, BlockShape.field(attribute));
      return;
    }
    var known = new TreeSet<>(schema.attributes().keySet());
    var candidates = new TreeSet<>(known);
    candidates.addAll(MetaSchema.ATTRIBUTES.keySet());
    reports.add(
        Reports.unknown(
                Code.UNKNOWN_ATTRIBUTE,
                schema.name() + " has no attribute \"" + name + "\"",
                attribute.nameSpan(),
                Spelling.nearest(name, candidates))
            .expecting(Names.oneOf(known)));
  }

  private void blocks(String name, List<Block> blocks) {
    var first = blocks.getFirst();
    var type = type(name);
    if (type.isEmpty()) {
      notNested(name, first);
      return;
    }
    if (fields.containsKey(name)) {
      reports.add(
          Reports.fault(
                  Code.REPEATED_BLOCK,
                  "\"" + name + "\" is given as an attribute and as a block",
                  first.header())
              .relatedTo("the attribute is here", fields.get(name).nameSpan()));
      return;
    }
    var objects = blocks.stream().map(block -> object(block, reports)).toList();
    if (type.get() instanceof Type.ListOf) {
      var all = new Expression.Tuple(objects, first.span());
      fields.put(name, new Field(name, first.header(), all));
      return;
    }
    for (var again : blocks.subList(1, blocks.size())) {
      reports.add(
          Reports.fault(
                  Code.REPEATED_BLOCK,
                  "there is one block \"" + name + "\" in " + schema.name(),
                  again.header())
              .relatedTo("the first is here", first.header()));
    }
    fields.put(name, new Field(name, first.header(), objects.getFirst()));
  }

  /** The type of a nested block, if the name is one. */
  private Optional<Type> type(String name) {
    if (name.equals("retry")) {
      return Optional.of(new Type.Nested(MetaSchema.retry()));
    }
    return schema
        .attribute(name)
        .map(vow.model.schema.Attribute::type)
        .filter(PromiseBody::isNested);
  }

  private static boolean isNested(Type type) {
    return switch (type) {
      case Type.Nested _ -> true;
      case Type.ListOf list -> list.element() instanceof Type.Nested;
      case Type _ -> false;
    };
  }

  private void notNested(String name, Block first) {
    if (schema.attribute(name).isPresent() || MetaSchema.ATTRIBUTES.containsKey(name)) {
      reports.add(
          Reports.fault(
                  Code.ATTRIBUTE_AS_BLOCK,
                  "\"" + name + "\" is an attribute of " + schema.name() + ", not a block",
                  first.header())
              .expecting(name + " = ..."));
      return;
    }
    var nested = schema.attributes().keySet().stream().filter(it -> type(it).isPresent()).toList();
    reports.add(
        Reports.unknown(
            Code.MISPLACED_BLOCK,
            "there is no block \"" + name + "\" in " + schema.name(),
            first.header(),
            Spelling.nearest(name, nested)));
  }

  /** A nested block as the object that it means. */
  static Expression object(Block inner, Reports reports) {
    if (!inner.labels().isEmpty()) {
      reports.add(
          Reports.fault(
              Code.EXTRA_LABEL, inner.type() + " has no label", inner.labels().getFirst().span()));
    }
    var items = new ArrayList<ObjectLiteral.Item>();
    for (var attribute : inner.body().attributes()) {
      items.add(
          new ObjectLiteral.Item(
              new ObjectLiteral.Key.Bare(attribute.name(), attribute.nameSpan()),
              attribute.value()));
    }
    for (var deeper : inner.body().blocks()) {
      items.add(
          new ObjectLiteral.Item(
              new ObjectLiteral.Key.Bare(deeper.type(), deeper.typeSpan()),
              object(deeper, reports)));
    }
    return new Expression.ObjectLiteral(items, inner.span());
  }
}
