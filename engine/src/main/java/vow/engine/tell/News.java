package vow.engine.tell;

import java.util.Locale;
import java.util.Optional;
import vow.engine.Happened;
import vow.model.Change;
import vow.model.Writer;

/**
 * One thing that people are told.
 *
 * @param subject the identity of a promise, or {@link #EVERYTHING}
 * @param timeMs milliseconds since the epoch
 * @param outcome of the promise, as a word; empty when it is about everything
 * @param cause as a word; may be empty
 * @param by who made the outside change, when somebody did and the kernel told
 * @param text why, for people; never the content of a file; may be empty
 */
public record News(
    Sort sort,
    String subject,
    long timeMs,
    String outcome,
    String cause,
    Optional<Writer> by,
    String text) {
  /** The subject of what is not about one promise. No identity is like it. */
  public static final String EVERYTHING = "everything";

  /** So much of a text is told. */
  private static final int TEXT_CHARS_MAX = 500;

  public News {
    text = text.length() > TEXT_CHARS_MAX ? text.substring(0, TEXT_CHARS_MAX) + "..." : text;
  }

  static News of(Sort sort, Happened happened) {
    var said = happened.message();
    return new News(
        sort,
        happened.id().toString(),
        happened.timeMs(),
        happened.outcome().word(),
        happened.cause().word(),
        happened.by(),
        said.isEmpty() ? happened.change().map(Change::summary).orElse("") : said);
  }

  static News ofAll(Sort sort, long timeMs, String text) {
    return new News(sort, EVERYTHING, timeMs, "", "", Optional.empty(), text);
  }

  /** What is told. */
  public enum Sort {
    FAILED,
    CONTESTED,
    BREAKER,
    /** It was told that something is wrong, and now it is well. */
    RECOVERED;

    /** The word used in JSON. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** For people. */
    public String text() {
      return switch (this) {
        case FAILED, CONTESTED -> word();
        case BREAKER -> "breaker out";
        case RECOVERED -> "well again";
      };
    }
  }
}
