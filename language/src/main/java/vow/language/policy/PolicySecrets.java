package vow.language.policy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import vow.language.eval.Function;
import vow.language.function.FunctionFiles;
import vow.language.function.FunctionSecrets;
import vow.language.syntax.Spelling;
import vow.language.value.BasicType;
import vow.language.value.Value;

/**
 * The secrets of a policy by name: from where its blocks {@code secret} say, else from the age
 * files below {@code secrets/}. Each is opened once a run, and watched like any file that is read.
 */
final class PolicySecrets implements FunctionSecrets {
  /** Where age files are, below the policy's folder. */
  static final String FOLDER = "secrets";

  static final String ENDING = ".age";

  /** How an age file starts: as bytes, or as text. */
  private static final List<String> STARTS =
      List.of("age-encryption.org/v1\n", "-----BEGIN AGE ENCRYPTED FILE-----");

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");

  private final ReadFiles files;
  private final SecretSource source;
  private final Map<String, Origin> declared = new HashMap<>();
  private final Map<String, Function.Outcome> opened = new HashMap<>();
  private boolean closed;

  /** Where a secret is that is no age file. */
  sealed interface Origin {}

  /** A credential of the service manager, by its name there. */
  record Credential(String name) implements Origin {}

  /** A file in memory. */
  record InMemory(String path) implements Origin {}

  PolicySecrets(ReadFiles files, SecretSource source) {
    this.files = files;
    this.source = source;
  }

  /** A block says where this one is. */
  void declare(String name, Origin origin) {
    declared.put(name, origin);
  }

  /** Whether some value that was asked for is not known here. */
  boolean isClosed() {
    return closed;
  }

  @Override
  public Function.Outcome open(String name) {
    return opened.computeIfAbsent(name, this::openNow);
  }

  private Function.Outcome openNow(String name) {
    var origin = declared.get(name);
    return switch (origin) {
      case null -> age(name);
      case Credential credential -> credential(name, credential.name());
      case InMemory file -> outside(name, file.path(), true);
    };
  }

  private Function.Outcome age(String name) {
    if (!NAME.matcher(name).matches()) {
      return unknown(name);
    }
    var path = FOLDER + "/" + name + ENDING;
    return switch (files.read(path)) {
      case FunctionFiles.Missing _ -> unknown(name);
      case FunctionFiles.Refused(var why) ->
          refused(name, path + ": " + why, "an age file that can be read");
      case FunctionFiles.Content content when !isAge(content.bytes()) ->
          refused(name, path + " is no age file", "what vow secret new, or age, writes");
      case FunctionFiles.Content content when source.opens() ->
          told(name, path, source.decrypt(content.bytes()));
      case FunctionFiles.Content _ ->
          source
              .lacking(name)
              .map(why -> refused(name, why, "vow secret rotate --same " + name + " --to ..."))
              .orElseGet(this::unopened);
    };
  }

  private static boolean isAge(byte[] bytes) {
    var start = new String(bytes, 0, Math.min(bytes.length, 100), US_ASCII);
    return STARTS.stream().anyMatch(start::startsWith);
  }

  private Function.Outcome credential(String name, String credential) {
    if (!source.opens()) {
      return unopened();
    }
    var folder = source.credentials();
    return folder.isPresent()
        ? outside(name, folder.get() + "/" + credential, false)
        : refused(
            name,
            "vow has no credentials: it was not started by a service manager that gives it some",
            "LoadCredential=" + credential + ":FILE in the unit of vow");
  }

  private Function.Outcome outside(String name, String path, boolean inMemory) {
    if (!source.opens()) {
      return unopened();
    }
    for (var place : source.places(path)) {
      files.readOutside(place, source.digest(place)); // first: what changes meanwhile is read again
    }
    return told(name, path, source.read(path, inMemory));
  }

  private Function.Outcome unopened() {
    closed = true;
    return Function.returned(Value.sensitive(new Value.Unknown(BasicType.STRING)));
  }

  private static Function.Outcome told(String name, String path, SecretSource.Opening opening) {
    return switch (opening) {
      case SecretSource.Opened(var text) ->
          Function.returned(Value.sensitive(Value.text(line(text))));
      case SecretSource.Refused(var why, var expected) ->
          refused(name, path + ": " + why, expected);
    };
  }

  /** A single line comes without its end: a password has none, whatever wrote it to a file. */
  private static String line(String text) {
    int end = text.indexOf('\n');
    if (end != text.length() - 1 || end < 0) {
      return text;
    }
    return text.substring(0, end > 0 && text.charAt(end - 1) == '\r' ? end - 1 : end);
  }

  private static Function.Outcome refused(String name, String why, String expected) {
    var message = "unable to open the secret \"" + name + "\": " + why;
    return new Function.Refused(
        0, Code.SECRET_UNREADABLE.word(), message, expected, Optional.empty());
  }

  private Function.Outcome unknown(String name) {
    var known = new ArrayList<>(declared.keySet());
    for (var path : files.list(FOLDER)) {
      var file = path.substring(FOLDER.length() + 1);
      if (file.endsWith(ENDING)) {
        known.add(file.substring(0, file.length() - ENDING.length()));
      }
    }
    return new Function.Refused(
        0,
        Code.UNKNOWN_SECRET.word(),
        "there is no secret \"" + name + "\"",
        "a file "
            + FOLDER
            + "/NAME"
            + ENDING
            + " (vow secret new NAME), or a block secret \"NAME\"",
        Spelling.nearest(name, known));
  }
}
