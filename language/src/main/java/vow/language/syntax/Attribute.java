package vow.language.syntax;

/** {@code name = value}. */
public record Attribute(String name, Span nameSpan, Expression value, Span span) {}
