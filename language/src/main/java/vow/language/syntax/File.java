package vow.language.syntax;

/** One parsed file. When there were errors, what could be understood is still in it. */
public record File(Source source, Body body) {}
