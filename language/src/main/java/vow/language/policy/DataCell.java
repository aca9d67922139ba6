package vow.language.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vow.language.syntax.Block;
import vow.language.syntax.Expression;
import vow.language.syntax.Parser;
import vow.language.syntax.Source;
import vow.language.syntax.Span;
import vow.language.value.Sensitivity;
import vow.language.value.Value;
import vow.language.value.Values;

/**
 * The value of {@code data}: layers of files, in the order that the block {@code data} declares.
 */
final class DataCell implements Cell.Work {
  private static final String LAYERS = "layers";
  private static final String MERGE = "merge";
  private static final BlockShape SHAPE =
      new BlockShape("data", "", List.of(), List.of(LAYERS, MERGE), List.of());

  /** Layers more than these are a slip. */
  private static final int LAYERS_MAX = 1_000;

  private static final String ORDER =
      """
      concat(
        ["node/${node.hostname}"],
        [for tag in node.tags : "tag/${tag}"],
        ["os/${node.os.name}", "os/${node.os.family}"],
        node.fact.site == null ? [] : ["site/${node.fact.site}"],
        ["common"],
      )
      """;

  private final World world;
  private final Unit unit;
  private @Nullable Block block;
  private @Nullable Cell cell;
  private @Nullable Evaluated layers;
  private Span span;
  private Data data = Data.NONE;

  DataCell(World world, Unit unit) {
    this.world = world;
    this.unit = unit;
    var nothing = Source.of("data", "");
    span = nothing.span(0, 0);
  }

  /** There is a block that declares the order. */
  void declare(Block declared) {
    block = declared;
    span = declared.header();
  }

  boolean isDeclared() {
    return block != null;
  }

  /** The cell; from the first call on the policy has data. */
  Cell cell() {
    if (cell == null) {
      cell = new Cell(() -> "data", span, this);
    }
    return cell;
  }

  /** What was found. */
  Data data() {
    return data;
  }

  private Evaluated layers() {
    if (layers == null) {
      layers = new Evaluated(world, order(), Place.in(unit));
    }
    return layers;
  }

  private Field order() {
    var declared = field(LAYERS);
    if (declared.isPresent()) {
      return declared.get();
    }
    var source = Source.of("the usual layers of data", ORDER);
    Expression expression = Parser.parseExpression(source, world.reports().diagnostics());
    return new Field(LAYERS, span, expression);
  }

  private Optional<Field> field(String name) {
    return block == null ? Optional.empty() : block.body().attribute(name).map(BlockShape::field);
  }

  @Override
  public List<Cell.Need> needs() {
    return layers().needs();
  }

  @Override
  public Value compute(Cell self) {
    if (block != null) {
      SHAPE.fields(block, world.reports());
    }
    var rules = rules();
    var traced = layers().value();
    self.trace(traced.trace());
    var names = names(Sensitivity.shown(traced.value()));
    if (names.isEmpty()) {
      new DataFiles(world).check(span);
      return Values.UNKNOWN;
    }
    var files = new DataFiles(world);
    var found = new ArrayList<Data.Layer>();
    names.get().stream().distinct().forEach(name -> found.add(files.layer(name, span)));
    var values = DataMerge.of(found, rules);
    data = new Data(found, values, rules);
    return Value.object(values);
  }

  /** Empty when they are not known, or wrong. */
  private Optional<List<String>> names(Value value) {
    var items =
        switch (value) {
          case Value.ListValue it -> it.items();
          case Value.SetValue it -> it.items();
          case Value.Tuple it -> it.items();
          case Value other -> {
            if (!(other instanceof Value.Unknown)) {
              wrong();
            }
            yield null;
          }
        };
    if (items == null) {
      return Optional.empty();
    }
    var names = new ArrayList<String>();
    for (var item : items) {
      switch (item) {
        case Value.Text(var text) -> names.add(text);
        case Value.Unknown _ -> {
          return Optional.empty();
        }
        case Value _ -> {
          wrong();
          return Optional.empty();
        }
      }
    }
    if (names.size() > LAYERS_MAX) {
      wrong();
      return Optional.empty();
    }
    return Optional.of(names);
  }

  private void wrong() {
    var at = field(LAYERS).map(it -> it.expression().span()).orElse(span);
    world
        .reports()
        .add(
            Reports.fault(Code.WRONG_TYPE, "\"layers\" is a list of names", at)
                .expecting("[\"node/${node.hostname}\", \"common\"], at most 1000"));
  }

  private Map<String, Data.Rule> rules() {
    var rules = new LinkedHashMap<String, Data.Rule>();
    var field = field(MERGE);
    if (field.isEmpty()) {
      return rules;
    }
    var value =
        Sensitivity.shown(new Evaluated(world, field.get(), Place.constant(unit)).value().value());
    if (!(value instanceof Value.ObjectValue(var attributes))) {
      wrongRule(field.get().expression().span());
      return rules;
    }
    attributes.forEach((key, word) -> {
      var rule = word instanceof Value.Text(var text) ? rule(text) : Optional.<Data.Rule>empty();
      rule.ifPresentOrElse(
          it -> rules.put(key, it), () -> wrongRule(field.get().expression().span()));
    });
    return rules;
  }

  private static Optional<Data.Rule> rule(String word) {
    for (var rule : Data.Rule.values()) {
      if (rule.word().equals(word)) {
        return Optional.of(rule);
      }
    }
    return Optional.empty();
  }

  private void wrongRule(Span at) {
    world
        .reports()
        .add(
            Reports.fault(Code.INVALID_WORD, "\"merge\" has a rule for each key", at)
                .expecting("{ KEY = \"first\", \"deep\" or \"unique\" }"));
  }
}
