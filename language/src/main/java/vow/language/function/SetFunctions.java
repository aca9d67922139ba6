package vow.language.function;

import static vow.language.function.Bodies.body;
import static vow.language.function.Bodies.function;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import vow.language.eval.Function;
import vow.language.eval.FunctionBuilder;
import vow.language.eval.Parameter;
import vow.language.value.BasicType;
import vow.language.value.Conversion;
import vow.language.value.Type;
import vow.language.value.Unification;
import vow.language.value.Value;

/** Sets. */
final class SetFunctions {
  private static final Type ANY_SET = Type.set(BasicType.DYNAMIC);

  private SetFunctions() {}

  static Function make(String name) {
    return switch (name) {
      case "setintersection" -> setintersection();
      case "setproduct" -> setproduct();
      case "setsubtract" -> setsubtract();
      case "setunion" -> setunion();
      default -> throw Family.missing(name);
    };
  }

  private static Parameter set(String name) {
    return Parameter.of(name, ANY_SET).orUnknown();
  }

  private interface Operation {
    void apply(Set<Value> sofar, List<Value> next);
  }

  private static FunctionBuilder.Body operation(Operation operation) {
    return body(arguments -> {
      var type = commonType(arguments);
      if (!arguments.values().stream().allMatch(Value::isWhollyKnown)) {
        return new Value.Unknown(type);
      }
      var result = new HashSet<>(converted(arguments, 0, type));
      for (var i = 1; i < arguments.count(); i++) {
        operation.apply(result, converted(arguments, i, type));
        Bounds.checkElements(result.size());
      }
      return Value.set(Sequences.element(type), result);
    });
  }

  private static Type commonType(Arguments arguments) {
    var types = new ArrayList<Type>();
    for (var i = 0; i < arguments.count(); i++) {
      var type = Sequences.element(arguments.shown(i).type());
      if (type != BasicType.DYNAMIC || !isEmpty(arguments.shown(i))) {
        types.add(type);
      }
    }
    return Unification.unify(types)
        .map(Type::set)
        .orElseThrow(() -> new Refusal("the elements of the sets must have a type in common"));
  }

  private static boolean isEmpty(Value set) {
    return Sequences.items(set).map(List::isEmpty).orElse(false);
  }

  private static List<Value> converted(Arguments arguments, int index, Type type) {
    return switch (Conversion.convert(arguments.shown(index), type)) {
      case Conversion.Converted(Value value) -> Sequences.items(value).orElseThrow();
      case Conversion.Refused(String why) -> throw new Refusal(index, why);
    };
  }

  private static Function setunion() {
    return function("setunion", "What is in at least one of the sets.")
        .takes(set("first"))
        .takesMany(set("others"))
        .gives(ANY_SET)
        .example("setunion([\"a\", \"b\"], [\"b\", \"c\"])", "toset([\"a\", \"b\", \"c\"])")
        .does(operation(Set::addAll));
  }

  private static Function setintersection() {
    return function("setintersection", "What is in all of the sets.")
        .takes(set("first"))
        .takesMany(set("others"))
        .gives(ANY_SET)
        .example("setintersection([\"a\", \"b\"], [\"b\", \"c\"])", "toset([\"b\"])")
        .does(operation((sofar, next) -> sofar.retainAll(new HashSet<>(next))));
  }

  private static Function setsubtract() {
    return function("setsubtract", "What is in the first set but not in the second.")
        .takes(set("first"))
        .takes(set("second"))
        .gives(ANY_SET)
        .example("setsubtract([\"a\", \"b\"], [\"b\", \"c\"])", "toset([\"a\"])")
        .does(operation((sofar, next) -> next.forEach(sofar::remove)));
  }

  private static Function setproduct() {
    return function(
            "setproduct",
            "All combinations of one element of each set, as tuples. Of lists it makes a list, in"
                + " order.")
        .takesMany(ListFunctions.parts("sets", BasicType.DYNAMIC))
        .example(
            "setproduct([\"web\", \"db\"], [1, 2])",
            "tolist([[\"web\", 1], [\"web\", 2], [\"db\", 1], [\"db\", 2]])")
        .does(body(arguments -> Product.of(arguments.values())));
  }
}
