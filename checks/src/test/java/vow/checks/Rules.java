package vow.checks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The rules of ARCHITECTURE.md about who may use what, for the modules below one root package:
 * {@code vow}, or the fixtures that break each of them.
 */
record Rules(String root) {
  /** All of them by name. */
  Map<String, ArchRule> all() {
    return Map.of(
        "dependenciesPointOneWay", dependenciesPointOneWay(),
        "linuxDependsOnNothingOfOurs", linuxDependsOnNothingOfOurs(),
        "pureModulesDoNoInputOrOutput", pureModulesDoNoInputOrOutput(),
        "pureModulesHaveNoClockAndNoChance", pureModulesHaveNoClockAndNoChance(),
        "pureModulesStartNoThread", pureModulesStartNoThread(),
        "onlyLinuxCallsNativeCode", onlyLinuxCallsNativeCode(),
        "onlyTheCommandLinePrintsOrExits", onlyTheCommandLinePrintsOrExits(),
        "nobodyStartsProcessesThroughTheJdk", nobodyStartsProcessesThroughTheJdk(),
        "packagesHaveNoCycles", packagesHaveNoCycles());
  }

  private ArchRule dependenciesPointOneWay() {
    return Architectures.layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .withOptionalLayers(true)
        .layer("model")
        .definedBy(in("model"))
        .layer("language")
        .definedBy(in("language"))
        .layer("engine")
        .definedBy(in("engine"))
        .layer("linux")
        .definedBy(in("linux"))
        .layer("agent")
        .definedBy(in("agent"))
        .layer("cli")
        .definedBy(in("cli"))
        .layer("testkit")
        .definedBy(in("testkit"))
        .whereLayer("cli")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("testkit")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("agent")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("linux")
        .mayOnlyBeAccessedByLayers("agent")
        .whereLayer("language")
        .mayOnlyBeAccessedByLayers("agent", "cli")
        .whereLayer("engine")
        .mayOnlyBeAccessedByLayers("agent", "cli")
        .because("the middle modules don't know each other, and nobody knows what stands above");
  }

  private ArchRule linuxDependsOnNothingOfOurs() {
    var others = in("model", "language", "engine", "agent", "cli", "testkit");
    return noClasses()
        .that()
        .resideInAPackage(in("linux")[0])
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others)
        .allowEmptyShould(true)
        .because("system calls know nothing of promises");
  }

  private ArchRule pureModulesDoNoInputOrOutput() {
    return noClasses()
        .that()
        .resideInAnyPackage(in("model", "engine", "language"))
        .should()
        .dependOnClassesThat(
            named(
                "files, wires, processes or native code",
                "java\\.nio\\.(file|channels)\\..*",
                "java\\.net\\.(?!URI\\b|URISyntaxException\\b).*", // a URI is a value
                "java\\.lang\\.foreign\\..*",
                "java\\.io\\.(File|RandomAccess|Console).*",
                "java\\.lang\\.(Process|Runtime)\\b.*"))
        .allowEmptyShould(true)
        .because("a pure core is simulated with a seed; files and wires come in as ports");
  }

  private ArchRule pureModulesHaveNoClockAndNoChance() {
    return noClasses()
        .that()
        .resideInAnyPackage(in("model", "engine", "language"))
        .should()
        .accessTargetWhere(
            target(
                "a clock or unseeded chance",
                "java\\.lang\\.System\\.(currentTimeMillis|nanoTime)",
                "java\\.time\\.\\w+\\.now",
                "java\\.time\\.Clock\\.system.*",
                "java\\.lang\\.Math\\.random",
                "java\\.util\\.UUID\\.randomUUID",
                "java\\.util\\.concurrent\\.ThreadLocalRandom\\..*",
                "java\\.security\\.SecureRandom\\..*",
                "java\\.util\\.random\\.RandomGenerator\\.(getDefault|of)"))
        .allowEmptyShould(true)
        .because("time and chance are arguments");
  }

  private ArchRule pureModulesStartNoThread() {
    return noClasses()
        .that()
        .resideInAnyPackage(in("model", "engine", "language"))
        .should()
        .dependOnClassesThat(
            named(
                "threads or locks",
                "java\\.lang\\.Thread\\b.*",
                "java\\.util\\.Timer.*",
                "java\\.util\\.concurrent\\.(Executor|ForkJoin|locks\\.).*"))
        .allowEmptyShould(true)
        .because("one thread owns the state, and the shell chooses it");
  }

  private ArchRule onlyLinuxCallsNativeCode() {
    return noClasses()
        .that()
        .resideOutsideOfPackage(in("linux")[0])
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.lang.foreign..")
        .because("a segment that escapes its arena crashes the process");
  }

  private ArchRule onlyTheCommandLinePrintsOrExits() {
    return noClasses()
        .that()
        .resideOutsideOfPackages(in("cli", "testkit"))
        .should()
        .accessTargetWhere(
            target(
                "the standard streams or the exit",
                "java\\.lang\\.System\\.(out|err|in|exit|console)",
                "java\\.lang\\.Runtime\\.(exit|halt)",
                "java\\.lang\\.Throwable\\.printStackTrace\\(\\)"))
        .because("what a person sees is decided in one place");
  }

  private ArchRule nobodyStartsProcessesThroughTheJdk() {
    return noClasses()
        .that()
        .resideOutsideOfPackage(in("testkit")[0])
        .should()
        .accessTargetWhere(
            target("java.lang.Process", "java\\.lang\\.(ProcessBuilder|Runtime)\\.(start|exec)"))
        .because("its reaper thread and ours would steal each other's exit statuses");
  }

  /** The values of {@code model} are made of each other; its packages are only shelves. */
  private ArchRule packagesHaveNoCycles() {
    var shelves = Pattern.compile(Pattern.quote(root + ".model") + "(\\..*)?");
    return slices()
        .assignedFrom(
            new SliceAssignment() {
              @Override
              public SliceIdentifier getIdentifierOf(JavaClass type) {
                var name = type.getPackageName();
                return SliceIdentifier.of(shelves.matcher(name).matches() ? root + ".model" : name);
              }

              @Override
              public String getDescription() {
                return "packages below " + root;
              }
            })
        .should()
        .beFreeOfCycles();
  }

  private String[] in(String... modules) {
    var packages = new String[modules.length];
    for (int i = 0; i < modules.length; i++) {
      packages[i] = root + "." + modules[i] + "..";
    }
    return packages;
  }

  private static DescribedPredicate<JavaClass> named(String what, String... names) {
    var pattern = Pattern.compile(String.join("|", names));
    return DescribedPredicate.describe(what, type -> pattern.matcher(type.getName()).matches());
  }

  private static DescribedPredicate<JavaAccess<?>> target(String what, String... names) {
    var pattern = Pattern.compile("(" + String.join("|", names) + ")(\\(.*\\))?");
    return DescribedPredicate.describe(
        what, access -> pattern.matcher(access.getTarget().getFullName()).matches());
  }
}
