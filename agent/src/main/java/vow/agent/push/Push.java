package vow.agent.push;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vow.agent.json.Json;
import vow.agent.origin.PolicyFetch;
import vow.agent.report.Refused;
import vow.agent.run.Ended;
import vow.agent.run.Run;
import vow.agent.run.SystemRunner;

/**
 * Hands a policy to many hosts through the user's own ssh, some at a time. A host decides for
 * itself whether it takes it: {@code vow policy receive}. Blocks.
 *
 * @param ssh the command, and its options
 * @param receive the words that take the policy there
 * @param environment of ssh
 * @param jobs so many hosts at a time
 * @param image a vow to install where there is none; empty for not to
 */
public record Push(
    List<String> ssh,
    List<String> receive,
    Map<String, String> environment,
    int jobs,
    Optional<Image> image) {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  public Push {
    ssh = List.copyOf(ssh);
    receive = List.copyOf(receive);
    environment = Map.copyOf(environment);
  }

  /**
   * What became of one host.
   *
   * @param ok whether it has the policy now
   * @param changed how many of its files differ from before
   * @param message what it said, or why it has not
   */
  public record Host(String name, boolean ok, int changed, String message) {}

  /**
   * Pushes.
   *
   * @param told hears of each host when it is done; on this thread
   * @return all, in the order of the names
   */
  public List<Host> run(List<String> hosts, Path policy, Consumer<Host> told) throws Refused {
    try (var runner = SystemRunner.ofHost();
        var pool = Executors.newFixedThreadPool(Math.min(jobs, hosts.size()))) {
      var tar = packed(policy, runner);
      var service = new ExecutorCompletionService<Host>(pool);
      for (var host : hosts) {
        service.submit(() -> push(host, tar, runner));
      }
      var done = new HashMap<String, Host>();
      for (int i = 0; i < hosts.size(); i++) {
        var host = service.take().get();
        done.put(host.name(), host);
        told.accept(host);
      }
      return hosts.stream().map(done::get).toList();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Refused("interrupted: some hosts may have the policy");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static byte[] packed(Path policy, SystemRunner runner) throws Refused {
    try {
      var file = Files.createTempFile("vow-push-", ".tar");
      try {
        var argv =
            List.of("tar", "-C", policy.toString(), "--exclude-vcs", "-cf", file.toString(), ".");
        var ended = runner.run(Run.of(argv, LIMIT));
        if (!ended.succeeded()) {
          throw new Refused("unable to pack " + policy + ": tar " + ended.text());
        }
        if (Files.size(file) > PolicyFetch.BYTES_MAX) {
          throw new Refused(policy + " is larger than " + (PolicyFetch.BYTES_MAX >> 20) + " MiB");
        }
        return Files.readAllBytes(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new Refused("unable to pack " + policy + ": " + Refused.reason(e));
    }
  }

  private Host push(String host, byte[] tar, SystemRunner runner) {
    if (image.isPresent()) {
      var problem = install(host, image.get(), runner);
      if (problem.isPresent()) {
        return new Host(host, false, 0, problem.get());
      }
    }
    var ended = runner.run(command(host, receive), tar);
    if (!(ended instanceof Ended.Exited exited)) {
      return new Host(host, false, 0, "ssh " + ended.text());
    }
    var answer = exited.output().lines().flatMap(l -> Json.parseObject(l).stream()).findFirst();
    if (exited.status() == 0 && answer.isPresent()) {
      return taken(host, answer.get());
    }
    return new Host(host, false, 0, why(exited));
  }

  private static Host taken(String host, Map<String, @Nullable Object> answer) {
    int changed = answer.get("changed") instanceof List<?> list ? list.size() : 0;
    var aside = answer.get("replaced");
    var message =
        changed == 0 ? "up to date" : changed == 1 ? "1 file changed" : changed + " files changed";
    return new Host(
        host,
        true,
        changed,
        message + (aside == null ? "" : ", what was there is kept as " + aside));
  }

  private static String why(Ended.Exited exited) {
    var said = exited.output().strip();
    var text = said.startsWith("vow: ") ? said.substring("vow: ".length()) : said;
    return switch (exited.status()) {
      case 127 -> "there is no vow: push with --install, or install it first";
      case 255 -> "ssh: " + (said.isEmpty() ? "no connection" : last(said));
      default -> text.isEmpty() ? "it exited with " + exited.status() : text;
    };
  }

  private static String last(String text) {
    return text.substring(text.lastIndexOf('\n') + 1).strip();
  }

  /** Why there is still no vow on a host; empty when there is. */
  private Optional<String> install(String host, Image with, SystemRunner runner) {
    var there = runner.run(command(host, List.of("command -v vow >/dev/null && uname -m")));
    if (there.succeeded()) {
      return Optional.empty();
    }
    if (there instanceof Ended.Exited e && e.status() == 255) {
      return Optional.of(why(e));
    }
    var ended = runner.run(command(host, List.of(with.script())), with.tar());
    if (ended.succeeded()) {
      return Optional.empty();
    }
    return Optional.of("unable to install vow: " + ended.text());
  }

  private Run command(String host, List<String> words) {
    var argv = new ArrayList<>(ssh);
    argv.add("--");
    argv.add(host);
    argv.addAll(words);
    return Run.of(argv, LIMIT).with(environment);
  }
}
