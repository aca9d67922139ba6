package vow.language.function;

import static vow.language.function.Bodies.body;
import static vow.language.function.Bodies.function;
import static vow.language.function.Bodies.textFunction;

import vow.language.eval.Function;
import vow.language.value.BasicType;
import vow.language.value.Type;
import vow.language.value.Value;

/** Files below the policy's folder, and paths as text. */
final class FileFunctions {
  private FileFunctions() {}

  static Function make(String name, FunctionFiles files) {
    return switch (name) {
      case "basename" -> basename();
      case "dirname" -> dirname();
      case "file" -> file(files);
      case "filebase64" -> filebase64(files);
      case "fileexists" -> fileexists(files);
      case "fileset" -> fileset(files);
      default -> throw Family.missing(name);
    };
  }

  private static Function file(FunctionFiles files) {
    return function("file", "The text of a file below the policy's folder, which is UTF-8.")
        .takes("path", BasicType.STRING)
        .gives(BasicType.STRING)
        .example("file(\"motd\")", "\"welcome\\n\"")
        .does(
            body(arguments -> {
              var bytes = PolicyPaths.read(files, arguments.text(0));
              Bounds.checkText(bytes.length);
              return Bytes.utf8(bytes)
                  .map(Value::text)
                  .orElseThrow(() ->
                      new Refusal(0, "names a file that is not UTF-8 text; filebase64 reads it"));
            }));
  }

  private static Function filebase64(FunctionFiles files) {
    return function("filebase64", "The bytes of a file below the policy's folder, in Base64.")
        .takes("path", BasicType.STRING)
        .gives(BasicType.STRING)
        .example("filebase64(\"motd\")", "\"d2VsY29tZQo=\"")
        .does(
            body(
                arguments -> Value.text(Bytes.base64(PolicyPaths.read(files, arguments.text(0))))));
  }

  private static Function fileexists(FunctionFiles files) {
    return function("fileexists", "Whether there is a regular file below the policy's folder.")
        .takes("path", BasicType.STRING)
        .gives(BasicType.BOOL)
        .example("fileexists(\"motd\")", "true")
        .does(
            body(arguments ->
                switch (files.read(PolicyPaths.relative(files, arguments.text(0)))) {
                  case FunctionFiles.Content _ -> Value.bool(true);
                  case FunctionFiles.Missing _ -> Value.bool(false);
                  case FunctionFiles.Refused refused ->
                      throw new Refusal(0, "cannot be looked at: " + refused.why());
                }));
  }

  private static Function fileset(FunctionFiles files) {
    return function(
            "fileset",
            "The files below a folder of the policy whose path from there matches a pattern: * any"
                + " name, ** any folders, ? any character, [a-z] one of them, {a,b} one or the"
                + " other.")
        .takes("folder", BasicType.STRING)
        .takes("pattern", BasicType.STRING)
        .gives(Type.set(BasicType.STRING))
        .example("fileset(\"sites\", \"*.conf\")", "toset([\"a.conf\", \"b.conf\"])")
        .does(body(arguments -> matching(files, arguments)));
  }

  private static Value matching(FunctionFiles files, Arguments arguments) {
    var folder = PolicyPaths.relative(files, arguments.text(0));
    var glob = Glob.of(arguments.text(1), 1);
    var prefix = folder.isEmpty() ? "" : folder + "/";
    return Value.set(
        BasicType.STRING,
        files.list(folder).stream()
            .map(path -> path.substring(prefix.length()))
            .filter(glob::matches)
            .map(Value::text)
            .toList());
  }

  private static Function basename() {
    return textFunction(
        function("basename", "The last part of a path.")
            .example("basename(\"/etc/nginx/nginx.conf\")", "\"nginx.conf\""),
        FileFunctions::lastPart);
  }

  private static String lastPart(String path) {
    if (path.isEmpty()) {
      return ".";
    }
    var end = path.length();
    while (end > 0 && path.charAt(end - 1) == '/') {
      end--;
    }
    return end == 0 ? "/" : path.substring(path.lastIndexOf('/', end - 1) + 1, end);
  }

  private static Function dirname() {
    return textFunction(
        function("dirname", "The path without its last part.")
            .example("dirname(\"/etc/nginx/nginx.conf\")", "\"/etc/nginx\""),
        FileFunctions::allButLastPart);
  }

  private static String allButLastPart(String path) {
    var folder = path.substring(0, path.lastIndexOf('/') + 1);
    var normal = String.join("/", PolicyPaths.normal(folder));
    return folder.startsWith("/") ? "/" + normal : normal.isEmpty() ? "." : normal;
  }
}
