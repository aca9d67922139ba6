package vow.language.policy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import vow.language.syntax.Diagnostic;
import vow.language.syntax.Expression;
import vow.language.syntax.Span;
import vow.language.value.Sensitivity;
import vow.language.value.Value;
import vow.model.Origin;
import vow.model.Promise;
import vow.model.PromiseId;
import vow.model.schema.Attribute;
import vow.model.schema.Fields;
import vow.model.schema.MetaSchema;
import vow.model.schema.Problem;
import vow.model.schema.Schema;
import vow.model.schema.Type;
import vow.model.schema.Types;

/** Makes the promise of one instance: its values checked against the schema of its kind. */
final class Making {
  /** These decide which promises there are; they are no values. */
  private static final Set<String> NOT_VALUES = Set.of("for_each", "when");

  /** Stands for text that is not known while checking, where a kind's record needs some. */
  private static final String UNKNOWN_TEXT = "unknown";

  private final World world;
  private final Declared declared;
  private final Instance instance;
  private final Conform conform;
  private final SortedMap<String, Object> values = new TreeMap<>();
  private Trace trace;

  private Making(World world, Declared declared, Instance instance) {
    this.world = world;
    this.declared = declared;
    this.instance = instance;
    this.conform = new Conform(world);
    this.trace = declared.expansion().cell().trace();
  }

  /** Checks everything that the block says of one instance, and makes its promise. */
  static Made make(World world, Declared declared, Instance instance) {
    return new Making(world, declared, instance).make();
  }

  /** Whether a field is a value: others decide which promises there are, and in which order. */
  static boolean isValue(Declared declared, String field) {
    return !NOT_VALUES.contains(field) && Demands.reason(declared.schema(), field).isEmpty();
  }

  private Made make() {
    var schema = declared.schema();
    for (var field : declared.fields().values()) {
      if (isValue(declared, field.name())) {
        field(field);
      }
    }
    key(schema);
    for (var attribute : schema.attributes().values()) {
      if (attribute.required() && !declared.fields().containsKey(attribute.name())) {
        if (!attribute.name().equals(schema.key())) {
          world.reports().add(BlockShape.missing(schema.name(), attribute.name(), declared.span()));
        }
      }
    }
    if (conform.findings().isSensitive()) {
      values.put("sensitive", true);
    }
    var demands = Demands.of(world, declared, instance);
    demands.names().forEach(this::names);
    var id =
        Optional.ofNullable(values.get(schema.key()))
            .map(key -> new PromiseId(schema.name(), String.valueOf(key)));
    var promise = id.flatMap(this::promise);
    boolean whole = !conform.findings().isIncomplete() && !conform.findings().isWrong();
    var all = trace.and(demands.trace());
    return new Made(declared, instance, id, promise, whole, all, demands.demands());
  }

  private void field(Field field) {
    var name = field.name();
    var traced = declared.value(field, instance);
    var value = traced.value();
    trace = trace.and(traced.trace());
    if (name.equals(declared.schema().key()) && value instanceof Value.Sensitive) {
      sensitiveKey(field);
      return;
    }
    var type = type(name, value);
    var converted = conform.convert(new Subject(name, type, value, field.expression()));
    converted.ifPresent(it -> values.put(name, it));
    if (converted.isEmpty() && type instanceof Type.Text && !value.isKnown()) {
      values.put(name, UNKNOWN_TEXT);
    }
    if (value.isNull() && isRequired(name)) {
      var fault =
          Reports.fault(
              Code.MISSING_ATTRIBUTE,
              "\"" + name + "\" of " + declared.schema().name() + " cannot be null",
              field.expression().span());
      world.reports().add(fault.expecting(type.text()));
    }
  }

  private void names(String name, Optional<List<String>> names) {
    names.ifPresentOrElse(it -> values.put(name, it), conform.findings()::incomplete);
  }

  private void sensitiveKey(Field field) {
    conform
        .findings()
        .fault(
            Reports.fault(
                    Code.SENSITIVE_IN_IDENTITY,
                    "\"" + field.name() + "\" names the promise, and names are shown",
                    field.expression().span())
                .expecting("a value that is not sensitive"));
  }

  private boolean isRequired(String name) {
    return !name.equals(declared.schema().key())
        && declared.schema().attribute(name).filter(Attribute::required).isPresent();
  }

  private Type type(String name, Value value) {
    if (name.equals("retry")) {
      return Sensitivity.shown(value) instanceof Value.Numeric
          ? MetaSchema.retry().getFirst().type()
          : new Type.Nested(MetaSchema.retry());
    }
    return declared
        .schema()
        .attribute(name)
        .or(() -> Optional.ofNullable(MetaSchema.ATTRIBUTES.get(name)))
        .map(Attribute::type)
        .orElse(Types.ANY);
  }

  /** The key is the label unless it is given; instances cannot share one. */
  private void key(Schema schema) {
    var key = schema.key();
    var given = declared.fields().get(key);
    if (given != null && !declared.value(given, instance).value().isNull()) {
      return;
    }
    if (declared.hasInstances()) {
      world
          .reports()
          .add(
              Reports.fault(
                      Code.KEY_NEEDED,
                      schema.name()
                          + " with for_each needs \""
                          + key
                          + "\": the label names all"
                          + " of them",
                      declared.span())
                  .expecting(key + " = ... with each.key in it"));
      return;
    }
    var header = declared.header();
    var label = new Expression.Invalid(header.labelSpan());
    var type = schema.attribute(key).map(Attribute::type).orElse(Types.TEXT);
    conform
        .convert(new Subject(key, type, Value.text(header.label()), label))
        .ifPresent(it -> values.put(key, it));
  }

  private Optional<Promise> promise(PromiseId id) {
    if (conform.findings().isWrong()) {
      return Optional.empty();
    }
    var fields = new Fields(values);
    var kind = declared.schema().make().apply(fields);
    var meta = MetaSchema.read(fields);
    if (!conform.findings().isIncomplete()) {
      fields.problems().forEach(this::report);
    }
    return fields.problems().isEmpty()
        ? Optional.of(new Promise(id, kind, values, meta, origin(declared.span())))
        : Optional.empty();
  }

  private void report(Problem problem) {
    var path = problem.attribute().map(it -> List.of(it.split("\\.", -1)));
    var span =
        path.map(it -> declared.fields().get(it.getFirst()))
            .map(it -> within(it.expression(), path.get()).span())
            .orElseGet(() -> header(problem.attribute()));
    var fault = Diagnostic.error(problem.code(), problem.message(), span);
    world.reports().add(problem.expected().map(fault::expecting).orElse(fault));
  }

  /** What a path names below an attribute, as near as can be. */
  private static Expression within(Expression attribute, List<String> path) {
    var at = attribute;
    for (var name : path.subList(1, path.size())) {
      at = Places.value(at, name);
    }
    return at;
  }

  private Span header(Optional<String> attribute) {
    return attribute.filter(declared.schema().key()::equals).isPresent()
        ? declared.header().labelSpan()
        : declared.span();
  }

  static Origin origin(Span span) {
    var at = span.startPosition();
    return new Origin(span.source().name(), at.line(), at.column());
  }
}
