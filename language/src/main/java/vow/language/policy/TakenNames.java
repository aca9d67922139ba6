package vow.language.policy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import vow.language.syntax.Block;
import vow.language.syntax.Span;

/** Which names are taken in one unit, and by what. */
final class TakenNames {
  private final Reports reports;
  private final Map<String, Span> declaredAt = new HashMap<>();

  TakenNames(Reports reports) {
    this.reports = reports;
  }

  /** Whether a block's name is free; reported, with both places, when it is not. */
  boolean claim(Code code, String what, Span span) {
    var first = declaredAt.putIfAbsent(what, span);
    if (first == null) {
      return true;
    }
    taken(code, what, span, first);
    return false;
  }

  /** Tells of a name that somebody has already. */
  void taken(Code code, String what, Span span, Span first) {
    reports.add(
        Reports.fault(code, what + " is declared twice", span)
            .relatedTo("the first is here", first));
  }

  /** The label as a name that is free; reported when it is none. */
  Optional<String> name(Block block) {
    if (block.labels().isEmpty()) {
      return Optional.empty();
    }
    var label = block.labels().getFirst();
    if (!isIdentifier(label.text())) {
      reports.add(
          Reports.fault(
                  Code.INVALID_NAME,
                  "\"" + label.text() + "\" cannot be the name of a " + block.type(),
                  label.span())
              .expecting("letters, digits, _ and -, starting with a letter or _"));
      return Optional.empty();
    }
    var what = block.type() + " \"" + label.text() + "\"";
    return claim(Code.DUPLICATE_NAME, what, block.header())
        ? Optional.of(label.text())
        : Optional.empty();
  }

  private static boolean isIdentifier(String text) {
    return !text.isEmpty()
        && (Character.isUnicodeIdentifierStart(text.codePointAt(0)) || text.startsWith("_"))
        && text.codePoints().allMatch(c -> Character.isUnicodeIdentifierPart(c) || c == '-');
  }
}
