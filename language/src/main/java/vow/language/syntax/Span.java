package vow.language.syntax;

/**
 * A half-open range of bytes in a source. Lines and columns are worked out only when somebody asks:
 * a policy without errors never pays for them.
 *
 * @param start offset of the first byte, from 0
 * @param end offset after the last byte; equal to start for a place between two bytes
 */
public record Span(Source source, int start, int end) {

  public Span {
    if (start < 0 || end < start || end > source.length()) {
      throw new IllegalStateException(
          "span " + start + ".." + end + " outside " + source.name() + ", " + source.length());
    }
  }

  /** From the start of this one to the end of the other, which comes later in the same source. */
  public Span to(Span last) {
    return new Span(source, start, Math.max(end, last.end));
  }

  public Position startPosition() {
    return source.position(start);
  }

  public Position endPosition() {
    return source.position(end);
  }

  public String text() {
    return source.text(start, end);
  }

  /** As shown to users: {@code site.hcl:3:14}. */
  @Override
  public String toString() {
    var position = startPosition();
    return source.name() + ":" + position.line() + ":" + position.column();
  }
}
