package vow.language.policy;

import java.util.Optional;
import vow.language.syntax.Span;

/**
 * Promises that something refers to.
 *
 * @param instance the key of the one meant; all of the block when empty
 */
record Target(Declared promise, Optional<String> instance, Span span) {}
