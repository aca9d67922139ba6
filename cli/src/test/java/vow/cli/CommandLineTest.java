package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommandLineTest {
  private static final VerbSpec VERB =
      VerbSpec.of("try", Group.POLICY, "try it")
          .taking(Argument.one("PATH", Argument.Kind.PATH, "where"))
          .with(
              Option.toggle("--check", "only look"),
              Option.valued("--expression", "EXPR", "what").shortly("e"),
              Option.repeated("--var", "NAME=VALUE", "give a variable"));

  @Test
  void takesOptionsAndWordsInAnyOrder() throws UsageException {
    var words = parse("a.hcl", "--check", "--var", "x=1", "--root=/tmp/r", "--var=y=2");

    assertThat(words.rest()).containsExactly("a.hcl");
    assertThat(words.options())
        .containsEntry("--check", List.of())
        .containsEntry("--var", List.of("x=1", "y=2"))
        .containsEntry("--root", List.of("/tmp/r"));
  }

  @Test
  void leavesQuotesAndMinusSignsToTheValue() throws UsageException {
    assertThat(parse("-e", "\"a\"").options()).containsEntry("--expression", List.of("\"a\""));
    assertThat(parse("-e", "-1").options()).containsEntry("--expression", List.of("-1"));
    assertThat(parse("--expression=-x").options()).containsEntry("--expression", List.of("-x"));
  }

  @Test
  void takesAValueRightAfterALetter() throws UsageException {
    assertThat(parse("-e1+1").options()).containsEntry("--expression", List.of("1+1"));
    assertThat(parse("-e=1").options()).containsEntry("--expression", List.of("1"));
    assertThat(parse("-expression", "1").options()).containsEntry("--expression", List.of("1"));
    assertThat(parse("-root=/r", "-").options()).containsEntry("--root", List.of("/r"));
  }

  @Test
  void givesASwitchNoValue() {
    assertThatThrownBy(() -> parse("--check=yes")).hasMessageContaining("unknown option --check");
  }

  @Test
  void takesEverythingAfterTwoDashesAsWords() throws UsageException {
    assertThat(parse("--", "--check").rest()).containsExactly("--check");
  }

  @Test
  void suggestsTheOptionThatWasMeant() {
    assertThatThrownBy(() -> parse("--chekc"))
        .hasMessage("unknown option --chekc, did you mean \"--check\"?");
    assertThatThrownBy(() -> parse("--vra=x")).hasMessageContaining("\"--var\"");
    assertThatThrownBy(() -> CommandLine.beforeVerb(List.of("--rooot", "/tmp")))
        .hasMessageContaining("\"--root\"");
  }

  @Test
  void takesNoAbbreviation() {
    assertThatThrownBy(() -> parse("--che")).hasMessageStartingWith("unknown option --che");
  }

  @Test
  void asksForAMissingValue() {
    assertThatThrownBy(() -> parse("--root")).hasMessage("--root needs a value");
    assertThatThrownBy(() -> parse("--root", "--check")).hasMessage("--root needs a value");
    assertThatThrownBy(() -> parse("--root", "--")).hasMessage("--root needs a value");
  }

  @Test
  void stopsTheGlobalOptionsAtTheVerb() throws UsageException {
    var words = CommandLine.beforeVerb(List.of("--root", "/tmp/r", "try", "--check"));

    assertThat(words.rest()).containsExactly("try", "--check");
    assertThat(words.options()).containsOnlyKeys("--root");
  }

  @Test
  void countsTheWords() {
    assertThatThrownBy(() -> CommandLine.checkArguments(VERB, List.of()))
        .hasMessage("vow try needs PATH; usage: vow try [OPTIONS] PATH");
    assertThatThrownBy(() -> CommandLine.checkArguments(VERB, List.of("a", "b")))
        .hasMessageContaining("has no use for \"b\"");
  }

  @Test
  void suggestsTheVerbThatWasMeant() {
    assertThatThrownBy(() -> CommandLine.verb("hepl"))
        .hasMessage("unknown verb \"hepl\", did you mean \"help\"?; vow --help lists them");
  }

  private static CommandLine.Words parse(String... words) throws UsageException {
    return CommandLine.afterVerb(VERB, List.of(words));
  }
}
