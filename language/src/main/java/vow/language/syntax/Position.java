package vow.language.syntax;

/**
 * A place in a source, as people and editors count.
 *
 * @param line from 1
 * @param column from 1, in grapheme clusters (what a reader sees as one character)
 * @param byteOffset from 0, in UTF-8 bytes
 */
public record Position(int line, int column, int byteOffset) {}
