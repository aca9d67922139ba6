package vow.language.function;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import vow.language.eval.Function;
import vow.language.eval.Parameter;
import vow.language.value.BasicType;
import vow.testkit.Golden;

/** Writes the reference of the functions with {@code -Dgolden=update}, else checks it. */
class FunctionsReferenceTest {
  private static final String INTRODUCTION =
      """
      # Functions

      Every function of Terraform that needs neither clock nor randomness nor the environment, with
      the same arguments and results, and `secret`. `core::` before a name is allowed. The examples
      here are run as tests.

      Arguments are converted to the type of their parameter. Unless it says otherwise, null is an
      error; what is computed from an unknown value is unknown, and from a sensitive one sensitive.
      Text is Unicode in normal form C; its characters are what a reader sees as one. Numbers are
      exact. Nothing can be made beyond a size: 4,194,304 characters, 262,144 elements, 64 MiB.

      `try(a, b, ...)` is the first of its arguments that has no error, `can(a)` whether it has none.

      Where Terraform does something else: `pow` is exact for whole numbers; `log` and `pow` have no
      infinite results; `signum` takes fractions; `substr` of length 0 is always empty; files are
      read only below the policy's folder. Left out are `timestamp`, `plantimestamp`, `uuid` and
      `bcrypt` (clock and randomness), `abspath` and `pathexpand` (the current and the home folder),
      `rsadecrypt`, `ephemeralasnull`, `convert` and `type`.
      """;

  private final Functions functions = new Functions(TestFiles.FILES, TestFiles.SECRETS);

  @Test
  void theReferenceIsWhatTheFunctionsSay() {
    var page = new StringBuilder(INTRODUCTION);
    for (var family : Family.values()) {
      page.append("\n## ").append(family.title()).append('\n');
      family.names().forEach(name -> append(page, functions.find(name).orElseThrow()));
    }

    Golden.check("../../../../docs/functions.md", page.toString());
  }

  private static void append(StringBuilder page, Function function) {
    page.append("\n### ").append(function.name()).append("\n\n");
    page.append('`').append(signature(function)).append("`\n\n");
    page.append(wrapped(function.doc().text())).append("\n\n");
    page.append("```hcl\n").append(function.doc().example()).append("\n");
    page.append("# ").append(function.doc().exampleResult()).append("\n```\n");
  }

  private static String signature(Function function) {
    var parameters = new ArrayList<String>();
    for (var parameter : function.parameters()) {
      parameters.add(shown(parameter));
    }
    function.variadic().ifPresent(parameter -> parameters.add(shown(parameter) + "..."));
    var result = function.result() == BasicType.DYNAMIC ? "any" : function.result().source();
    return parameters.stream().collect(Collectors.joining(", ", function.name() + "(", ") "))
        + result;
  }

  private static String shown(Parameter parameter) {
    return parameter.name() + " " + parameter.type().source();
  }

  /** Lines of at most 100 characters. */
  private static String wrapped(String text) {
    var lines = new ArrayList<String>();
    var line = new StringBuilder();
    for (var word : Arrays.asList(escaped(text).split(" ", -1))) {
      if (line.length() + word.length() >= 100) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return String.join("\n", lines);
  }

  private static String escaped(String text) {
    return text.replace("*", "\\*").replace("[", "\\[").replace("<", "&lt;");
  }
}
