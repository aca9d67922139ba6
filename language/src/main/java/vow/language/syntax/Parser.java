package vow.language.syntax;

import java.util.List;

/**
 * Reads HCL native syntax. Never throws on any input: what is wrong goes into the diagnostics, and
 * the rest is still returned. Time and memory grow with the size of the source.
 */
public final class Parser {
  private Parser() {}

  /** A policy file. */
  public static File parseFile(Source source, Diagnostics diagnostics) {
    var all = source.span(0, source.length());
    diagnostics.error("not-there-yet", "unable to parse", all);
    return new File(source, new Body(List.of(), List.of(), all));
  }

  /** One expression, and nothing after it. */
  public static Expression parseExpression(Source source, Diagnostics diagnostics) {
    var all = source.span(0, source.length());
    diagnostics.error("not-there-yet", "unable to parse", all);
    return new Expression.Invalid(all);
  }

  /** A template without quotes, as in a file for {@code templatefile}. */
  public static Expression.Template parseTemplate(Source source, Diagnostics diagnostics) {
    var all = source.span(0, source.length());
    diagnostics.error("not-there-yet", "unable to parse", all);
    return new Expression.Template(List.of(), Expression.Template.Form.BARE, all);
  }
}
