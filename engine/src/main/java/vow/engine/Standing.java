package vow.engine;

import java.util.Optional;
import vow.model.PromiseId;

/**
 * How a promise stands.
 *
 * @param last its last outcome; empty before the first
 * @param sinceMs since when that has been the same word, milliseconds since the epoch
 * @param contested whether somebody fights over it
 * @param doing what is being done about it, or waited for; often empty
 */
public record Standing(
    PromiseId id,
    Optional<Happened> last,
    long sinceMs,
    boolean contested,
    Optional<Hold> hold,
    String doing) {}
