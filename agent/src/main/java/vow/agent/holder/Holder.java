package vow.agent.holder;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vow.agent.bell.Source;
import vow.linux.Descriptors;
import vow.linux.Fd;

/**
 * The small process that is our parent, holds all descriptors and starts us when something happens
 * (docs/holder.md). Its messages are read by a thread of this class; the methods may be called from
 * any thread.
 */
public final class Holder {
  /** Of the protocol. */
  public static final int VERSION = 1;

  /** The descriptors that every brain finds. */
  public static final int FANOTIFY = 3;

  public static final int INOTIFY = 4;
  public static final int LEDGER = 5;
  public static final int FILTER = 6;

  private static final int FIRST_SLOT = 16;
  private static final String VARIABLE = "VOW_HOLDER";

  /** Who is told. Called on the holder's thread, and must return at once. */
  public interface Listener {
    /** There is more in the ledger. */
    void more();

    /** To end in good order: a signal, or the holder is no more. */
    void stop();

    /** To read the policy again. */
    void reload();
  }

  private final FileInputStream in = new FileInputStream(FileDescriptor.in);
  private final FileOutputStream out = new FileOutputStream(FileDescriptor.in);
  private final Fd socket = new Fd(0);
  private final Message.Start start;
  private @Nullable Message answer;
  private boolean gone;
  private boolean greeted;
  private long written;
  private long syncs;

  private Holder(Message.Start start) {
    this.start = start;
    written = start.written();
  }

  /** Our holder, if a holder is what started us. */
  public static Optional<Holder> find(Map<String, String> environment) {
    if (!String.valueOf(VERSION).equals(environment.get(VARIABLE))) {
      return Optional.empty();
    }
    return receive(new FileInputStream(FileDescriptor.in))
        .filter(Message.Start.class::isInstance)
        .map(first -> new Holder((Message.Start) first));
  }

  /** What it told first. */
  Message.Start start() {
    return start;
  }

  /** Whether this brain goes on where another went to sleep. */
  public boolean woken() {
    return start.why() != 0 && start.crashes() == 0;
  }

  /** How often it started a brain because something happened, and the CPU of those before us. */
  public long wakes() {
    return start.wakes();
  }

  /** CPU of all brains before this one, in milliseconds. */
  public long earlierCpuMs() {
    return start.childrenCpuUs() / 1_000;
  }

  /** Its process. */
  public long pid() {
    return ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(0L);
  }

  /** The type of the record that woke us: {@link LedgerRecord}. */
  public int why() {
    return start.why();
  }

  /** Whether a file that changed woke us. */
  public boolean forFile() {
    return woken() && why() == LedgerRecord.FILE;
  }

  /** The source that rang, when that is what woke us. */
  public Source whatRang() {
    return Source.of(start.slot()).orElse(Source.LOCK);
  }

  /** The descriptor that it holds for us. */
  public static Fd held(Source source) {
    return new Fd(FIRST_SLOT + source.number());
  }

  /** Gives it a descriptor only to keep open. */
  public void hold(Source source, Fd descriptor) {
    hold(source, 0, descriptor);
  }

  /** Begins to listen, and says that we are here: from now on our end is not its end. */
  public void greet(Listener listener) {
    Thread.ofPlatform().daemon().name("holder").start(() -> listen(listener));
    send(Message.hello(VERSION));
    synchronized (this) {
      greeted = true;
    }
  }

  /** Names the command for the next brains. */
  public void wakeBy(WakeCommand command) {
    send(Message.wake(command.words().size(), command.strings()));
  }

  /** Has it become another program; it says itself why it does not. */
  void upgrade(Path program) {
    send(Message.upgrade(program.toString()));
  }

  /** How far the ledger is written. */
  synchronized long written() {
    return written;
  }

  /** We have read so far: tell when there is more. */
  void read(long offset) {
    send(Message.read(offset));
  }

  /** All below is done with. */
  void handled(long offset) {
    send(Message.handled(offset));
  }

  /** Waits until everything that the kernel has told is in the ledger; answers how far that is. */
  synchronized long sync() {
    long token = ++syncs;
    send(Message.sync(token));
    while (await() instanceof Message.Synced synced) {
      if (synced.token() == token) {
        return synced.written();
      }
    }
    return written;
  }

  /**
   * Goes to sleep, unless something has come that we have not handled.
   *
   * @param wakeAtMs since the epoch; 0 for never
   * @param entries of the filter
   * @return true when this process is to end now, at once
   */
  synchronized boolean sleep(long handled, long wakeAtMs, int entries) {
    send(Message.sleep(handled, wakeAtMs, entries));
    return await() instanceof Message.Go;
  }

  /** Gives it a descriptor to hold and, by the flags, to wait for. */
  void hold(Source source, int flags, Fd descriptor) {
    Descriptors.send(socket, Message.slot(source.number(), flags), descriptor);
  }

  /** Tell again when it has news. */
  void resume(Source source) {
    send(Message.resume(source.number()));
  }

  /** What it does for services. */
  public ServiceDesk services() {
    return new ServiceDesk(this::send, socket);
  }

  /** This process is about to end, and the holder is to end with it. */
  public void end(int status) {
    boolean known;
    synchronized (this) {
      known = greeted;
    }
    if (known) {
      send(Message.end(status));
    }
  }

  private @Nullable Message await() {
    try {
      while (answer == null && !gone) {
        wait();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    var got = answer;
    answer = null;
    return got;
  }

  private void listen(Listener listener) {
    while (true) {
      var message = receive(in);
      if (message.isEmpty()) {
        end();
        listener.stop();
        return;
      }
      switch (message.get()) {
        case Message.More more -> {
          advance(more.written());
          listener.more();
        }
        case Message.Stay stay -> {
          advance(stay.written());
          answer(stay);
          listener.more();
        }
        case Message.Synced synced -> {
          advance(synced.written());
          answer(synced);
        }
        case Message.Go go -> answer(go);
        case Message.Stop _ -> listener.stop();
        case Message.Reload _ -> listener.reload();
        case Message.Start _ -> {} // only the first message is one
      }
    }
  }

  private synchronized void advance(long to) {
    written = Math.max(written, to);
  }

  private synchronized void answer(Message message) {
    answer = message;
    notifyAll();
  }

  private synchronized void end() {
    gone = true;
    notifyAll();
  }

  private void send(byte[] message) {
    try {
      out.write(message);
    } catch (IOException e) {
      System.getLogger("vow").log(System.Logger.Level.DEBUG, "the holder has gone", e);
    }
  }

  /** The next message that we understand; empty when the holder is no more. */
  private static Optional<Message> receive(FileInputStream in) {
    var bytes = new byte[Message.BYTES_MAX];
    try {
      for (int length = in.read(bytes); length > 0; length = in.read(bytes)) {
        var message = Message.read(bytes, length);
        if (message.isPresent()) {
          return message;
        }
      }
    } catch (IOException e) {
      System.getLogger("vow").log(System.Logger.Level.DEBUG, "the holder has gone", e);
    }
    return Optional.empty();
  }
}
