package vow.agent.absorb;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vow.agent.report.Refused;
import vow.language.format.Formatter;
import vow.language.syntax.Attribute;
import vow.language.syntax.Block;
import vow.language.syntax.Body;
import vow.language.syntax.Diagnostics;
import vow.language.syntax.Expression;
import vow.language.syntax.Parser;
import vow.language.syntax.Source;
import vow.language.syntax.Span;
import vow.model.Origin;

/** Other values for the attributes of one block of a policy; nothing else of the file changes. */
public final class PolicyEdit {
  private static final String FOR_EACH = "for_each";

  private final Source source;
  private final List<Block> path;

  private PolicyEdit(Source source, List<Block> path) {
    this.source = source;
    this.path = path;
  }

  /** The block that stands at a place. */
  public static PolicyEdit at(Source source, Origin origin) throws Refused {
    var body = Parser.parseFile(source, new Diagnostics()).body();
    var path = new ArrayList<Block>();
    if (!find(body, origin, path)) {
      throw new Refused("unable to change " + origin + ": there is no promise there any more");
    }
    return new PolicyEdit(source, List.copyOf(path));
  }

  /** From the outermost block inwards. */
  private static boolean find(Body body, Origin origin, List<Block> path) {
    for (var block : body.blocks()) {
      var at = block.span().startPosition();
      path.add(block);
      if ((at.line() == origin.line() && at.column() == origin.column())
          || find(block.body(), origin, path)) {
        return true;
      }
      path.removeLast();
    }
    return false;
  }

  /**
   * The file's text with these values, in style if it was in style before.
   *
   * @throws Refused when a value is not written there as it is
   */
  public String with(Map<String, String> values) throws Refused {
    for (var block : path) {
      if (block.body().attribute(FOR_EACH).isPresent()) {
        throw new Refused(
            "unable to change %s: its for_each makes several promises of it"
                .formatted(block.span()));
      }
    }
    var attributes = new ArrayList<Attribute>();
    for (var name : values.keySet()) {
      attributes.add(literal(name));
    }
    attributes.sort((a, b) -> Integer.compare(b.span().start(), a.span().start()));
    var text = new Text(source.text());
    for (var attribute : attributes) {
      text = text.with(attribute.value().span(), written(attribute, values));
    }
    return inStyle(source).isPresent()
        ? Formatter.format(Source.of(source.name(), text.text()), new Diagnostics())
            .orElse(text.text())
        : text.text();
  }

  private Attribute literal(String name) throws Refused {
    var block = path.getLast();
    var attribute =
        block
            .body()
            .attribute(name)
            .orElseThrow(() ->
                new Refused(
                    "unable to change %s: it does not say \"%s\" itself"
                        .formatted(block.span(), name)));
    boolean literal =
        switch (attribute.value()) {
          case Expression.NumberLiteral _, Expression.BoolLiteral _ -> true;
          case Expression.Template template -> template.literal().isPresent();
          case Expression _ -> false;
        };
    if (!literal) {
      throw new Refused(
          "unable to change %s: \"%s\" is computed, so it has to be changed by hand"
              .formatted(attribute.value().span(), name));
    }
    return attribute;
  }

  private String written(Attribute attribute, Map<String, String> values) {
    var value = values.getOrDefault(attribute.name(), "");
    var block = path.getLast().span();
    boolean oneLine = block.startPosition().line() == block.endPosition().line();
    boolean last = restOfLine(attribute.value().span()).isBlank();
    boolean heredoc =
        attribute.value() instanceof Expression.Template old
            && old.form() == Expression.Template.Form.HEREDOC;
    if (!oneLine && last && Literal.isLines(value) && (heredoc || value.lines().count() > 1)) {
      return Literal.heredoc(value, attribute.nameSpan().startPosition().column() - 1);
    }
    boolean number = attribute.value() instanceof Expression.NumberLiteral;
    return number && value.matches("0|[1-9][0-9]{0,17}") ? value : Literal.quoted(value);
  }

  /** A comment, say; nothing may follow the end of a heredoc on its line. */
  private static String restOfLine(Span span) {
    return span.source().text(span.end(), span.source().length()).split("\n", 2)[0];
  }

  private static Optional<String> inStyle(Source source) {
    return Formatter.format(source, new Diagnostics()).filter(source.text()::equals);
  }

  /** Spans count bytes of the source; edits come from its end, so that they stay right. */
  private record Text(String text) {
    Text with(Span span, String value) {
      var source = Source.of("", text);
      return new Text(
          source.text(0, span.start()) + value + source.text(span.end(), source.length()));
    }
  }
}
