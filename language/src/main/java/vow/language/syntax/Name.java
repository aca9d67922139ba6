package vow.language.syntax;

/** An identifier, NFC-normalised, and where it stands. */
public record Name(String text, Span span) {}
