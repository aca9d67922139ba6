package vow.language.eval;

import vow.language.value.Type;

/**
 * What a function takes.
 *
 * @param name for messages and documentation
 * @param type arguments are converted to it
 * @param takesNull the body gets null arguments; else null is an error
 * @param takesUnknown the body gets arguments that are unknown or have unknown parts; else the
 *     result is unknown without a call
 * @param takesSensitive the body gets arguments with their marks and marks its result itself; else
 *     marks are taken off and the whole result is marked
 */
public record Parameter(
    String name, Type type, boolean takesNull, boolean takesUnknown, boolean takesSensitive) {

  public static Parameter of(String name, Type type) {
    return new Parameter(name, type, false, false, false);
  }

  public Parameter orNull() {
    return new Parameter(name, type, true, takesUnknown, takesSensitive);
  }

  public Parameter orUnknown() {
    return new Parameter(name, type, takesNull, true, takesSensitive);
  }

  public Parameter orSensitive() {
    return new Parameter(name, type, takesNull, takesUnknown, true);
  }
}
