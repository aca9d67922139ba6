package vow.language.syntax;

import java.util.ArrayList;
import java.util.List;
import vow.language.syntax.Expression.BoolLiteral;
import vow.language.syntax.Expression.GetAttr;
import vow.language.syntax.Expression.Index;
import vow.language.syntax.Expression.NullLiteral;
import vow.language.syntax.Expression.NumberLiteral;
import vow.language.syntax.Expression.ObjectLiteral;
import vow.language.syntax.Expression.Template;
import vow.language.syntax.Expression.Tuple;
import vow.language.syntax.Expression.Variable;

/** Tuples and objects; {@link ForParser} reads those that begin with {@code for}. */
final class CollectionParser {
  private final TokenReader in;
  private final ExpressionParser expressions;
  private final ForParser fors;

  CollectionParser(TokenReader in, ExpressionParser expressions) {
    this.in = in;
    this.expressions = expressions;
    fors = new ForParser(in, expressions);
  }

  Expression parseTuple() {
    var open = in.span(in.read());
    var before = in.newlinesMatter(false);
    var tuple = in.atWord("for") ? fors.parseTuple(open) : parseItems(open);
    in.newlinesMatter(before);
    return tuple;
  }

  private Expression parseItems(Span open) {
    var items = new ArrayList<Expression>();
    while (!in.accept(TokenKind.CLOSE_BRACKET)) {
      items.add(expressions.parse());
      if (!in.panicking() && !in.at(TokenKind.COMMA) && !in.at(TokenKind.CLOSE_BRACKET)) {
        in.failHere("missing-comma", "items are separated by commas", "\",\" or \"]\"", open);
      }
      if (in.panicking()) {
        Recovery.toComma(in, TokenKind.CLOSE_BRACKET);
      }
      if (in.panicking()) {
        break;
      }
      in.accept(TokenKind.COMMA);
    }
    return new Tuple(items, in.from(open.start()));
  }

  Expression parseObject() {
    var open = in.span(in.read());
    var before = in.newlinesMatter(false);
    Expression object;
    if (in.atWord("for")) {
      object = fors.parseObject(open);
    } else {
      in.newlinesMatter(true);
      object = parseElements(open);
    }
    in.newlinesMatter(before);
    return object;
  }

  private Expression parseElements(Span open) {
    var items = new ArrayList<ObjectLiteral.Item>();
    while (!in.accept(TokenKind.CLOSE_BRACE)) {
      if (in.accept(TokenKind.NEWLINE)) {
        continue;
      }
      parseElement(items, open);
      if (!in.panicking()
          && !in.at(TokenKind.COMMA)
          && !in.at(TokenKind.NEWLINE)
          && !in.at(TokenKind.CLOSE_BRACE)) {
        in.failHere(
            "missing-comma",
            "elements are separated by commas or line ends",
            "\",\", the end of the line, or \"}\"",
            open);
      }
      if (in.panicking()) {
        Recovery.toCommaOrNewline(in, TokenKind.CLOSE_BRACE);
      }
      if (in.panicking()) {
        break;
      }
      if (!in.accept(TokenKind.COMMA)) {
        in.accept(TokenKind.NEWLINE);
      }
    }
    return new ObjectLiteral(items, in.from(open.start()));
  }

  private void parseElement(List<ObjectLiteral.Item> items, Span open) {
    var parenthesised = in.at(TokenKind.OPEN_PAREN);
    var written = expressions.parse();
    if (in.panicking()) {
      return;
    }
    var key = key(written, parenthesised);
    if (!in.accept(TokenKind.EQUAL) && !in.accept(TokenKind.COLON)) {
      in.failHere("missing-equals", "a key needs its value", "\"=\" and a value", open);
      return;
    }
    items.add(new ObjectLiteral.Item(key, expressions.parse()));
  }

  private ObjectLiteral.Key key(Expression written, boolean parenthesised) {
    if (!parenthesised && isReference(written)) {
      in.report(
          Diagnostic.error(
                  "ambiguous-key",
                  "unable to tell whether this key is a name or a reference",
                  written.span())
              .expecting("quotes around a name, or parentheses around a reference"));
    }
    return switch (written) {
      case Variable name -> new ObjectLiteral.Key.Bare(Utf8.normalized(name.name()), name.span());
      case BoolLiteral word ->
          new ObjectLiteral.Key.Bare(Boolean.toString(word.value()), word.span());
      case NullLiteral word -> new ObjectLiteral.Key.Bare("null", word.span());
      default -> new ObjectLiteral.Key.Computed(written); // only words stand for themselves
    };
  }

  /** A name with steps after it that are all constant. */
  private static boolean isReference(Expression expression) {
    var root = expression;
    while (true) {
      switch (root) {
        case GetAttr step -> root = step.target();
        case Index step when isConstant(step.key()) -> root = step.target();
        default -> { // where the steps begin
          return root instanceof Variable && !(expression instanceof Variable);
        }
      }
    }
  }

  private static boolean isConstant(Expression key) {
    return key instanceof NumberLiteral
        || (key instanceof Template template && template.literal().isPresent());
  }
}
