package vow.agent.run;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import vow.agent.tree.Accounts;
import vow.agent.tree.Tree;
import vow.linux.EventFd;
import vow.linux.Ids;
import vow.linux.LinuxException;
import vow.linux.OpenFile;
import vow.linux.Pipe;
import vow.linux.Spawn;

/** Runs commands as processes of this machine. Closing it ends all that are running. */
public final class SystemRunner implements Runner, AutoCloseable {
  private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private final Tree tree;
  private final Accounts accounts;
  private final Runnable atEnd;
  private final EventFd closing = new EventFd();
  private final AtomicInteger unbroken = new AtomicInteger();

  /** Users are looked up in these accounts. */
  public SystemRunner(Tree tree, Accounts accounts) {
    this(tree, accounts, () -> {});
  }

  private SystemRunner(Tree tree, Accounts accounts, Runnable atEnd) {
    this.tree = tree;
    this.accounts = accounts;
    this.atEnd = atEnd;
  }

  /** On this machine, with its own accounts and nothing to do with a kept tree. */
  public static SystemRunner ofHost() {
    var tree = Tree.open("/");
    return new SystemRunner(tree, new Accounts(tree), tree::close);
  }

  @Override
  public Ended run(Run run) {
    return run(run, run.input().getBytes(StandardCharsets.UTF_8));
  }

  /** The same with these bytes as its input, in place of what the run says. */
  public Ended run(Run run, byte[] input) {
    var ended = new CompletableFuture<Ended>();
    // Waiting in the kernel would hold one of the few carriers of virtual threads.
    Thread.ofPlatform().daemon().name("vow-run").start(() -> complete(ended, run, input));
    return ended.join();
  }

  private void complete(CompletableFuture<Ended> ended, Run run, byte[] bytes) {
    try {
      ended.complete(start(run, bytes));
    } catch (LinuxException e) {
      ended.complete(
          new Ended.NotStarted(
              "unable to %s %s: %s".formatted(e.call(), e.path(), e.errno().text())));
    } catch (RuntimeException | Error e) {
      ended.completeExceptionally(e);
    }
  }

  private Ended start(Run run, byte[] bytes) {
    var spawn = Spawn.of(run.argv()).in(run.folder().orElse("/")).newGroup();
    var refused = identify(run, spawn);
    if (!refused.isEmpty()) {
      return new Ended.NotStarted(
          "unable to start %s: %s".formatted(run.argv().getFirst(), refused));
    }
    try (var input = OpenFile.inMemory("vow-input");
        var output = Pipe.open()) {
      if (bytes.length > 0) {
        input.write(bytes);
        input.rewind();
        spawn.stdin(input.fd());
      }
      spawn.stdout(output.writer()).stderr(output.writer());
      return run.whole()
          ? whole(spawn, output, run)
          : end(spawn, output, run, Optional.of(closing));
    }
  }

  /** Counts from before it is born: whoever sees what the command does sees that it must finish. */
  private Ended whole(Spawn spawn, Pipe output, Run run) {
    unbroken.incrementAndGet();
    try {
      return end(spawn, output, run, Optional.empty());
    } finally {
      unbroken.decrementAndGet();
    }
  }

  private static Ended end(Spawn spawn, Pipe output, Run run, Optional<EventFd> breaksOff) {
    try (var child = spawn.start()) {
      output.writer().close();
      return new Wait(child, output, breaksOff).end(run.timeout());
    }
  }

  @Override
  public void interrupt() {
    closing.signal();
  }

  @Override
  public boolean mustFinish() {
    return unbroken.get() > 0;
  }

  /** Sets who it runs as and what it sees; why that cannot be, or nothing. */
  private String identify(Run run, Spawn spawn) {
    var environment = new HashMap<>(Map.of("PATH", PATH, "LANG", "C.UTF-8"));
    if (!tree.isSystem()) {
      environment.put("VOW_ROOT", tree.folder());
    }
    var name = run.user().orElse(Integer.toUnsignedString(Ids.effectiveUid()));
    var user = accounts.user(name);
    user.ifPresent(u -> {
      environment.put("HOME", u.home());
      environment.put("USER", u.name());
      environment.put("LOGNAME", u.name());
    });
    environment.putAll(run.environment());
    spawn.env(environment);
    if (run.user().isEmpty() && run.group().isEmpty()) {
      return "";
    }
    var uid = accounts.uid(name);
    var gid =
        run.group().isPresent()
            ? accounts.gid(run.group().get())
            : user.map(u -> java.util.OptionalInt.of(u.gid())).orElse(uid);
    if (uid.isEmpty() || gid.isEmpty()) {
      return "there is no " + (uid.isEmpty() ? "user " + name : "group " + run.group().orElse(""));
    }
    if (Ids.effectiveUid() == 0) {
      List<Integer> groups =
          new ArrayList<>(user.map(u -> accounts.memberships(u.name())).orElse(List.of()));
      spawn.as(uid.getAsInt(), gid.getAsInt(), groups);
      return "";
    }
    boolean self = uid.getAsInt() == Ids.effectiveUid() && gid.getAsInt() == Ids.effectiveGid();
    return self ? "" : "only root may run it as another user";
  }

  @Override
  public void close() {
    interrupt();
    atEnd.run();
  }
}
