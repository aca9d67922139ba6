package vow.language.function;

import static vow.language.function.Bodies.function;

import vow.language.eval.Function;
import vow.language.value.BasicType;

/** What must not be shown. */
final class SecretFunctions {
  private SecretFunctions() {}

  static Function make(String name, FunctionSecrets secrets) {
    return switch (name) {
      case "secret" -> secret(secrets);
      default -> throw Family.missing(name);
    };
  }

  private static Function secret(FunctionSecrets secrets) {
    return function(
            "secret",
            "The secret of that name, which is sensitive: it and what is computed from it is never"
                + " shown. It comes from the age file secrets/NAME.age below the policy's folder,"
                + " or from where a block \"secret\" says. One that is a single line comes without"
                + " its line end.")
        .takes("name", BasicType.STRING)
        .gives(BasicType.STRING)
        .example("issensitive(secret(\"db\"))", "true")
        .does(arguments -> secrets.open(new Arguments(arguments).text(0)));
  }
}
