package vow.cli;

import java.util.List;
import vow.engine.Happened;

/**
 * An audit as JUnit XML: a test a promise, in the shape that build servers read. Source: the schema
 * of the Jenkins xUnit plugin.
 */
final class JunitText {
  private JunitText() {}

  static String of(List<Happened> happened) {
    var cases = new StringBuilder();
    int failures = 0;
    int errors = 0;
    int skipped = 0;
    for (var each : happened) {
      var open =
          "  <testcase classname=\"%s\" name=\"%s\" time=\"%d.%03d\""
              .formatted(
                  xml(each.id().kind()),
                  xml(each.id().name()),
                  each.tookMs() / 1_000,
                  each.tookMs() % 1_000);
      var message = xml(PlanText.message(each).orElse(""));
      var diff = xml(each.change().flatMap(c -> c.diff()).orElse(""));
      var inner =
          switch (each.outcome()) {
            case KEPT -> "";
            case REPAIRED ->
                "<failure type=\"differs\" message=\"%s\">%s</failure>".formatted(message, diff);
            case FAILED, TIMEOUT, DENIED ->
                "<error type=\"%s\" message=\"%s\"/>".formatted(each.outcome().word(), message);
            case SKIPPED, SUSPENDED, NOOP -> "<skipped message=\"%s\"/>".formatted(message);
          };
      switch (each.outcome()) {
        case KEPT -> {}
        case REPAIRED -> failures++;
        case FAILED, TIMEOUT, DENIED -> errors++;
        case SKIPPED, SUSPENDED, NOOP -> skipped++;
      }
      cases.append(open).append(inner.isEmpty() ? "/>\n" : ">" + inner + "</testcase>\n");
    }
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuite name="vow audit" tests="%d" failures="%d" errors="%d" skipped="%d">
    %s</testsuite>
    """
        .formatted(happened.size(), failures, errors, skipped, cases);
  }

  /** Text for attributes and elements; what XML 1.0 cannot have becomes a replacement character. */
  static String xml(String text) {
    var out = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '&' -> out.append("&amp;");
            case '"' -> out.append("&quot;");
            case '\t', '\n', '\r' -> out.append("&#").append(c).append(';');
            default -> out.appendCodePoint(isXml(c) ? c : 0xFFFD);
          }
        });
    return out.toString();
  }

  private static boolean isXml(int c) {
    return (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000;
  }
}
