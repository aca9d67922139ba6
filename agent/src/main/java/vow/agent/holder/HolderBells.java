package vow.agent.holder;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import vow.agent.bell.Bells;
import vow.agent.bell.Source;
import vow.linux.Fd;

/** Sleeps until the holder tells that there is more; it waits in the one epoll there is. */
public final class HolderBells implements Bells {
  private static final int READABLE = 1;
  private static final int CHANGES = 2;

  private final Holder holder;
  private final Set<Source> inherited = EnumSet.noneOf(Source.class);
  private final Set<Source> held = EnumSet.noneOf(Source.class);
  private final Set<Source> rang = EnumSet.noneOf(Source.class);

  /** Those that are silent until they were read and the loop sleeps again. */
  private final Set<Source> silent = EnumSet.noneOf(Source.class);

  private boolean rung;

  /** With the sources that the brain before us gave the holder. */
  public HolderBells(Holder holder, Set<Source> inherited) {
    this.holder = holder;
    this.inherited.addAll(inherited);
    held.addAll(inherited);
  }

  /** A slot has news. */
  public void fired(int slot) {
    Source.of(slot)
        .ifPresent(source -> {
          rang.add(source);
          silent.add(source);
        });
  }

  @Override
  public void onReadable(Source source, Fd fd) {
    holder.hold(source, READABLE, fd);
    inherited.remove(source);
    held.add(source);
  }

  @Override
  public void onChange(Source source, Fd fd) {
    holder.hold(source, CHANGES, fd);
    inherited.remove(source);
    held.add(source);
  }

  @Override
  public Optional<Fd> inherited(Source source) {
    return inherited.contains(source) ? Optional.of(Holder.held(source)) : Optional.empty();
  }

  /** All that the holder waits for now. */
  public Set<Source> held() {
    return Set.copyOf(held);
  }

  @Override
  public boolean rang(Source source) {
    return rang.remove(source);
  }

  @Override
  public boolean await(long timeoutMs) {
    silent.forEach(holder::resume);
    silent.clear();
    return sleep(timeoutMs);
  }

  @Override
  public synchronized void ring() {
    rung = true;
    notifyAll();
  }

  @Override
  public void close() {}

  private synchronized boolean sleep(long timeoutMs) {
    long endNs = timeoutMs == FOREVER ? 0 : System.nanoTime() + timeoutMs * 1_000_000;
    try {
      while (!rung) {
        long leftMs = timeoutMs == FOREVER ? 0 : (endNs - System.nanoTime() + 999_999) / 1_000_000;
        if (timeoutMs != FOREVER && leftMs <= 0) {
          return false;
        }
        wait(leftMs); // 0 is without end
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    rung = false;
    return true;
  }
}
