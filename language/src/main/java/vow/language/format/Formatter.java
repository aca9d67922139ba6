package vow.language.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vow.language.syntax.Diagnostics;
import vow.language.syntax.Parser;
import vow.language.syntax.Scanner;
import vow.language.syntax.Source;
import vow.language.syntax.TokenKind;
import vow.language.syntax.Tokens;

/**
 * The one style of policy files, that of {@code terraform fmt}: two spaces for each level, one
 * around operators, equals signs and trailing comments of consecutive lines under each other. Only
 * spaces and tabs between tokens change; comments, blank lines, line ends and the inside of texts
 * stay.
 *
 * <p>Works on tokens, in the passes of hashicorp/hcl's hclwrite/format.go, so that people see what
 * they are used to.
 */
public final class Formatter {
  private static final int INDENT = 2;

  private final Tokens tokens;

  /** How many spaces stand before each token. */
  private final int[] spaces;

  private Formatter(Tokens tokens) {
    this.tokens = tokens;
    spaces = new int[tokens.count()];
  }

  /** The source in style; empty, and the errors in the diagnostics, when it cannot be parsed. */
  public static Optional<String> format(Source source, Diagnostics diagnostics) {
    var errors = diagnostics.errors();
    Parser.parseFile(source, diagnostics);
    if (diagnostics.errors() > errors) {
      return Optional.empty();
    }
    return Optional.of(new Formatter(Scanner.scan(source)).format());
  }

  private String format() {
    var lines = Line.split(tokens);
    indent(lines);
    for (var line : lines) {
      space(line.start(), line.assign());
      space(line.assign(), line.comment());
    }
    alignEquals(lines);
    alignComments(lines);
    return text();
  }

  /**
   * A line that opens more brackets than it closes indents those after it by one level, however
   * many it opens; the level ends with the line that closes them.
   */
  private void indent(List<Line> lines) {
    var levels = new ArrayList<Integer>();
    for (var line : lines) {
      if (line.isEmpty() || tokens.kind(line.start()) == TokenKind.NEWLINE) {
        continue;
      }
      var opened = Line.opened(tokens, line.start(), line.end());
      if (opened < 0) {
        close(levels, -opened);
      }
      spaces[line.start()] = INDENT * levels.size();
      if (opened > 0) {
        levels.add(opened);
      }
    }
  }

  private static void close(List<Integer> levels, int brackets) {
    var left = brackets;
    while (left > 0 && !levels.isEmpty()) {
      var opened = levels.removeLast();
      if (opened > left) {
        levels.add(opened - left);
      }
      left -= opened;
    }
  }

  /** Spaces between the tokens of one part of a line. */
  private void space(int start, int end) {
    for (var token = start; token + 1 < end; token++) {
      var before = token > start ? tokens.kind(token - 1) : TokenKind.END;
      spaces[token + 1] = Spacing.spaceAfter(tokens, token, before) ? 1 : 0;
    }
  }

  private void alignEquals(List<Line> lines) {
    for (var i = 0; i < lines.size(); ) {
      var chain = i;
      var widest = 0;
      while (i < lines.size() && lines.get(i).hasAssign()) {
        var line = lines.get(i++);
        widest = Math.max(widest, columns(line.start(), line.assign()));
      }
      for (var line : lines.subList(chain, i)) {
        spaces[line.assign()] = widest - columns(line.start(), line.assign()) + 1;
      }
      i = Math.max(i, chain + 1);
    }
  }

  private void alignComments(List<Line> lines) {
    for (var i = 0; i < lines.size(); ) {
      var chain = i;
      var widest = 0;
      while (i < lines.size() && lines.get(i).hasComment()) {
        var line = lines.get(i++);
        widest = Math.max(widest, columns(line.start(), line.comment()));
      }
      for (var line : lines.subList(chain, i)) {
        spaces[line.comment()] = widest - columns(line.start(), line.comment()) + 1;
      }
      i = Math.max(i, chain + 1);
    }
  }

  private int columns(int start, int end) {
    var columns = 0;
    for (var token = start; token < end; token++) {
      columns += spaces[token] + Source.graphemes(tokens.text(token));
    }
    return columns;
  }

  private String text() {
    var text = new StringBuilder(tokens.source().length());
    for (var token = 0; token < tokens.count(); token++) {
      if (tokens.kind(token) != TokenKind.END) {
        text.repeat(' ', spaces[token]).append(tokens.text(token));
      }
    }
    return text.toString();
  }
}
