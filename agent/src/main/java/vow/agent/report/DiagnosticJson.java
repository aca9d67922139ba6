package vow.agent.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vow.agent.json.Json;
import vow.language.syntax.Diagnostic;
import vow.language.syntax.Diagnostics;
import vow.language.syntax.Position;
import vow.language.syntax.Span;

/**
 * Diagnostics for programs: {@code {"diagnostics":[...]}} on one line. Lines and columns count from
 * 1, bytes from 0; columns are what a reader sees as characters.
 */
public final class DiagnosticJson {
  private DiagnosticJson() {}

  /** All of them, by file and place. */
  public static String of(Diagnostics diagnostics) {
    return Json.write(Map.of("diagnostics", list(diagnostics)));
  }

  /** All of them as JSON values, by file and place. */
  public static List<Map<String, @Nullable Object>> list(Diagnostics diagnostics) {
    return diagnostics.sorted().stream().map(DiagnosticJson::one).toList();
  }

  private static Map<String, @Nullable Object> one(Diagnostic diagnostic) {
    var object = new LinkedHashMap<String, @Nullable Object>();
    object.put("severity", diagnostic.severity().word());
    object.put("code", diagnostic.code());
    object.put("message", diagnostic.message());
    object.put("expected", orNull(diagnostic.expected()));
    object.put("suggestion", orNull(diagnostic.suggestion()));
    place(object, diagnostic.span());
    object.put("related", diagnostic.related().stream().map(DiagnosticJson::related).toList());
    return object;
  }

  private static Map<String, @Nullable Object> related(Diagnostic.Related related) {
    var object = new LinkedHashMap<String, @Nullable Object>();
    object.put("message", related.message());
    place(object, related.span());
    return object;
  }

  private static void place(Map<String, @Nullable Object> object, Span span) {
    object.put("file", span.source().name());
    position(object, span.startPosition());
    var end = new LinkedHashMap<String, @Nullable Object>();
    position(end, span.endPosition());
    object.put("end", end);
  }

  private static void position(Map<String, @Nullable Object> object, Position position) {
    object.put("line", position.line());
    object.put("column", position.column());
    object.put("byte", position.byteOffset());
  }

  private static @Nullable String orNull(Optional<String> text) {
    return text.orElse(null);
  }
}
