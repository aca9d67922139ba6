package vow.language.policy;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import vow.language.syntax.Source;
import vow.model.PromiseId;

/**
 * A policy that is kept up with the facts of its machine: when some change, only what used them is
 * evaluated again. Changed files need a new one. Owned by one thread.
 */
public final class LivePolicy {
  private final PolicyInput input;
  private Compilation compilation;
  private Compiled compiled;

  /**
   * What came of a change.
   *
   * @param compiled the policy as it is now
   * @param evaluated the promises that were evaluated again; others are the very same as before
   */
  public record Update(Compiled compiled, Set<PromiseId> evaluated) {}

  private LivePolicy(PolicyInput input) {
    this.input = input;
    this.compilation = new Compilation(input);
    this.compiled = compilation.run();
  }

  /** Compiles a policy for the first time. */
  public static LivePolicy of(PolicyInput input) {
    return new LivePolicy(input);
  }

  /** The policy's own files as they were read. */
  public List<Source> sources() {
    return input.sources();
  }

  /** The policy as it was when it was last looked at. */
  public Compiled compiled() {
    return compiled;
  }

  /**
   * Looks at facts that may have changed.
   *
   * @param facts by the names that {@link Compiled#usedFacts} has; others are ignored
   */
  public Update changed(Set<String> facts) {
    if (compiled.diagnostics().hasErrors()) {
      return anew();
    }
    var changed = compilation.refresh(facts);
    if (changed.isEmpty()) {
      return new Update(compiled, Set.of());
    }
    if (compilation.changesModules(changed)) {
      return anew();
    }
    var evaluated = compilation.again(changed);
    compiled = compilation.result();
    return new Update(compiled, evaluated);
  }

  private Update anew() {
    compilation = new Compilation(input);
    compiled = compilation.run();
    var all = new TreeSet<PromiseId>();
    compiled.manifest().ifPresent(it -> all.addAll(it.promises().keySet()));
    return new Update(compiled, all);
  }
}
