package vow.language.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What asks for too much is refused, soon, with a message that says what the limit is. */
class FunctionBoundsTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  /** A text of a million characters. */
  private static final String MEGABYTE =
      "join(\"\", [for i in range(1000) : format(\"%01000d\", i)])";

  /** Ten times ten times ... of one alias. */
  private static final String LAUGHS =
      "yamldecode(join(\"\\n\", concat([\"a0: &a0 [x]\"], [for i in range(1, 12) :"
          + " format(\"a%d: &a%d [%s]\", i, i, join(\", \", [for j in range(10) :"
          + " format(\"*a%d\", i - 1)]))])))";

  private static String error(String expression) {
    return Assertions.assertTimeoutPreemptively(
        SOON,
        () -> new Calculator(FunctionFiles.NONE).evaluate(expression).diagnostics().toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          join(M, ["a", "b", "c", "d", "e", "f"])                      | 4194304 characters
          join(M, [for i in range(1000) : "a"])                        | 4194304 characters
          replace(M, "0", "0000000000")                                | 4194304 characters
          replace(M, "", "0000000000")                                 | 4194304 characters
          replace(M, "/0/", "0000000000")                              | 4194304 characters
          replace(M, "/0/", "$0$0$0$0$0$0")                            | 4194304 characters
          indent(100000, replace(M, "0", "\\n"))                       | 4194304 characters
          format("%s%s%s%s%s", M, M, M, M, M)                          | 4194304 characters
          format("%[1]s%[1]s%[1]s%[1]s%[1]s", M)                       | 4194304 characters
          jsonencode([M, M, M, M, M])                                  | 4194304 characters
          yamlencode([M, M, M, M, M])                                  | 4194304 characters
          urlencode(replace(M, "/./", "%%"))                           | 4194304 characters
          split("", M)                                                 | 262144 elements
          split("0", M)                                                | 262144 elements
          regexall("0", M)                                             | 262144 elements
          setproduct(range(1000), range(1000))                         | 262144 elements
          concat([for i in range(300) : range(1000)]...)               | 262144 elements
          flatten([for i in range(300) : range(1000)])                 | 262144 elements
          range(100000)                                                | 1024 numbers
          pow(9, 100000)                                               | 10000 digits
          parseint(M, 10)                                              | base 10
          regex("(a{1000}){1000}", "a")                                | repeats too much
          regex("(?:(?:(?:a{2,999}){1000}){1000,}){9}", "a")           | repeats too much
          replace("a", "/((((a{99}){99}){99}){99}){99}/", "b")         | repeats too much
          regex(replace(M, "0", "a"), "a")                             | at most 10000
          regex("(x+x+)+y", M)                                         | does not match
          regexall("(?:a.*b)?a", replace(M, "/./", "a"))                   | takes too long
          replace(replace(M, "/./", "a"), "/(?:a.*b)?a/", "c")        | takes too long
          regex("(a{100}){100}b", replace(M, "/./", "a"))              | takes too long
          jsondecode(M)                                                | not JSON
          jsondecode(replace(M, "/./", "["))                           | not JSON
          yamldecode(replace(M, "/./", "["))                           | collections
          csvdecode(replace(M, "/./", "\\n"))                          | no line
          base64decode(M)                                              | UTF-8
          LAUGHS                                                       | MiB
          """)
  void refusesWhatWouldBeTooLarge(String expression, String limit) {
    var written =
        expression
            .replaceAll("\\bM\\b", Matcher.quoteReplacement(MEGABYTE))
            .replace("LAUGHS", LAUGHS);

    assertThat(error(written)).contains(limit);
  }
}
