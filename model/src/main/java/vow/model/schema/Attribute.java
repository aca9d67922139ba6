package vow.model.schema;

/**
 * One attribute of a kind, as checked and as documented.
 *
 * @param fallback what applies when it is not given, in words or as policy text; empty for nothing
 */
public record Attribute(String name, Type type, boolean required, String doc, String fallback) {}
