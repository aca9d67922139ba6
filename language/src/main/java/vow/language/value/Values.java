package vow.language.value;

import java.util.List;
import java.util.Map;

/** Values that are needed often. */
public final class Values {
  public static final Value TRUE = new Value.Bool(true);
  public static final Value FALSE = new Value.Bool(false);

  /** {@code null} as it is written: its type is not decided. */
  public static final Value NULL = new Value.Null(BasicType.DYNAMIC);

  /** Nothing is known of it, not even its type. */
  public static final Value UNKNOWN = new Value.Unknown(BasicType.DYNAMIC);

  public static final Value EMPTY_TEXT = new Value.Text("");
  public static final Value EMPTY_TUPLE = new Value.Tuple(List.of());
  public static final Value EMPTY_OBJECT = new Value.ObjectValue(Map.of());

  private Values() {}
}
