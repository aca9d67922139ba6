package vow.language.function;

import static java.nio.charset.StandardCharsets.UTF_8;
import static vow.language.function.Bodies.body;
import static vow.language.function.Bodies.function;
import static vow.language.function.Bodies.textFunction;

import vow.language.eval.Function;
import vow.language.value.BasicType;
import vow.language.value.Value;

/** Hashes of texts and files. */
final class HashFunctions {
  private static final String EXAMPLE = "hello";

  private HashFunctions() {}

  static Function make(String name, FunctionFiles files) {
    if (name.equals("uuidv5")) {
      return uuidv5();
    }
    return name.startsWith("file") ? ofFile(name, files) : ofText(name);
  }

  private static Function ofText(String name) {
    var digest = Digest.named(name);
    return textFunction(
        function(
                name,
                "The "
                    + digest.title()
                    + " hash of the text's UTF-8 bytes, in "
                    + digest.form()
                    + ".")
            .example(name + "(\"" + EXAMPLE + "\")", quoted(digest, EXAMPLE)),
        text -> digest.of(text.getBytes(UTF_8)));
  }

  private static Function ofFile(String name, FunctionFiles files) {
    var digest = Digest.named(name.substring("file".length()));
    return function(
            name,
            "The "
                + digest.title()
                + " hash of a file below the policy's folder, in "
                + digest.form()
                + ".")
        .takes("path", BasicType.STRING)
        .gives(BasicType.STRING)
        .example(name + "(\"motd\")", quoted(digest, "welcome\n"))
        .does(body(arguments -> Value.text(digest.of(PolicyPaths.read(files, arguments.text(0))))));
  }

  private static String quoted(Digest digest, String text) {
    return "\"" + digest.of(text.getBytes(UTF_8)) + "\"";
  }

  private static Function uuidv5() {
    return function(
            "uuidv5",
            "The UUID of a name in a namespace, which is a UUID itself, or dns, url, oid or x500.")
        .takes("namespace", BasicType.STRING)
        .takes("name", BasicType.STRING)
        .gives(BasicType.STRING)
        .example("uuidv5(\"dns\", \"www.example.com\")", "\"2ed6657d-e927-568b-95e1-2665a8aea6a2\"")
        .does(body(arguments -> Value.text(Uuids.of(arguments.text(0), arguments.text(1)))));
  }
}
