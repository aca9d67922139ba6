package vow.model.schema;

import java.util.Optional;

/**
 * Something wrong with a promise's values, found without looking at the machine.
 *
 * @param attribute whose value it is; empty for the promise as a whole
 * @param code stable, kebab-case
 * @param message lower case, what is wrong, with the value
 * @param expected what would be right
 */
public record Problem(
    Optional<String> attribute, String code, String message, Optional<String> expected) {}
