package vow.agent.origin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vow.agent.json.Json;
import vow.agent.report.Refused;
import vow.agent.run.Run;
import vow.agent.run.SystemRunner;
import vow.agent.state.AtomicFile;
import vow.agent.state.Folders;

/**
 * A git repository of this node that people push its policy to: STATE/policy.git. Its hook refuses
 * a push that this node would not keep.
 *
 * @param branch that is the policy
 * @param signers a file of allowed keys, as {@link Origin.Git} has it
 * @param folder that the policy is put into, absolute
 */
public record PushRepository(String branch, Optional<String> signers, Path folder) {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final String SETTINGS = "vow.json";
  private static final String HEADS = "refs/heads/";

  /** Where it is on the node with this state folder. */
  public static Path place(Path state) {
    return state.resolve("policy.git");
  }

  Path path(Path state) {
    return place(state);
  }

  /** Whether a push to this name is the policy. */
  public boolean isPolicy(String ref) {
    return ref.equals(HEADS + branch);
  }

  /** The settings of the one that was made; empty when there is none. */
  public static Optional<PushRepository> read(Path state) {
    return AtomicFile.read(place(state).resolve(SETTINGS))
        .flatMap(Json::parseObject)
        .flatMap(PushRepository::parse);
  }

  private static Optional<PushRepository> parse(Map<String, @Nullable Object> object) {
    if (!(object.get("branch") instanceof String branch)
        || !(object.get("folder") instanceof String folder)) {
      return Optional.empty();
    }
    var signers = Optional.ofNullable(object.get("signers")).map(String::valueOf);
    return Optional.of(new PushRepository(branch, signers, Path.of(folder)));
  }

  /**
   * Makes it, or changes its settings.
   *
   * @param hook the command that takes what is pushed, as words of a shell
   */
  public Path make(Path state, String hook) throws Refused {
    var place = place(state);
    try (var runner = SystemRunner.ofHost()) {
      Folders.makePrivate(state);
      var init = List.of("git", "init", "--quiet", "--bare", "-b", branch, place.toString());
      var ended = runner.run(Run.of(init, LIMIT));
      if (!ended.succeeded()) {
        throw new Refused("git init " + ended.text());
      }
      var object = new LinkedHashMap<String, @Nullable Object>();
      object.put("branch", branch);
      object.put("signers", signers.orElse(null));
      object.put("folder", folder.toString());
      AtomicFile.write(place.resolve(SETTINGS), Json.write(object) + "\n");
      var script = place.resolve("hooks/pre-receive");
      AtomicFile.write(script, "#!/bin/sh\n# Made by vow policy repo.\nexec " + hook + "\n");
      Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
      return place;
    } catch (IOException e) {
      throw new Refused("unable to make " + place + ": " + Refused.reason(e));
    }
  }
}
