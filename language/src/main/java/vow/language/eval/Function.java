package vow.language.eval;

import java.util.List;
import java.util.Optional;
import vow.language.value.Type;
import vow.language.value.Value;

/**
 * A function of the language: pure, total, bounded, any thread. Documentation and its tests are
 * made from {@link #doc}. Make one with {@link #named}.
 *
 * <p>The evaluator converts each argument to the type of its parameter. Unless the parameter says
 * otherwise ({@link Parameter#orNull}, {@link Parameter#orUnknown}, {@link Parameter#orSensitive})
 * it then sees to it that the body never meets
 *
 * <ul>
 *   <li>null: an error that names the parameter;
 *   <li>a value with something unknown in it: the result is unknown, of the type {@link #result};
 *   <li>a value with something sensitive in it: marks are taken off, and the result is sensitive.
 * </ul>
 */
public interface Function {
  String name();

  List<Parameter> parameters();

  /** The parameter that takes any number of further arguments. */
  Optional<Parameter> variadic();

  /** The type of every result; dynamic when it depends on the arguments. */
  Type result();

  Doc doc();

  /** Calls it with arguments that were prepared as described above. */
  Outcome call(List<Value> arguments);

  /** What a call came to. */
  sealed interface Outcome {}

  record Returned(Value value) implements Outcome {}

  /**
   * It has no result for these arguments.
   *
   * @param argument the number of the argument that is to blame, from 0, or {@link #WHOLE_CALL}
   * @param why a clause in lower case, without the function's name: {@code must not be negative}.
   *     It never shows the value of an argument that may be sensitive
   */
  record Failed(int argument, String why) implements Outcome {
    public static final int WHOLE_CALL = -1;
  }

  /**
   * It is refused for a reason that has a code of its own, and something to do about it.
   *
   * @param argument the number of the argument that is to blame, from 0
   * @param message one sentence, as a diagnostic has it; it never shows a sensitive value
   * @param suggestion the word that was probably meant
   */
  record Refused(
      int argument, String code, String message, String expected, Optional<String> suggestion)
      implements Outcome {}

  /**
   * For the reference.
   *
   * @param text one or two sentences: what it returns
   * @param example a call, as it is written in a policy
   * @param exampleResult what the call evaluates to, as an expression
   */
  record Doc(String text, String example, String exampleResult) {}

  static Outcome returned(Value value) {
    return new Returned(value);
  }

  static Outcome failed(String why) {
    return new Failed(Failed.WHOLE_CALL, why);
  }

  static Outcome failed(int argument, String why) {
    return new Failed(argument, why);
  }

  /** Starts a function: {@code Function.named("upper").takes("text", BasicType.STRING)...}. */
  static FunctionBuilder named(String name) {
    return new FunctionBuilder(name);
  }
}
