package vow.language.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vow.language.value.BasicType;
import vow.language.value.Type;
import vow.language.value.Value;

/**
 * Declares a {@link Function}, read as a sentence:
 *
 * <pre>{@code
 * Function.named("upper")
 *     .takes("text", BasicType.STRING)
 *     .gives(BasicType.STRING)
 *     .doc("The text in upper case.")
 *     .example("upper(\"abc\")", "\"ABC\"")
 *     .does(arguments -> ...)
 * }</pre>
 */
public final class FunctionBuilder {
  private final String name;
  private final List<Parameter> parameters = new ArrayList<>();
  private Optional<Parameter> variadic = Optional.empty();
  private Type result = BasicType.DYNAMIC;
  private String text = "";
  private String example = "";
  private String exampleResult = "";

  /** The implementation. */
  @FunctionalInterface
  public interface Body {
    Function.Outcome call(List<Value> arguments);
  }

  FunctionBuilder(String name) {
    this.name = name;
  }

  public FunctionBuilder takes(String parameter, Type type) {
    return takes(Parameter.of(parameter, type));
  }

  public FunctionBuilder takes(Parameter parameter) {
    parameters.add(parameter);
    return this;
  }

  /** Any number of further arguments, none included. */
  public FunctionBuilder takesMany(String parameter, Type type) {
    return takesMany(Parameter.of(parameter, type));
  }

  public FunctionBuilder takesMany(Parameter parameter) {
    variadic = Optional.of(parameter);
    return this;
  }

  public FunctionBuilder gives(Type type) {
    result = type;
    return this;
  }

  public FunctionBuilder doc(String sentences) {
    text = sentences;
    return this;
  }

  public FunctionBuilder example(String call, String value) {
    example = call;
    exampleResult = value;
    return this;
  }

  public Function does(Body body) {
    return new Declared(
        name,
        List.copyOf(parameters),
        variadic,
        result,
        new Function.Doc(text, example, exampleResult),
        body);
  }

  private record Declared(
      String name,
      List<Parameter> parameters,
      Optional<Parameter> variadic,
      Type result,
      Function.Doc doc,
      Body body)
      implements Function {

    @Override
    public Outcome call(List<Value> arguments) {
      return body.call(arguments);
    }
  }
}
