package vow.checks.broken.language;

/** A parser that does things behind your back. */
public final class StartsThreads {
  Thread start(Runnable work) {
    return Thread.startVirtualThread(work);
  }
}
