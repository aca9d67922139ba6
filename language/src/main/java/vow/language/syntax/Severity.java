package vow.language.syntax;

/** An error keeps a policy from being used; a warning does not. */
public enum Severity {
  ERROR,
  WARNING;

  /** As shown to users and in JSON. */
  public String word() {
    return switch (this) {
      case ERROR -> "error";
      case WARNING -> "warning";
    };
  }
}
