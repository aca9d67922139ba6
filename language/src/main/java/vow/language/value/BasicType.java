package vow.language.value;

/** The types without parts. */
public enum BasicType implements Type {
  STRING,
  NUMBER,
  BOOL,
  /** Not known yet; as a constraint: anything. */
  DYNAMIC
}
