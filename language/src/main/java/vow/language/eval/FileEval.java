package vow.language.eval;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import vow.language.syntax.Block;
import vow.language.syntax.Body;
import vow.language.syntax.Diagnostic;
import vow.language.syntax.Diagnostics;
import vow.language.value.TextOrder;
import vow.language.value.Value;

/**
 * Evaluates a file as plain HCL: without a schema, without variables, with functions. A reference
 * is an error. What {@code vow eval} does.
 */
public final class FileEval {
  private FileEval() {}

  /**
   * What stands in a body.
   *
   * @param attributes sorted by name
   * @param blocks in source order
   */
  public record Evaluated(Map<String, Value> attributes, List<EvaluatedBlock> blocks) {}

  /** One block with its evaluated body. */
  public record EvaluatedBlock(String type, List<String> labels, Evaluated body) {}

  /** Evaluates all of it; where there are errors, they are in the diagnostics. */
  public static Evaluated evaluate(
      Body body, Map<String, Function> functions, Diagnostics diagnostics) {
    return evaluate(body, evaluator(functions, diagnostics));
  }

  /** An evaluator of expressions that refer to nothing. */
  public static Evaluator evaluator(Map<String, Function> functions, Diagnostics diagnostics) {
    return new Evaluator(new NoReferences(functions), diagnostics, new Budget());
  }

  private static Evaluated evaluate(Body body, Evaluator evaluator) {
    var attributes = new TreeMap<String, Value>(TextOrder.COMPARATOR);
    for (var attribute : body.attributes()) {
      attributes.put(attribute.name(), evaluator.evaluate(attribute.value()));
    }
    var blocks = body.blocks().stream().map(block -> evaluate(block, evaluator)).toList();
    return new Evaluated(attributes, blocks);
  }

  private static EvaluatedBlock evaluate(Block block, Evaluator evaluator) {
    var labels = block.labels().stream().map(Block.Label::text).toList();
    return new EvaluatedBlock(block.type(), labels, evaluate(block.body(), evaluator));
  }

  private record NoReferences(Map<String, Function> functions) implements Scope {
    @Override
    public Resolution resolve(Reference reference) {
      return new Missing(
          Diagnostic.error(
                  "no-variables",
                  "\"" + reference.root() + "\" refers to nothing: there are no variables here",
                  reference.rootSpan())
              .expecting("a value; vow check reads a file as a policy"));
    }

    @Override
    public Optional<Function> function(String name) {
      return Optional.ofNullable(functions.get(name));
    }

    @Override
    public Set<String> functionNames() {
      return functions.keySet();
    }
  }
}
