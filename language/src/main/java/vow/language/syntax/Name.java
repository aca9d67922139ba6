package vow.language.syntax;

/** An identifier as written (HCL does not normalise identifiers), and where it stands. */
public record Name(String text, Span span) {}
