package vow.cli;

import org.jspecify.annotations.Nullable;

/**
 * HTML as it is written piece by piece. Text that comes from elsewhere goes in by {@link #text} or
 * as an attribute's value, and cannot be anything but text there.
 */
final class Html {
  private final StringBuilder out = new StringBuilder(1 << 16);

  /** Markup of our own. */
  Html raw(String markup) {
    out.append(markup);
    return this;
  }

  /** Text of anybody. */
  Html text(@Nullable Object text) {
    escape(String.valueOf(text));
    return this;
  }

  /** {@code <tag class="sort">text</tag>}. */
  Html element(String tag, String sort, @Nullable Object text) {
    return open(tag, sort).text(text).close(tag);
  }

  Html open(String tag, String sort) {
    out.append('<').append(tag);
    if (!sort.isEmpty()) {
      attribute("class", sort);
    }
    out.append('>');
    return this;
  }

  Html close(String tag) {
    out.append("</").append(tag).append('>');
    return this;
  }

  /** An attribute of the tag that is open. */
  Html attribute(String name, Object value) {
    out.append(' ').append(name).append("=\"");
    escape(String.valueOf(value));
    out.append('"');
    return this;
  }

  private void escape(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        case '\n', '\t' -> out.append(c);
        default -> out.append(isShown(c) ? c : '\ufffd');
      }
    }
  }

  /** Not what is invisible, or turns the direction of what follows. */
  private static boolean isShown(char c) {
    return !Character.isISOControl(c)
        && (c < '\u202a' || c > '\u202e')
        && (c < '\u2066' || c > '\u2069');
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
