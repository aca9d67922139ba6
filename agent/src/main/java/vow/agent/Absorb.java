package vow.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vow.agent.absorb.PolicyEdit;
import vow.agent.absorb.Present;
import vow.agent.policy.PolicyLocation;
import vow.agent.policy.PolicyReader;
import vow.agent.report.Refused;
import vow.agent.state.PolicyFile;
import vow.agent.tree.Tree;
import vow.language.policy.Compiled;
import vow.language.policy.Given;
import vow.language.policy.PolicyInput;
import vow.language.syntax.DiagnosticText;
import vow.language.syntax.Source;
import vow.model.Manifest;
import vow.model.Promise;
import vow.model.PromiseId;
import vow.model.UnifiedDiff;
import vow.model.kind.Directory;
import vow.model.kind.File;
import vow.model.kind.Kind;
import vow.model.kind.Ownership;
import vow.model.kind.Sysctl;
import vow.model.kind.Sysfs;
import vow.model.schema.Units;

/**
 * {@code vow absorb}: the change to the policy that accepts what a person did to the machine. The
 * policy is compiled as it is now and as it would be, and a change that would not keep the present
 * state is refused.
 */
public final class Absorb {
  private final Places places;
  private final PolicyReader reader;

  /** For the policy that these folders' agent keeps. */
  public Absorb(Places places, List<Given> given) throws Refused {
    this.places = places;
    this.reader = Machine.reader(location(places), given, places);
  }

  /**
   * A change of one file; nothing when before and after are equal.
   *
   * @param alsoChanged other promises that change with it
   */
  public record Proposal(Path file, String before, String after, List<PromiseId> alsoChanged) {
    public Proposal {
      alsoChanged = List.copyOf(alsoChanged);
    }

    /** Unified; empty when there is nothing to change. */
    public String diff() {
      return UnifiedDiff.of(file.toString(), before, file.toString(), after);
    }
  }

  /** What would have to change for a promise to be kept as things are. */
  public Proposal propose(PromiseId id) throws Refused {
    var sources = reader.sources();
    var before = manifest(reader.compile(sources, PolicyInput.Mode.REAL), "the policy is invalid");
    var promise =
        before.promise(id).orElseThrow(() -> refused(id, "the policy does not have it any more"));
    if (promise.meta().sensitive()) {
      throw refused(id, "it is sensitive, and its values would be shown");
    }
    var source = source(sources, promise);
    var wanted = present(promise);
    var values = values(promise.kind(), wanted);
    var file = Path.of(source.name());
    if (values.isEmpty()) {
      return new Proposal(file, source.text(), source.text(), List.of());
    }
    var after = PolicyEdit.at(source, promise.origin()).with(values);
    var changed = new ArrayList<>(sources);
    changed.replaceAll(s -> s == source ? Source.of(s.name(), after) : s);
    var next =
        manifest(
            reader.compile(changed, PolicyInput.Mode.REAL), "with it the policy would be invalid");
    if (next.promise(id).filter(p -> p.kind().equals(wanted)).isEmpty()) {
      throw refused(id, "the policy cannot say what is there");
    }
    return new Proposal(file, source.text(), after, others(id, before, next));
  }

  /** Makes the change, unless somebody else changed the file meanwhile. */
  public void write(Proposal proposal) throws Refused {
    try {
      if (!Files.readString(proposal.file()).equals(proposal.before())) {
        throw new Refused("unable to write " + proposal.file() + ": it has just changed");
      }
      PolicyFile.replace(proposal.file(), proposal.after().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new Refused("unable to write " + proposal.file() + ": " + Refused.reason(e));
    }
  }

  private static PolicyLocation location(Places places) throws Refused {
    var path = new Memory(places.state()).policyPath();
    if (path.isEmpty()) {
      throw new Refused(
          "it is not known where the policy is; vow keep remembers it from its next start on");
    }
    return Logbook.location(places);
  }

  private static Manifest manifest(Compiled compiled, String otherwise) throws Refused {
    if (compiled.manifest().isEmpty()) {
      throw new Refused(
          otherwise + ":\n" + DiagnosticText.of(compiled.diagnostics()).stripTrailing());
    }
    return compiled.manifest().get();
  }

  /** Files of modules are not among the policy's own: they may be in use elsewhere too. */
  private static Source source(List<Source> sources, Promise promise) throws Refused {
    return sources.stream()
        .filter(s -> s.name().equals(promise.origin().file()))
        .findFirst()
        .orElseThrow(() -> refused(promise.id(), "it is made by a module, at " + promise.origin()));
  }

  private Kind present(Promise promise) throws Refused {
    try (var tree = Tree.open(places.root().toString())) {
      return new Present(tree).of(promise.id(), promise.kind());
    }
  }

  private static Map<String, String> values(Kind before, Kind after) {
    var values = new LinkedHashMap<String, String>();
    if (before instanceof File was && after instanceof File now) {
      changed("content", was.content(), now.content(), values);
      changed(was.ownership(), now.ownership(), values);
    }
    if (before instanceof Directory was && after instanceof Directory now) {
      changed(was.ownership(), now.ownership(), values);
    }
    if (before instanceof Sysctl was && after instanceof Sysctl now) {
      changed("value", Optional.of(was.value()), Optional.of(now.value()), values);
    }
    if (before instanceof Sysfs was && after instanceof Sysfs now) {
      changed("value", Optional.of(was.value()), Optional.of(now.value()), values);
    }
    return values;
  }

  private static void changed(Ownership was, Ownership now, Map<String, String> values) {
    changed("owner", was.owner(), now.owner(), values);
    changed("group", was.group(), now.group(), values);
    changed("mode", mode(was), mode(now), values);
  }

  private static Optional<String> mode(Ownership ownership) {
    return ownership.mode().stream().mapToObj(Units::modeText).findFirst();
  }

  private static void changed(
      String name, Optional<String> was, Optional<String> now, Map<String, String> values) {
    now.filter(_ -> !was.equals(now)).ifPresent(value -> values.put(name, value));
  }

  private static List<PromiseId> others(PromiseId id, Manifest before, Manifest after) {
    return after.promises().values().stream()
        .filter(p -> !p.id().equals(id))
        .filter(p -> before.promise(p.id()).filter(p::sameAs).isEmpty())
        .map(Promise::id)
        .toList();
  }

  private static Refused refused(PromiseId id, String why) {
    return new Refused("unable to absorb " + id + ": " + why);
  }
}
