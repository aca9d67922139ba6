package vow.language.syntax;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of a source in order, {@link TokenKind#END} last. Plain arrays, because a policy of
 * 10,000 promises has half a million of them. Together with the spaces and tabs between them they
 * are the whole source.
 */
public final class Tokens {
  private static final int BYTES_PER_TOKEN = 8;

  /** Words of more bytes are seldom used again. */
  private static final int MAX_SHARED_BYTES = 16;

  private static final int SHARED_WORDS = 256;

  private final Source source;
  private TokenKind[] kinds;
  private int[] starts;
  private int[] ends;
  private int count;

  /** The last word of each hash: names and modes come again and again. */
  private final @Nullable String[] shared = new String[SHARED_WORDS];

  Tokens(Source source) {
    this.source = source;
    var capacity = source.length() / BYTES_PER_TOKEN + 16;
    kinds = new TokenKind[capacity];
    starts = new int[capacity];
    ends = new int[capacity];
  }

  void add(TokenKind kind, int start, int end) {
    if (count == kinds.length) {
      kinds = Arrays.copyOf(kinds, count * 2);
      starts = Arrays.copyOf(starts, count * 2);
      ends = Arrays.copyOf(ends, count * 2);
    }
    kinds[count] = kind;
    starts[count] = start;
    ends[count++] = end;
  }

  public Source source() {
    return source;
  }

  public int count() {
    return count;
  }

  public TokenKind kind(int token) {
    return kinds[token];
  }

  /** Byte offset of the token. */
  public int start(int token) {
    return starts[token];
  }

  /** Byte offset after the token. */
  public int end(int token) {
    return ends[token];
  }

  public String text(int token) {
    var size = ends[token] - starts[token];
    if (size == 0 || size > MAX_SHARED_BYTES) {
      return source.text(starts[token], ends[token]);
    }
    var bytes = source.bytes();
    var hash = 31 * bytes[starts[token]] + 7 * bytes[ends[token] - 1] + size;
    var slot = hash & (SHARED_WORDS - 1);
    var known = shared[slot];
    if (known == null || !is(token, known)) {
      known = source.text(starts[token], ends[token]);
      shared[slot] = known;
    }
    return known;
  }

  public Span span(int token) {
    return new Span(source, starts[token], ends[token]);
  }

  /** Whether the token is exactly this ASCII word. */
  public boolean is(int token, String word) {
    var start = starts[token];
    if (ends[token] - start != word.length()) {
      return false;
    }
    for (var i = 0; i < word.length(); i++) {
      if (source.bytes()[start + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
