package vow.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import vow.agent.KeepRequest;
import vow.agent.policy.PolicyLocation;
import vow.language.policy.Given;
import vow.language.syntax.Source;

/** What every verb that compiles a policy takes: where it is, and values for its variables. */
final class PolicyOptions {
  static final Option VAR = Option.repeated("--var", "NAME=VALUE", "set a variable of the policy");
  static final Option VAR_FILE =
      Option.repeated("--var-file", "FILE", "set variables from a file of attributes");
  static final Option OBSERVE =
      Option.toggle("--observe", "assess everything, tell what differs, touch nothing");
  static final Option LIMIT =
      Option.repeated("--limit", "PROMISE", "only this promise, and what it needs");
  static final Option SKIP = Option.repeated("--skip", "PROMISE", "all but this promise");
  static final Argument PATH =
      Argument.optional(
          "PATH", Argument.Kind.PATH, "a policy file, or a folder whose *.hcl are the policy");

  private static final String PREFIX = "VOW_VAR_";

  private PolicyOptions() {}

  /** The whole request. */
  static KeepRequest request(Invocation invocation) throws UsageException, Failure {
    var only =
        new KeepRequest.Only(
            invocation.has(OBSERVE.name()),
            invocation.all(LIMIT.name()),
            invocation.all(SKIP.name()));
    return new KeepRequest(
        location(invocation), given(invocation), invocation.places(), forOthers(invocation), only);
  }

  /** Where the policy is. */
  static PolicyLocation location(Invocation invocation) throws UsageException, Failure {
    var given = invocation.argument(0).map(Path::of);
    return switch (PolicyLocation.find(given, Path.of("").toAbsolutePath())) {
      case PolicyLocation.Found.At(var location) -> location;
      case PolicyLocation.Found.Nowhere(var path) ->
          throw new Failure("unable to read " + path + ": no such file or folder");
      case PolicyLocation.Found.NotGiven() ->
          throw new UsageException(
              "no policy given, and neither this folder nor /etc/vow holds a *.hcl;"
                  + " name a file or a folder");
    };
  }

  /** Values for variables: the environment, then files, then the command line. */
  static List<Given> given(Invocation invocation) throws UsageException, Failure {
    var given = new ArrayList<Given>();
    invocation
        .environment()
        .forEach((name, value) -> {
          if (name.startsWith(PREFIX)) {
            given.add(new Given.Environment(name.substring(PREFIX.length()), value));
          }
        });
    for (var file : invocation.all(VAR_FILE.name())) {
      given.add(new Given.VarFile(read(file)));
    }
    for (var assignment : invocation.all(VAR.name())) {
      int equals = assignment.indexOf('=');
      if (equals <= 0) {
        throw new UsageException("--var needs NAME=VALUE, not \"" + assignment + "\"");
      }
      given.add(
          new Given.Argument(assignment.substring(0, equals), assignment.substring(equals + 1)));
    }
    return given;
  }

  /** The options that another command needs to find the same agent. */
  private static String forOthers(Invocation invocation) {
    return String.join(
        " ",
        Stream.of("--root", "--state", "--runtime")
            .flatMap(name -> invocation.option(name).map(value -> name + " " + value).stream())
            .toList());
  }

  private static Source read(String file) throws Failure {
    try {
      return Source.of(file, Files.readAllBytes(Path.of(file)));
    } catch (IOException e) {
      throw new Failure("unable to read " + file + ": " + Causes.of(e));
    }
  }
}
