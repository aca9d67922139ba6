package vow.agent.holder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** What a brain says about services, and the records that it reads. */
final class Services {
  static final int OPEN = 74;
  static final int LAUNCH = 75;
  static final int KILL = 76;
  static final int CLOSE = 77;
  static final int LIST = 78;
  static final int ADOPT = 79;
  static final int NOTIFY = 80;
  static final int PINGS = 81;
  static final int SOCKET = 82;
  static final int STORE = 85;

  /** How a log is kept. */
  record Limits(int files, long fileBytes, int ageS, int linesPerS) {
    static final Limits NONE = new Limits(3, 0, 0, 0);
  }

  private final Brain brain;
  private final Queue<Noted> records = new ArrayDeque<>();
  private long read;

  Services(Brain brain, long read) {
    this.brain = brain;
    this.read = read;
  }

  /** Of the next brain of a holder, awake. */
  static Services of(Rig holder) throws IOException {
    var brain = holder.next();
    long read = brain.start().handled();
    brain.hello();
    var services = new Services(brain, read);
    long written = brain.sync();
    services.records.addAll(brain.records(read, written));
    services.read = written;
    brain.send(Brain.READ, written);
    return services;
  }

  Brain brain() {
    return brain;
  }

  private static ByteBuffer packet(int type, int k, int second, int more) {
    return Brain.body(16 + more).putInt(type).putInt(0).putInt(k).putInt(second);
  }

  void open(int k, Path folder, Limits limits) throws IOException {
    var name = ("service-" + k + "\0").getBytes(StandardCharsets.UTF_8);
    var packet = packet(OPEN, k, limits.files(), 16 + name.length).putLong(limits.fileBytes());
    packet.putInt(limits.ageS()).putInt(limits.linesPerS()).put(name);
    give(packet, 'O', folder.toString());
  }

  private void give(ByteBuffer packet, char sort, String text) throws IOException {
    brain.give(packet.flip(), sort, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Words as docs/holder.md has them. */
  void launch(int k, long run, String... words) throws IOException {
    give(packet(LAUNCH, k, 0, 8).putLong(run), 'W', String.join("\0", words));
  }

  /** A script as a service. */
  void script(int k, long run, String script, String... words) throws IOException {
    var all = new ArrayList<>(List.of("p/bin/sh", "ash", "a-c", "a" + script));
    all.add("ePATH=/usr/bin:/bin");
    all.addAll(List.of(words));
    launch(k, run, all.toArray(String[]::new));
  }

  void kill(int k, long run, int signal, int scope) throws IOException {
    brain.send(packet(KILL, k, signal, 16).putLong(run).putInt(scope).putInt(0).flip());
  }

  void close(int k) throws IOException {
    brain.send(CLOSE, k, 0);
  }

  List<Noted.Listed> list() throws IOException {
    brain.send(LIST, 0, 0);
    return noted().stream()
        .filter(record -> record.type() == Noted.SERVICE)
        .map(Noted::listed)
        .toList();
  }

  void adopt(int k, int pid, long run) throws IOException {
    give(packet(ADOPT, k, pid, 8).putLong(run), 'P', Integer.toString(pid));
  }

  void listenTo(int k, int access, Path socket) throws IOException {
    give(packet(NOTIFY, k, access, 0), 'D', socket.toString());
  }

  void expectPings(int k, long run, long withinUs) throws IOException {
    brain.send(packet(PINGS, k, 0, 16).putLong(run).putLong(withinUs).flip());
  }

  void socket(int k, int i, Path socket) throws IOException {
    give(packet(SOCKET, k, i, 0), 'L', socket.toString());
  }

  /** So many descriptors it may store. */
  void store(int k, int most) throws IOException {
    brain.send(STORE, k, most);
  }

  /** What is noted up to now and was not read before. */
  List<Noted> noted() throws IOException {
    long written = brain.sync();
    records.addAll(brain.records(read, written));
    read = written;
    brain.send(Brain.READ, written);
    var all = List.copyOf(records);
    records.clear();
    return all;
  }

  /** The next record; waits for it. */
  Noted next() throws IOException {
    while (records.isEmpty()) {
      var told = brain.receive();
      if (told.type() != Told.MORE || told.written() <= read) {
        continue; // of what a SYNC has told as well
      }
      records.addAll(brain.records(read, told.written()));
      read = told.written();
      brain.send(Brain.READ, read);
    }
    return records.remove();
  }

  Noted next(int type) throws IOException {
    var record = next();
    assertThat(record.type()).as(record.toString()).isEqualTo(type);
    return record;
  }

  /** Waits until the program of the run is there, and returns its process. */
  int runs(int k, long run) throws IOException {
    var started = next(Noted.STARTED).run();
    assertThat(next(Noted.EXECUTED).run()).isEqualTo(new Noted.Run(k, 0, run));
    assertThat(started).isEqualTo(new Noted.Run(k, started.number(), run));
    return started.number();
  }

  /** Waits for the end of a run that has nothing else to be told, and returns its status. */
  int status(int k, long run) throws IOException {
    runs(k, run);
    var ended = next(Noted.ENDED).run();
    assertThat(ended).isEqualTo(new Noted.Run(k, ended.number(), run));
    return ended.number();
  }
}
