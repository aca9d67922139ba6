package vow.engine.service;

/**
 * What one timetable leaves another of a timer: times in milliseconds since the epoch.
 *
 * @param definition what it is: {@link Timetable#definition}
 * @param service that it starts
 * @param share of the jitter that is this machine's, in millionths
 * @param fromMs after which its next time comes
 * @param nextMs when it comes next, for people: the next timetable finds that out again
 * @param startMs when it last started its service; 0 for never
 * @param endMs when that last ended; 0 for never
 * @param runs how often it has started it
 * @param skipped how many times have passed without that
 * @param running whether its service is on its way
 */
public record SavedTimer(
    String name,
    String definition,
    String service,
    int share,
    long fromMs,
    long nextMs,
    long startMs,
    long endMs,
    long runs,
    long skipped,
    boolean running) {}
