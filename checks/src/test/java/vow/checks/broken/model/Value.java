package vow.checks.broken.model;

/** What the other fixtures use. */
public record Value(String text) {}
