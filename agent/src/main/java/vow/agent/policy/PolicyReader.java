package vow.agent.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import vow.agent.fact.MachineFacts;
import vow.agent.report.Refused;
import vow.agent.secret.AgeKey;
import vow.agent.secret.MachineSecrets;
import vow.agent.secret.NodeSecrets;
import vow.language.policy.Compiled;
import vow.language.policy.Facts;
import vow.language.policy.Given;
import vow.language.policy.LivePolicy;
import vow.language.policy.Policy;
import vow.language.policy.PolicyInput;
import vow.language.syntax.Source;

/** Reads a policy from disk and compiles it, as often as asked. */
public final class PolicyReader {
  private static final String UNDECLARED = "undeclared-variable";

  private final PolicyLocation location;
  private final List<Given> given;
  private final MachineFacts facts;
  private final AgeKey key;

  /** For a policy at a place, with values for its variables; the key opens its secrets. */
  public PolicyReader(PolicyLocation location, List<Given> given, MachineFacts facts, AgeKey key) {
    this.location = location;
    this.given = List.copyOf(given);
    this.facts = facts;
    this.key = key;
  }

  /** The machine that the policy asks. */
  public MachineFacts facts() {
    return facts;
  }

  /** The policy's place. */
  public PolicyLocation location() {
    return location;
  }

  /**
   * Compiles what is on disk now.
   *
   * @throws Refused when a file cannot be read, or a value is given for an undeclared variable
   */
  public Compiled compile(PolicyInput.Mode mode) throws Refused {
    return compile(sources(), mode);
  }

  /** Compiles what is on disk now with the machine's facts, to be kept up with these. */
  public LivePolicy follow() throws Refused {
    var live = LivePolicy.of(input(sources(), PolicyInput.Mode.REAL));
    refuseUndeclared(live.compiled());
    return live;
  }

  /** The policy's own files as they are on disk now, without those of modules. */
  public List<Source> sources() throws Refused {
    var sources = new ArrayList<Source>();
    for (var file : location.files()) {
      sources.add(source(file));
    }
    return sources;
  }

  /** Compiles as if these were the policy's own files. */
  public Compiled compile(List<Source> sources, PolicyInput.Mode mode) throws Refused {
    var compiled = Policy.compile(input(sources, mode));
    refuseUndeclared(compiled);
    return compiled;
  }

  /** Compiles what is on disk now as a machine with these facts would; no secret is opened. */
  public Compiled compileAs(Facts others) throws Refused {
    var secrets = NodeSecrets.of(location.folder(), others);
    var input = input(sources(), PolicyInput.Mode.REAL).with(others).with(secrets);
    var compiled = Policy.compile(input);
    refuseUndeclared(compiled);
    return compiled;
  }

  private PolicyInput input(List<Source> sources, PolicyInput.Mode mode) {
    var files = new DiskFiles(location.folder());
    return new PolicyInput(sources, given, facts, files, MachineSecrets.of(key, mode), mode);
  }

  /** A value for a variable that the policy does not have is a slip on the command line. */
  private static void refuseUndeclared(Compiled compiled) throws Refused {
    for (var diagnostic : compiled.diagnostics().sorted()) {
      if (diagnostic.code().equals(UNDECLARED)
          && diagnostic.span().source().name().equals(Given.Argument.OPTION)) {
        var meant = diagnostic.suggestion().map(word -> ", did you mean \"" + word + "\"?");
        throw Refused.misused(
            Given.Argument.OPTION + ": " + diagnostic.message() + meant.orElse(""));
      }
    }
  }

  /** The places whose change may change the policy: its files, its folders, and what it read. */
  public PolicyPlaces places(Compiled compiled) {
    var files = new LinkedHashSet<Path>(location.files());
    var trees = new LinkedHashSet<Path>();
    for (var read : compiled.read()) {
      var places = compiled.listed().contains(read.path()) ? trees : files;
      places.add(location.folder().resolve(read.path()).normalize());
    }
    return new PolicyPlaces(location, files, trees);
  }

  private Source source(Path file) throws Refused {
    try {
      return Source.of(shown(file), Files.readAllBytes(file));
    } catch (IOException e) {
      throw new Refused("unable to read " + shown(file) + ": " + Refused.reason(e));
    }
  }

  /** As the user would write it: below the path that was given. */
  private String shown(Path file) {
    return location.single().isPresent()
        ? location.path().toString()
        : location.path().resolve(location.folder().relativize(file)).normalize().toString();
  }
}
