package vow.language.syntax;

import java.util.List;
import java.util.stream.Collectors;
import vow.language.syntax.Expression.Template;

/** Syntax trees as short text, for tests: {@code 1 + a.b} is {@code (+ 1 (. a b))}. */
final class Dump {
  private Dump() {}

  static String of(Body body) {
    var attributes = body.attributes().stream().map(item -> item.name() + " = " + of(item.value()));
    var blocks = body.blocks().stream().map(Dump::of);
    return java.util.stream.Stream.concat(attributes, blocks).collect(Collectors.joining("; "));
  }

  private static String of(Block block) {
    var text = new StringBuilder(block.type());
    for (var label : block.labels()) {
      text.append(' ').append(label.quoted() ? quoted(label.text()) : label.text());
    }
    return text.append(" {").append(of(block.body())).append('}').toString();
  }

  static String of(Expression expression) {
    return switch (expression) {
      case Expression.NumberLiteral number -> number.value().toString();
      case Expression.BoolLiteral bool -> Boolean.toString(bool.value());
      case Expression.NullLiteral _ -> "null";
      case Template template -> of(template);
      case Expression.Tuple tuple -> "[" + list(tuple.items(), ", ") + "]";
      case Expression.ObjectLiteral object -> of(object);
      case Expression.Variable variable -> variable.name();
      case Expression.GetAttr step -> "(. " + of(step.target()) + " " + step.name().text() + ")";
      case Expression.Index index -> "(at " + of(index.target()) + " " + of(index.key()) + ")";
      case Expression.Splat splat ->
          (splat.full() ? "([*] " : "(.* ") + of(splat.target()) + " " + of(splat.each()) + ")";
      case Expression.SplatItem _ -> "@";
      case Expression.ForTuple loop ->
          "[" + of(loop.intro()) + of(loop.result()) + condition(loop.condition()) + "]";
      case Expression.ForObject loop ->
          "{"
              + of(loop.intro())
              + of(loop.resultKey())
              + " => "
              + of(loop.result())
              + (loop.grouping() ? "..." : "")
              + condition(loop.condition())
              + "}";
      case Expression.Conditional choice ->
          "(? " + list(List.of(choice.condition(), choice.then(), choice.otherwise()), " ") + ")";
      case Expression.Negate negate -> "(- " + of(negate.operand()) + ")";
      case Expression.Not not -> "(! " + of(not.operand()) + ")";
      case Expression.Binary binary ->
          "("
              + binary.operator().symbol()
              + " "
              + list(List.of(binary.left(), binary.right()), " ")
              + ")";
      case Expression.Call call ->
          "(call "
              + call.name().text()
              + (call.arguments().isEmpty() ? "" : " ")
              + list(call.arguments(), " ")
              + (call.expandFinal() ? "..." : "")
              + ")";
      case Expression.Parentheses parentheses -> "(" + of(parentheses.inner()) + ")";
      case Expression.Invalid _ -> "?!";
    };
  }

  private static String list(List<Expression> expressions, String separator) {
    return expressions.stream().map(Dump::of).collect(Collectors.joining(separator));
  }

  private static String of(Expression.ObjectLiteral object) {
    return object.items().stream()
        .map(item -> of(item.key()) + ": " + of(item.value()))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String of(Expression.ObjectLiteral.Key key) {
    return switch (key) {
      case Expression.ObjectLiteral.Key.Bare bare -> bare.name();
      case Expression.ObjectLiteral.Key.Computed computed -> "(" + of(computed.expression()) + ")";
    };
  }

  private static String of(Expression.ForIntro intro) {
    var key = intro.key().map(name -> name.text() + ", ").orElse("");
    return "for " + key + intro.value().text() + " in " + of(intro.collection()) + ": ";
  }

  private static String condition(java.util.Optional<Expression> condition) {
    return condition.map(test -> " if " + of(test)).orElse("");
  }

  private static String of(Template template) {
    if (template.unwrapped().isPresent()) {
      return "(wrap " + of(template.unwrapped().get()) + ")";
    }
    return template.literal().map(Dump::quoted).orElseGet(() -> of(template.parts()));
  }

  private static String of(List<TemplatePart> parts) {
    return parts.stream().map(Dump::of).collect(Collectors.joining(" ", "<", ">"));
  }

  private static String of(TemplatePart part) {
    return switch (part) {
      case TemplatePart.Text text -> quoted(text.text());
      case TemplatePart.Interpolation value -> of(value.value());
      case TemplatePart.If choice ->
          "if "
              + of(choice.condition())
              + " "
              + of(choice.then())
              + (choice.otherwise().isEmpty() ? "" : " else " + of(choice.otherwise()));
      case TemplatePart.For loop ->
          "for "
              + loop.key().map(name -> name.text() + ", ").orElse("")
              + loop.value().text()
              + " in "
              + of(loop.collection())
              + " "
              + of(loop.body());
    };
  }

  private static String quoted(String text) {
    return "\""
        + text.replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("\n", "\\n")
            .replace("\r", "\\r")
            .replace("\t", "\\t")
        + "\"";
  }
}
