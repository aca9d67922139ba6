package vow.checks.broken.model.ring;

import vow.checks.broken.model.Back;

/** One half of a cycle between two packages. */
public record There(Back back) {}
