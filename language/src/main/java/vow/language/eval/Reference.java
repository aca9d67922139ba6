package vow.language.eval;

import java.util.List;
import vow.language.syntax.Span;
import vow.language.value.Value;

/**
 * A name and the literal steps that follow it: {@code node.os.name}, {@code
 * file["/etc/motd"].path}. It ends before a key that must be evaluated.
 *
 * @param span the name and all steps
 */
public record Reference(String root, Span rootSpan, List<Step> steps, Span span) {

  /**
   * One step into a value.
   *
   * @param key a string or a number
   * @param attribute true for {@code .name}, false for {@code [key]}
   * @param span the name or the key
   */
  public record Step(Value key, boolean attribute, Span span) {
    /** The key when it is a string, as nearly always, else its number in decimals. */
    public String text() {
      return Keys.text(key);
    }
  }

  public Reference {
    steps = List.copyOf(steps);
  }
}
