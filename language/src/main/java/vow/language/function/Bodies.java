package vow.language.function;

import java.util.List;
import vow.language.eval.Function;
import vow.language.eval.FunctionBuilder;
import vow.language.value.BasicType;
import vow.language.value.Value;

/** Ways to write the body of a function. */
final class Bodies {
  private Bodies() {}

  /** A body that returns its value, or throws a {@link Refusal}. */
  @FunctionalInterface
  interface Body {
    Value of(Arguments arguments);
  }

  /** A body from a text to a text. */
  @FunctionalInterface
  interface TextBody {
    String of(String text);
  }

  /** The beginning of every function. */
  static FunctionBuilder function(String name, String doc) {
    return Function.named(name).doc(doc);
  }

  static FunctionBuilder.Body body(Body body) {
    return arguments -> call(body, arguments);
  }

  /** A whole function that makes one text of another. */
  static Function textFunction(FunctionBuilder builder, TextBody body) {
    return builder
        .takes("text", BasicType.STRING)
        .gives(BasicType.STRING)
        .does(body(arguments -> Value.text(body.of(arguments.text(0)))));
  }

  private static Function.Outcome call(Body body, List<Value> arguments) {
    try {
      return Function.returned(body.of(new Arguments(arguments)));
    } catch (Refusal refusal) {
      return Function.failed(refusal.argument(), refusal.why());
    }
  }
}
