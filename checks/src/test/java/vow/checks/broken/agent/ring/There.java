package vow.checks.broken.agent.ring;

import vow.checks.broken.agent.Back;

/** One half of a cycle between two packages. */
public record There(Back back) {}
