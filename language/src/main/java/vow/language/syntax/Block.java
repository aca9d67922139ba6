package vow.language.syntax;

import java.util.List;

/**
 * {@code type "label" { … }}.
 *
 * @param span type to closing brace
 */
public record Block(String type, Span typeSpan, List<Label> labels, Body body, Span span) {

  /**
   * A name of a block, always literal.
   *
   * @param quoted false for a bare identifier
   * @param span with its quotes
   */
  public record Label(String text, boolean quoted, Span span) {}

  public Block {
    labels = List.copyOf(labels);
  }

  /** Type and labels: what to point at when the block as a whole is meant. */
  public Span header() {
    return labels.isEmpty() ? typeSpan : typeSpan.to(labels.getLast().span());
  }
}
