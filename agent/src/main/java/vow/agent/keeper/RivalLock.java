package vow.agent.keeper;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import vow.linux.Errno;
import vow.linux.LinuxException;
import vow.linux.OpenFile;
import vow.linux.ProcFile;
import vow.linux.RecordLock;

/**
 * The lock that other programs take on a file while they work (fcntl(2)). It is waited for in the
 * kernel, not asked for again and again.
 */
record RivalLock(String path, Site site) {
  /**
   * Takes the lock of the open file, for as long as that stays open; false when it is not given.
   */
  boolean take(OpenFile file, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    while (!RecordLock.tryLock(file.fd())) {
      if (!free(Duration.ofNanos(end - System.nanoTime()))) {
        return false;
      }
    }
    return true;
  }

  /** Waits until nobody has it; who has it still when patience ends. */
  Optional<String> await(Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    for (var holder = holder(); holder.isPresent(); holder = holder()) {
      if (!free(Duration.ofNanos(end - System.nanoTime()))) {
        return holder;
      }
    }
    return Optional.empty();
  }

  /** Who has it: {@code process 4711 (apt)}; empty when nobody has. */
  Optional<String> holder() {
    try (var place = site.tree().place(path);
        var file = place.directory().update(place.name())) {
      var pid = RecordLock.holder(file.fd());
      return pid.isEmpty() ? Optional.empty() : Optional.of(name(pid.getAsInt()));
    } catch (LinuxException e) {
      if (e.errno() == Errno.ENOENT) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static String name(int pid) {
    if (pid == 0) {
      return "another program";
    }
    var name = ProcFile.read("/proc/" + pid + "/comm").map(String::strip).orElse("");
    return "process " + pid + (name.isEmpty() ? "" : " (" + name + ")");
  }

  /**
   * Waits until it was free for a moment. A wait in the kernel cannot be called off, so it has a
   * thread and an open file of its own, both of which end with it.
   */
  private boolean free(Duration patience) {
    var free = new CompletableFuture<Boolean>();
    Thread.ofPlatform()
        .daemon()
        .name("vow-lock")
        .start(() -> {
          try (var place = site.tree().place(path);
              var file = place.directory().update(place.name())) {
            RecordLock.lock(file.fd());
            free.complete(true);
          } catch (RuntimeException e) {
            free.completeExceptionally(e);
          }
        });
    try {
      return free.get(Math.max(0, patience.toNanos()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException refusal
          ? refusal
          : new IllegalStateException(e.getCause());
    }
  }
}
