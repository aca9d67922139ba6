package vow.cli;

/** How an agent hears of changes. */
enum Hearing {
  BEST,
  INOTIFY,
  /** Under a holder, which reads the queues and outlives the brain. */
  HELD,
  HELD_INOTIFY;

  boolean held() {
    return this == HELD || this == HELD_INOTIFY;
  }

  boolean inotify() {
    return this == INOTIFY || this == HELD_INOTIFY;
  }
}
