package vow.agent.holder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import vow.agent.watch.RawRecord;
import vow.agent.watch.Records;

/**
 * What the holder has written down for us. On the loop's thread.
 *
 * <p>Delivery is at least once: what was read and not {@link #handled} is given to the next brain
 * if this one is killed.
 */
public final class Ledger implements Records, AutoCloseable {
  private static final int CHUNK_BYTES = 256 * 1024;

  private final Holder holder;
  private final FileChannel file;
  private final IntConsumer fired;
  private final Runnable reload;
  private final Consumer<ServiceRecord> services;
  private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES).order(ByteOrder.nativeOrder());
  private long offset;
  private long handled;

  /**
   * Reads from where the brain before had handled it.
   *
   * @param fired hears which slot has news
   * @param reload hears that the policy is to be read again
   * @param services hears of services
   */
  public Ledger(Holder holder, IntConsumer fired, Runnable reload, Consumer<ServiceRecord> services)
      throws IOException {
    this.holder = holder;
    this.fired = fired;
    this.reload = reload;
    this.services = services;
    file = FileChannel.open(Path.of("/proc/self/fd/" + Holder.LEDGER), StandardOpenOption.READ);
    offset = holder.start().handled();
    handled = offset;
  }

  @Override
  public int drain(Consumer<RawRecord> each) {
    long end = holder.sync();
    int count = 0;
    try {
      long from = offset;
      while (offset < end) {
        count += read(end, each);
      }
      if (offset > from) {
        holder.read(offset);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("unable to read the ledger", e);
    }
    return count;
  }

  @Override
  public void settled() {
    if (handled < offset) {
      handled = offset;
      holder.handled(handled);
    }
  }

  /**
   * Goes to sleep, unless more has come.
   *
   * @param wakeAtMs since the epoch; 0 for never
   * @param entries of the filter
   * @return true when this process is to end now
   */
  public boolean sleep(long wakeAtMs, int entries) {
    return holder.sleep(offset, wakeAtMs, entries);
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int read(long end, Consumer<RawRecord> each) throws IOException {
    chunk.clear().limit((int) Math.min(CHUNK_BYTES, end - offset));
    while (chunk.hasRemaining() && file.read(chunk, offset + chunk.position()) > 0) {}
    chunk.flip();
    int count = 0;
    while (chunk.remaining() >= LedgerRecord.HEADER_BYTES) {
      int at = chunk.position();
      int length = chunk.getInt(at);
      if (length < LedgerRecord.HEADER_BYTES || length > LedgerRecord.LENGTH_MAX) {
        return damaged(end, each);
      }
      if (length > chunk.remaining()) {
        break; // the rest comes with the next chunk
      }
      tell(at, length, each);
      chunk.position(at + length);
      count++;
    }
    if (count == 0) {
      return damaged(end, each);
    }
    offset += chunk.position();
    return count;
  }

  private void tell(int at, int length, Consumer<RawRecord> each) {
    var body =
        chunk
            .slice(at + LedgerRecord.HEADER_BYTES, length - LedgerRecord.HEADER_BYTES)
            .order(ByteOrder.nativeOrder());
    try {
      switch (LedgerRecord.read(chunk.getInt(at + 4), body)) {
        case LedgerRecord.File file -> each.accept(file.record());
        case LedgerRecord.Overflow _ -> {
          each.accept(RawRecord.overflow());
          holder.services().list();
        }
        case LedgerRecord.Fired slot -> fired.accept(slot.slot());
        case LedgerRecord.Signal _ -> reload.run();
        case LedgerRecord.OfService(ServiceRecord record) -> {
          // How services stood when an earlier brain asked says nothing any more.
          if (!(record instanceof ServiceRecord.Known) || offset + at >= holder.start().written()) {
            services.accept(record);
          }
        }
        case LedgerRecord.Other _ -> {}
      }
    } catch (BufferUnderflowException | NegativeArraySizeException _) {
      each.accept(RawRecord.overflow());
    }
  }

  /** It cannot be trusted: everything is looked at again. */
  private int damaged(long end, Consumer<RawRecord> each) {
    offset = end;
    each.accept(RawRecord.overflow());
    return 1;
  }
}
