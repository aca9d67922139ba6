package vow.checks;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds every rule against the program, and against classes that break it. */
class ArchitectureTest {
  private static final String FIXTURES = "vow.checks.broken";

  /** Which fixture breaks which rule: its simple name must be in what the rule reports. */
  private static final Map<String, String> BREAKERS =
      Map.of(
          "dependenciesPointOneWay", "engine.KnowsTheLanguage",
          "linuxDependsOnNothingOfOurs", "linux.KnowsPromises",
          "pureModulesDoNoInputOrOutput", "model.ReadsFiles",
          "pureModulesHaveNoClockAndNoChance", "engine.LooksAtTheClock",
          "pureModulesStartNoThread", "language.StartsThreads",
          "onlyLinuxCallsNativeCode", "agent.CallsNativeCode",
          "onlyTheCommandLinePrintsOrExits", "agent.Prints",
          "nobodyStartsProcessesThroughTheJdk", "cli.StartsProcesses",
          "packagesHaveNoCycles", "agent.ring.There");

  private static final JavaClasses ALL = new ClassFileImporter().importPackages("vow");
  private static final JavaClasses OURS = ALL.that(resideOutsideOfPackage("vow.checks.."));
  private static final JavaClasses BROKEN = ALL.that(resideInAPackage(FIXTURES + ".."));

  static Stream<String> rules() {
    return new Rules("vow").all().keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void theProgramKeeps(String rule) {
    new Rules("vow").all().get(rule).check(OURS);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void aRuleThatIsBrokenIsReported(String rule) {
    var report = new Rules(FIXTURES).all().get(rule).evaluate(BROKEN).getFailureReport();

    assertThat(report.toString()).contains(FIXTURES + "." + BREAKERS.get(rule));
  }

  @ParameterizedTest
  @ValueSource(strings = {"model", "language", "engine", "linux", "agent", "cli", "testkit"})
  void seesTheClassesOf(String module) {
    assertThat(OURS.that(resideInAPackage("vow." + module + ".."))).isNotEmpty();
  }

  @Test
  void everyRuleHasAFixtureThatBreaksIt() {
    assertThat(rules()).containsExactlyInAnyOrderElementsOf(BREAKERS.keySet());
  }
}
