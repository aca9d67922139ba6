package vow.model.service;

import java.time.Duration;
import java.util.Optional;

/**
 * How long things may take.
 *
 * @param start until it is ready; a oneshot: until it has ended
 * @param stop until everything of it is killed
 * @param run the longest that it may run once it is ready
 * @param watchdog the longest that it may say nothing (WATCHDOG=1)
 */
public record Patience(
    Duration start, Duration stop, Optional<Duration> run, Optional<Duration> watchdog) {}
