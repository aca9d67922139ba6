package vow.language.eval;

import java.util.StringJoiner;

/** Functions as they are shown: {@code join(separator, lists...)}. */
final class Signatures {
  private Signatures() {}

  static String of(Function function) {
    var parameters = new StringJoiner(", ", function.name() + "(", ")");
    function.parameters().forEach(parameter -> parameters.add(parameter.name()));
    function.variadic().ifPresent(parameter -> parameters.add(parameter.name() + "..."));
    return parameters.toString();
  }
}
