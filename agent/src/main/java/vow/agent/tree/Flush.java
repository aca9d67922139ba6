package vow.agent.tree;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import vow.linux.Directory;
import vow.linux.FileSystem;
import vow.linux.LinuxException;
import vow.linux.OpenFile;

/**
 * Brings files and names to the disk, and lets repairs that get there at one time go together: many
 * at once sync their file system, which costs about as much as syncing one of them. Every caller
 * returns when its own is on the disk, and learns of its own error.
 */
final class Flush {
  /** Fewer than this sync each for itself. */
  static final int TOGETHER_MIN = 4;

  private static final ReentrantLock LOCK = new ReentrantLock();
  private static final Map<Long, Boolean> LOCAL = new ConcurrentHashMap<>();
  private static List<Request> waiting = new ArrayList<>();
  private static boolean led;

  private enum Answer {
    /** It is on the disk. */
    DONE,
    /** Sync it yourself. */
    ALONE,
    /** Take all that wait by now, yourself among them. */
    LEAD
  }

  private record Request(Directory folder, CompletableFuture<Answer> answer) {}

  private Flush() {}

  /** Returns when a file in this folder is on the disk. */
  static void content(OpenFile file, Directory folder) {
    if (!together(folder)) {
      file.sync();
    }
  }

  /** Returns when the names in this folder are on the disk. */
  static void names(Directory folder) {
    if (!together(folder)) {
      folder.sync();
    }
  }

  private static boolean together(Directory folder) {
    var request = new Request(folder, new CompletableFuture<>());
    var answer = isFirst(request) ? Answer.LEAD : request.answer.join();
    return answer == Answer.LEAD ? lead(request) : answer == Answer.DONE;
  }

  private static boolean isFirst(Request request) {
    LOCK.lock();
    try {
      waiting.add(request);
      boolean first = !led;
      led = true;
      return first;
    } finally {
      LOCK.unlock();
    }
  }

  // Yielding is no more than a hint: when it is not taken, each syncs alone.
  @SuppressWarnings("ThreadPriorityCheck")
  private static boolean lead(Request own) {
    Thread.yield(); // a system call holds the thread that others need to get here
    var turn = take();
    var done = new HashSet<Request>();
    try {
      if (turn.size() >= TOGETHER_MIN) {
        var byDevice = turn.stream().collect(Collectors.groupingBy(r -> r.folder.device()));
        byDevice.values().forEach(requests -> done.addAll(synced(requests)));
      }
    } finally {
      for (var request : turn) {
        request.answer.complete(done.contains(request) ? Answer.DONE : Answer.ALONE);
      }
      handOver();
    }
    return done.contains(own);
  }

  private static List<Request> take() {
    LOCK.lock();
    try {
      var turn = waiting;
      waiting = new ArrayList<>();
      return turn;
    } finally {
      LOCK.unlock();
    }
  }

  private static void handOver() {
    LOCK.lock();
    try {
      if (waiting.isEmpty()) {
        led = false;
      } else {
        waiting.getFirst().answer.complete(Answer.LEAD);
      }
    } finally {
      LOCK.unlock();
    }
  }

  /** Those that are on the disk now: all of one device, or none. */
  private static List<Request> synced(List<Request> requests) {
    var folder = requests.getFirst().folder;
    if (requests.size() < TOGETHER_MIN || !isLocal(folder)) {
      return List.of();
    }
    try {
      folder.syncFileSystem();
      return requests;
    } catch (LinuxException _) {
      return List.of(); // whose error it is, each finds out for itself
    }
  }

  /** Others report errors of writing only to who syncs the file. */
  private static boolean isLocal(Directory folder) {
    return LOCAL.computeIfAbsent(
        folder.device(), _ -> FileSystem.of(folder.fd()).kind() == FileSystem.Kind.LOCAL);
  }
}
