package vow.engine.service;

/**
 * How a timer stands: times in milliseconds since the epoch.
 *
 * @param nextMs when it comes next; {@link Long#MAX_VALUE} for never. While its service runs that
 *     says nothing
 * @param running whether its service is on its way
 * @param startMs when it last started it; 0 for never
 * @param endMs when that last ended; 0 for never
 * @param runs how often it has started it
 * @param skipped how many times have passed without that
 */
public record TimerStanding(
    String name, long nextMs, boolean running, long startMs, long endMs, long runs, long skipped) {}
