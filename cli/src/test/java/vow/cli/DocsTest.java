package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vow.agent.KeepRequest;
import vow.agent.Places;
import vow.agent.policy.PolicyLocation;
import vow.agent.report.Refused;

/**
 * What the pages show is so. Policies are blocks that start with {@code ```hcl}; those whose first
 * line is a comment with a file's name are written there. Commands are the lines that start with
 * {@code $} in blocks that start with {@code ```console}; their output is not compared.
 */
@Execution(ExecutionMode.CONCURRENT)
final class DocsTest {
  private static final Path DOCS = Path.of("../docs");
  private static final Pattern FENCE =
      Pattern.compile("^```(hcl|console)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern NAMED = Pattern.compile("# (\\S+\\.hcl)\\n");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)[^):]*\\)");

  @TempDir Path folder;

  private record Fence(String language, String text) {
    Optional<String> file() {
      var named = NAMED.matcher(text);
      return named.lookingAt() ? Optional.of(named.group(1)) : Optional.empty();
    }
  }

  @Test
  void theTutorialDoesWhatItSays() throws IOException {
    aWalkDoesWhatItSays("tutorial.md");
  }

  /** Some forty starts of vow, and the waits that the pages show. */
  @ParameterizedTest
  @Tag("long")
  @ValueSource(
      strings = {
        "brakes.md",
        "removal.md",
        "data.md",
        "policy-sources.md",
        "secrets.md",
        "first-hour.md",
        "incident.md",
        "telling.md"
      })
  void aWalkDoesWhatItSays(String page) throws IOException {
    try (var session = new DocsSession(folder)) {
      for (var fence : fences(page)) {
        if (fence.language().equals("hcl")) {
          write(fence.file().orElseThrow(), fence.text());
        } else {
          fence.text().lines().filter(l -> l.startsWith("$ ")).forEach(session::run);
        }
      }
      assertThat(session.commands()).isGreaterThan(10);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"language.md", "facts.md"})
  void everyPolicyCompiles(String page) throws IOException, Refused {
    int policies = 0;
    for (var fence : fences(page)) {
      if (fence.file().isPresent()) {
        write(fence.file().get(), fence.text());
        continue;
      }
      var file = write("policy" + policies++ + ".hcl", fence.text());

      assertThat(errors(file)).as("%s:\n%s", page, fence.text()).isEmpty();
    }
    assertThat(policies).isPositive();
  }

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    var lost = new ArrayList<String>();
    for (var page : pages()) {
      var links = LINK.matcher(Files.readString(page));
      while (links.find()) {
        if (!Files.exists(page.resolveSibling(links.group(1)))) {
          lost.add(page + ": " + links.group(1));
        }
      }
    }

    assertThat(lost).isEmpty();
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.list(DOCS)) {
      // The functions' page shows calls and texts that look like links.
      return Stream.concat(docs, Stream.of(Path.of("../README.md"), Path.of("../CONTRIBUTING.md")))
          .filter(p -> p.toString().endsWith(".md") && !p.endsWith("functions.md"))
          .toList();
    }
  }

  private String errors(Path file) throws Refused {
    var found = PolicyLocation.find(Optional.of(file), folder);
    assertThat(found).isInstanceOf(PolicyLocation.Found.At.class);
    var location = ((PolicyLocation.Found.At) found).location();
    var places = new Places(Path.of("/"), folder.resolve("state"), folder.resolve("run"));
    var diagnostics =
        vow.agent.Check.diagnostics(
            new KeepRequest(location, List.of(), places, "", KeepRequest.Only.ALL));
    return diagnostics.sorted().toString().replaceAll("^\\[\\]$", "");
  }

  private Path write(String name, String text) throws IOException {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static List<Fence> fences(String page) throws IOException {
    var fences = new ArrayList<Fence>();
    var matcher = FENCE.matcher(Files.readString(DOCS.resolve(page)));
    while (matcher.find()) {
      fences.add(new Fence(matcher.group(1), matcher.group(2)));
    }
    return fences;
  }
}
