package vow.agent.holder;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import vow.agent.watch.RawRecord;
import vow.agent.watch.WriterLookup;
import vow.linux.Fanotify;
import vow.linux.FileHandle;
import vow.linux.Inotify;
import vow.model.Writer;

/** One record of the ledger (docs/holder.md, Ledger). */
sealed interface LedgerRecord {
  /** The type of a record about a file. */
  int FILE = 1;

  /** Length, type and time, before each body. */
  int HEADER_BYTES = 16;

  int LENGTH_MAX = 64 * 1024;

  record File(RawRecord record) implements LedgerRecord {}

  record Overflow() implements LedgerRecord {}

  record Fired(int slot) implements LedgerRecord {}

  /** A time has come, or a signal to read the policy again. */
  record Signal() implements LedgerRecord {}

  /** Something about a service. */
  record OfService(ServiceRecord record) implements LedgerRecord {}

  /** Of no interest to this version. */
  record Other() implements LedgerRecord {}

  /** Reads the body at the buffer's position. */
  static LedgerRecord read(int type, ByteBuffer in) {
    return switch (type) {
      case FILE -> new File(file(in));
      case 2 -> new Overflow();
      case 3 -> new Fired(in.getInt());
      case 6 -> new Signal();
      default -> ServiceRecord.is(type) ? new OfService(ServiceRecord.read(type, in)) : new Other();
    };
  }

  private static RawRecord file(ByteBuffer in) {
    long mask = in.getLong();
    int watch = in.getInt();
    int pid = in.getInt();
    int uid = in.getInt();
    int login = in.getInt();
    int parent = in.getInt();
    int terminal = in.getInt();
    int[] lengths = new int[6];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = Short.toUnsignedInt(in.getShort());
    }
    in.getInt();
    var directory = handle(in, lengths[0]);
    var self = handle(in, lengths[1]);
    var name = text(in, lengths[2]);
    var comm = text(in, lengths[3]);
    var exe = text(in, lengths[4]);
    var group = text(in, lengths[5]);
    if (watch >= 0) {
      return RawRecord.of(new Inotify.Event(watch, (int) mask, name));
    }
    var writer =
        new Writer(
            pid,
            known(exe),
            known(comm),
            uid == -1 ? null : uid,
            login == -1 ? null : login,
            known(group),
            parent == -1 ? null : parent,
            WriterLookup.terminal(terminal));
    var event = new Fanotify.Event(mask, pid, -1, directory, name, self);
    return RawRecord.of(event, pid == 0 ? null : writer);
  }

  private static @Nullable FileHandle handle(ByteBuffer in, int length) {
    if (length == 0) {
      return null;
    }
    long fsid = in.getLong();
    int type = in.getInt();
    var bytes = new byte[length - 12];
    in.get(bytes);
    return new FileHandle(fsid, type, new String(bytes, StandardCharsets.ISO_8859_1));
  }

  private static String text(ByteBuffer in, int length) {
    var bytes = new byte[length];
    in.get(bytes);
    return vow.linux.Names.decode(bytes);
  }

  private static @Nullable String known(String text) {
    return text.isEmpty() ? null : text;
  }
}
