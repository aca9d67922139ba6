package vow.language.eval;

import java.util.LinkedHashSet;
import org.junit.jupiter.api.Test;
import vow.language.syntax.DiagnosticText;
import vow.language.syntax.Diagnostics;
import vow.language.syntax.Parser;
import vow.language.syntax.Source;
import vow.testkit.Golden;

class EvaluatorMessagesTest {
  /** One example of each message, so that a reader can judge all of them at once. */
  @Test
  void saysWhatIsWrongInWordsThatWereRead() {
    var seen = new LinkedHashSet<String>();
    var text = new StringBuilder();

    for (var example : Corpus.cases().filter(it -> it.expected().startsWith("=!")).toList()) {
      var diagnostics = new Diagnostics();
      var source = Source.of("policy.hcl", example.source() + "\n");
      var expression =
          example.isTemplate()
              ? Parser.parseTemplate(source, diagnostics)
              : Parser.parseExpression(source, diagnostics);
      if (diagnostics.hasErrors()) {
        continue; // The parser's own messages are read elsewhere.
      }
      new Evaluator(World.scope(), diagnostics, new Budget()).evaluate(expression);
      for (var diagnostic : diagnostics.sorted()) {
        if (seen.add(diagnostic.code() + diagnostic.message())) {
          text.append(DiagnosticText.of(diagnostic)).append('\n');
        }
      }
    }

    Golden.check("hcl/eval-messages.txt", text.toString());
  }
}
