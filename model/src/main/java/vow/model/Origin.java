package vow.model;

/** Where in the policy a promise was written: file, line and column from 1. */
public record Origin(String file, int line, int column) {
  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
