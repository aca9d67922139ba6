package vow.language.policy;

import java.util.List;
import java.util.Map;
import vow.language.syntax.Expression;

/**
 * An expression whose references are all resolved to what they mean.
 *
 * @param bindings by where the reference starts in the source
 * @param needs the cells to be finished before it is evaluated
 */
record Linked(Expression expression, Map<Integer, Binding> bindings, List<Cell.Need> needs) {}
