package vow.language.syntax;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vow.language.syntax.Block.Label;

/**
 * Attributes and blocks. After an error in one item it goes on with the next line, so that all
 * items with errors are told.
 *
 * <p>Source: hcl/hclsyntax/spec.md, "Structural Elements".
 */
final class BodyParser {
  private static final String ITEM = "an attribute, as in name = value, or a block";

  private final TokenReader in;
  private final ExpressionParser expressions;

  BodyParser(TokenReader in) {
    this.in = in;
    expressions = new ExpressionParser(in);
  }

  /** What one body has so far. */
  private record Items(
      List<Attribute> attributes, List<Block> blocks, Map<String, Attribute> byName) {
    Items() {
      this(new ArrayList<>(), new ArrayList<>(), new HashMap<>());
    }

    Body body(Span span) {
      return new Body(attributes, blocks, span);
    }
  }

  Body parseFile() {
    var items = new Items();
    while (!in.at(TokenKind.END)) {
      if (in.at(TokenKind.CLOSE_BRACE)) {
        in.report(
            Diagnostic.error("stray-brace", "this brace closes nothing", in.spanHere())
                .expecting(ITEM));
        in.read();
      } else {
        parseLine(items);
      }
    }
    return items.body(in.source().span(0, in.source().length()));
  }

  private void parseLine(Items items) {
    if (in.accept(TokenKind.NEWLINE)) {
      return;
    }
    if (!in.at(TokenKind.IDENTIFIER)) {
      failNoItem();
    } else if (in.second() == TokenKind.EQUAL) {
      var attribute = parseAttribute();
      add(items, attribute);
    } else {
      parseBlock(items);
    }
    if (!in.panicking() && !in.at(TokenKind.NEWLINE) && !in.at(TokenKind.END)) {
      failNoNewline();
    }
    if (in.panicking()) {
      Recovery.toNextItem(in);
    }
  }

  private void failNoItem() {
    if (in.at(TokenKind.OPEN_QUOTE) && in.second() == TokenKind.QUOTED_TEXT) {
      var open = in.here();
      in.fail(
          Diagnostic.error(
                  "quoted-name",
                  "names of attributes and blocks are not quoted",
                  in.span(open).to(in.span(open + 1)))
              .expecting("a name without quotes"));
      return;
    }
    in.failHere("missing-item", "an attribute or block is missing here", ITEM);
  }

  private void failNoNewline() {
    var expected = "the end of the line";
    if (in.at(TokenKind.COMMA)) {
      expected += ", without a comma";
    }
    in.failHere("missing-newline", "attributes and blocks stand on lines of their own", expected);
  }

  private Attribute parseAttribute() {
    var name = in.readName();
    in.read();
    var start = in.here();
    var value = expressions.parse();
    if (in.here() - start > Limits.MAX_HEIGHT) {
      value = Height.checked(value, in);
    }
    return new Attribute(name.text(), name.span(), value, in.from(name.span().start()));
  }

  private void add(Items items, Attribute attribute) {
    var first = items.byName().putIfAbsent(attribute.name(), attribute);
    if (first == null) {
      items.attributes().add(attribute);
      return;
    }
    var echo = in.panicking();
    in.recover();
    in.report(
        Diagnostic.error(
                "duplicate-attribute",
                "\"" + Unexpected.shortened(attribute.name()) + "\" is set twice in one body",
                attribute.nameSpan())
            .expecting("each name once")
            .relatedTo("set here first", first.nameSpan()));
    if (echo) {
      in.panic();
    }
  }

  private void parseBlock(Items items) {
    var type = in.readName();
    var labels = parseLabels();
    if (in.panicking()) {
      return;
    }
    if (!in.at(TokenKind.OPEN_BRACE)) {
      failNoBody(labels);
      if (in.second() != TokenKind.OPEN_BRACE || !in.accept(TokenKind.NEWLINE)) {
        return;
      }
      in.recover();
    }
    if (!in.enter()) {
      in.leave();
      return;
    }
    var open = in.span(in.read());
    var body = parseBody(open);
    in.leave();
    var span = in.from(type.span().start());
    items.blocks().add(new Block(type.text(), type.span(), labels, body, span));
  }

  private void failNoBody(List<Label> labels) {
    if (labels.isEmpty()) {
      in.failHere(
          "missing-item", "a name alone is neither an attribute nor a block", "\"=\" or \"{\"");
    } else {
      in.failHere("missing-body", "a block needs its body on the same line", "\"{\"");
    }
  }

  private List<Label> parseLabels() {
    var labels = new ArrayList<Label>();
    while (!in.panicking()) {
      if (in.at(TokenKind.IDENTIFIER)) {
        var name = in.readName();
        labels.add(new Label(name.text(), false, name.span()));
      } else if (in.at(TokenKind.OPEN_QUOTE)) {
        parseQuotedLabel().ifPresent(labels::add);
      } else {
        break;
      }
    }
    return labels;
  }

  private Optional<Label> parseQuotedLabel() {
    var template = expressions.templates().parseQuoted();
    var text = template.literal();
    if (text.isEmpty()) {
      in.report(
          Diagnostic.error("template-in-label", "labels are literals", template.span())
              .expecting("text without ${ or %{"));
    }
    return in.panicking()
        ? Optional.empty()
        : Optional.of(new Label(text.orElse(""), true, template.span()));
  }

  private Body parseBody(Span open) {
    var items = new Items();
    switch (in.peek()) {
      case NEWLINE, END, CLOSE_BRACE -> parseLines(items, open);
      default -> parseOneLine(items, open);
    }
    return items.body(in.from(open.start()));
  }

  private void parseLines(Items items, Span open) {
    while (!in.at(TokenKind.CLOSE_BRACE) && !in.at(TokenKind.END)) {
      parseLine(items);
    }
    if (!in.accept(TokenKind.CLOSE_BRACE)) {
      in.fail(Diagnostic.error("unclosed-block", "this block has no end", open).expecting("\"}\""));
    }
  }

  /** <code>{ name = value }</code>: one attribute, and all of it on one line. */
  private void parseOneLine(Items items, Span open) {
    if (!in.at(TokenKind.IDENTIFIER)) {
      failNoItem();
    } else if (in.second() != TokenKind.EQUAL) {
      failNotOneLine("an attribute, or the end of the line after \"{\"");
    } else {
      add(items, parseAttribute());
      if (in.accept(TokenKind.CLOSE_BRACE)) {
        return;
      }
      if (!in.panicking() && !in.at(TokenKind.END)) {
        failNotOneLine("\"}\", or every attribute on a line of its own");
      }
    }
    if (in.panicking() && !in.at(TokenKind.NEWLINE)) {
      Recovery.pastClose(in, TokenKind.CLOSE_BRACE);
      return;
    }
    in.recover();
    parseLines(items, open);
  }

  private void failNotOneLine(String expected) {
    in.failHere(
        "invalid-one-line-block",
        "a block on one line holds one attribute and nothing else",
        expected);
  }
}
