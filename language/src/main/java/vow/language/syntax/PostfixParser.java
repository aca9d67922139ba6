package vow.language.syntax;

import vow.language.syntax.Expression.GetAttr;
import vow.language.syntax.Expression.Index;
import vow.language.syntax.Expression.Invalid;
import vow.language.syntax.Expression.NumberLiteral;
import vow.language.syntax.Expression.Splat;
import vow.language.syntax.Expression.SplatItem;

/**
 * What follows a term: attributes, indexes and splats.
 *
 * <p>Source: hcl/hclsyntax/spec.md, "Index Operator" to "Splat Operators".
 */
final class PostfixParser {
  private final TokenReader in;
  private final ExpressionParser expressions;

  PostfixParser(TokenReader in, ExpressionParser expressions) {
    this.in = in;
    this.expressions = expressions;
  }

  Expression parse(Expression term) {
    var target = term;
    while (!in.panicking()) {
      if (in.at(TokenKind.DOT)) {
        target = parseDot(target);
      } else if (in.at(TokenKind.OPEN_BRACKET)) {
        target = parseBracket(target);
      } else {
        return target;
      }
    }
    return target;
  }

  private Expression parseDot(Expression target) {
    var dot = in.read();
    return switch (in.peek()) {
      case IDENTIFIER -> attribute(target);
      case NUMBER -> legacyIndex(target);
      case STAR -> attributeSplat(target, dot);
      default -> {
        in.failHere("missing-attribute-name", "a dot needs a name after it", "a name");
        yield new Invalid(in.from(target.span().start()));
      }
    };
  }

  private Expression attribute(Expression target) {
    var name = in.readName();
    return new GetAttr(target, name, target.span().to(name.span()));
  }

  private Expression legacyIndex(Expression target) {
    var token = in.read();
    var text = in.text(token);
    var span = target.span().to(in.span(token));
    if (!text.chars().allMatch(Utf8::isDigit)) {
      in.report(
          Diagnostic.error(
                  "invalid-index",
                  "unable to read \"" + Unexpected.shortened(text) + "\" as an index",
                  in.span(token))
              .expecting("indexes in brackets, as in [0][1]"));
      return new Invalid(span);
    }
    if (!(Numbers.parse(in, token) instanceof NumberLiteral key)) {
      return new Invalid(span);
    }
    return new Index(target, key, span);
  }

  /** {@code .*} and the attributes that follow it; an index after them is applied to the result. */
  private Expression attributeSplat(Expression target, int dot) {
    var star = in.read();
    Expression each = new SplatItem(in.span(dot).to(in.span(star)));
    while (in.at(TokenKind.DOT) && !in.panicking()) {
      in.read();
      if (in.at(TokenKind.IDENTIFIER)) {
        each = attribute(each);
      } else if (in.at(TokenKind.NUMBER)) {
        each = legacyIndex(each);
      } else if (in.at(TokenKind.STAR)) {
        in.failHere(
            "nested-splat", "a \".*\" cannot follow another one", "[*] instead of the first .*");
      } else {
        in.failHere("missing-attribute-name", "a dot needs a name after it", "a name");
      }
    }
    return new Splat(target, each, false, in.from(target.span().start()));
  }

  private Expression parseBracket(Expression target) {
    var open = in.read();
    return in.at(TokenKind.STAR) ? fullSplat(target, open) : index(target, open);
  }

  /** {@code [*]} and everything that follows it, which is done with each item. */
  private Expression fullSplat(Expression target, int open) {
    in.read();
    if (!in.accept(TokenKind.CLOSE_BRACKET)) {
      in.failHere("unclosed-index", "a splat is not closed", "\"]\"", in.span(open));
      Recovery.pastClose(in, TokenKind.CLOSE_BRACKET);
      return new Invalid(in.from(target.span().start()));
    }
    Expression item = new SplatItem(in.from(in.start(open)));
    var each = in.enter() ? parse(item) : item;
    in.leave();
    return new Splat(target, each, true, in.from(target.span().start()));
  }

  private Expression index(Expression target, int open) {
    var before = in.newlinesMatter(false);
    var key = expressions.parse();
    if (!in.panicking() && !in.at(TokenKind.CLOSE_BRACKET)) {
      in.failHere("unclosed-index", "an index is not closed", "\"]\"", in.span(open));
    }
    if (in.panicking()) {
      Recovery.pastClose(in, TokenKind.CLOSE_BRACKET);
    } else {
      in.read();
    }
    in.newlinesMatter(before);
    return new Index(target, key, in.from(target.span().start()));
  }
}
