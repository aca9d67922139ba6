package vow.model.schema;

import java.util.List;

/** The types by the names that schemas use. */
public final class Types {
  public static final Type TEXT = new Type.Text();
  public static final Type BOOL = new Type.Bool();
  public static final Type SPAN = new Type.Span();
  public static final Type SIZE = new Type.Size();
  public static final Type MODE = new Type.Mode();
  public static final Type PATH = new Type.AbsolutePath();
  public static final Type POLICY_FILE = new Type.PolicyFile();
  public static final Type SHELL = new Type.Shell();
  public static final Type REFERENCES = new Type.References();
  public static final Type ANY = new Type.Any();
  public static final Type TEXTS = new Type.ListOf(TEXT);

  /** The environment of a process, which others can see. */
  public static final Type ENVIRONMENT = new Type.MapOf(TEXT);

  private Types() {}

  /** One of these words. */
  public static Type word(String... allowed) {
    return new Type.Word(List.of(allowed));
  }

  /** A whole number within these limits, both included. */
  public static Type whole(long min, long max) {
    return new Type.Whole(min, max);
  }
}
