package vow.language.policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import vow.language.syntax.Diagnostics;
import vow.language.value.Value;
import vow.model.Manifest;
import vow.model.PromiseId;
import vow.model.schema.SourceFile;

/**
 * What became of a policy.
 *
 * @param manifest what the node promises; empty when there are errors, and while checking when
 *     something depends on facts
 * @param diagnostics everything that is wrong
 * @param read files below the policy's folder that were looked at; the digest of one that is
 *     missing is empty. The policy's own files are not in it, those of modules are
 * @param outside those of {@code read} that are files of the machine, each of them a secret
 * @param listed those of {@code read} that stand for the names of all files below a folder, which
 *     may be missing
 * @param facts by promise, the names of the facts that went into it
 * @param usedFacts the names of all facts whose values were used, also where they decided that
 *     there is no promise
 * @param bundles by name, the promises in it
 * @param outputs of the policy itself
 * @param moved from identities that promises had to those that they have
 * @param data what its data files say, if it has such
 */
public record Compiled(
    Optional<Manifest> manifest,
    Diagnostics diagnostics,
    List<SourceFile> read,
    Set<String> outside,
    Set<String> listed,
    Map<PromiseId, Set<String>> facts,
    Set<String> usedFacts,
    Map<String, List<PromiseId>> bundles,
    AgentSettings agent,
    Map<String, Value> outputs,
    Map<PromiseId, PromiseId> moved,
    Data data) {

  public Compiled {
    read = List.copyOf(read);
    outside = Set.copyOf(outside);
    listed = Set.copyOf(listed);
  }
}
