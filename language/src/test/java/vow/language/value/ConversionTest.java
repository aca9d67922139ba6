package vow.language.value;

import static org.assertj.core.api.Assertions.assertThat;
import static vow.language.value.BasicType.BOOL;
import static vow.language.value.BasicType.DYNAMIC;
import static vow.language.value.BasicType.NUMBER;
import static vow.language.value.BasicType.STRING;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What expressions cannot say; the rest is in the corpus, hcl/eval/conversion.txt. */
class ConversionTest {
  private static final Type PORT = object(Map.of("port", NUMBER, "host", STRING), "host");

  @Test
  void fillsOptionalAttributesWithNull() {
    var value = Value.object(Map.of("port", Value.text("80")));

    assertThat(converted(value, PORT))
        .isEqualTo(Value.object(Map.of("port", Value.number(80), "host", new Value.Null(STRING))));
    assertThat(converted(value, PORT).type())
        .isEqualTo(Type.object(Map.of("port", NUMBER, "host", STRING)));
  }

  @Test
  void dropsAttributesThatTheTypeLacks() {
    var value = Value.object(Map.of("port", Value.number(80), "more", Values.TRUE));

    assertThat(converted(value, Type.object(Map.of("port", NUMBER))))
        .isEqualTo(Value.object(Map.of("port", Value.number(80))));
  }

  @Test
  void makesObjectsOfMaps() {
    var map = Value.map(STRING, Map.of("port", Value.text("80"), "more", Value.text("x")));

    assertThat(converted(map, PORT))
        .isEqualTo(Value.object(Map.of("port", Value.number(80), "host", new Value.Null(STRING))));
  }

  @Test
  void saysWhereAndWhatIsWrong() {
    assertThat(refusal(Value.object(Map.of()), PORT)).isEqualTo("attribute \"port\" is required");
    assertThat(refusal(Value.object(Map.of("port", Value.text("x"))), PORT))
        .isEqualTo("attribute \"port\": a number is required, not \"x\"");
    assertThat(refusal(Value.tuple(Value.number(1), Value.tuple()), Type.list(NUMBER)))
        .isEqualTo("element 1: a number is required, not a tuple");
    assertThat(refusal(Value.object(Map.of("a", Values.TRUE)), Type.map(NUMBER)))
        .isEqualTo("element \"a\": a number is required, not a bool");
    assertThat(refusal(Value.text("TRUE"), BOOL))
        .isEqualTo("a bool is required, not \"TRUE\": true and false are written in lower case");
    assertThat(refusal(Value.tuple(), Type.tuple(STRING)))
        .isEqualTo("a tuple of 1 is required, not of 0");
    assertThat(refusal(Value.text("x".repeat(500)), NUMBER)).hasSizeLessThan(100);
  }

  @Test
  void neverShowsWhatIsSensitive() {
    var secret = Value.sensitive(Value.text("s3cret"));

    assertThat(refusal(secret, NUMBER)).isEqualTo("a number is required");
    assertThat(refusal(Value.tuple(secret), Type.list(NUMBER)))
        .isEqualTo("element 0: a number is required");
    assertThat(refusal(Value.sensitive(Value.tuple(Value.text("s3cret"))), Type.list(NUMBER)))
        .doesNotContain("s3cret");
  }

  @Test
  void convertsTheTypeOfNullAndUnknown() {
    assertThat(converted(new Value.Null(NUMBER), STRING)).isEqualTo(new Value.Null(STRING));
    assertThat(converted(Values.NULL, PORT).type())
        .isEqualTo(Type.object(Map.of("port", NUMBER, "host", STRING)));
    assertThat(converted(new Value.Unknown(Type.tuple(NUMBER, STRING)), Type.list(DYNAMIC)))
        .isEqualTo(new Value.Unknown(Type.list(STRING)));
    assertThat(refusal(new Value.Unknown(Type.list(STRING)), NUMBER))
        .isEqualTo("a number is required, not a list of string");
    assertThat(refusal(new Value.Null(Type.object(Map.of("host", STRING))), PORT))
        .isEqualTo("attribute \"port\" is required");
  }

  /** It may turn out to be text, and then the others are text too. */
  @Test
  void leavesTheTypeOfAllOpenWhileThatOfOneIs() {
    var later = new Value.Unknown(DYNAMIC);

    assertThat(converted(Value.tuple(Value.number(1), later), Type.list(DYNAMIC)))
        .isEqualTo(new Value.Unknown(Type.list(DYNAMIC)));
    assertThat(converted(Value.object(Map.of("a", Value.number(1), "b", later)), Type.map(DYNAMIC)))
        .isEqualTo(new Value.Unknown(Type.map(DYNAMIC)));
    assertThat(converted(Value.tuple(Value.text("a"), later), Type.list(DYNAMIC)).type())
        .as("text it is in any case")
        .isEqualTo(Type.list(STRING));
  }

  @Test
  void givesALiteralNullTheTypeOfTheOthers() {
    var objects = Value.tuple(Value.sensitive(Values.NULL), Value.object(Map.of("a", Values.TRUE)));

    assertThat(converted(objects, Type.list(DYNAMIC)).type())
        .isEqualTo(Type.list(Type.object(Map.of("a", BOOL))));
  }

  @Test
  void leavesWhatFitsAsItIs() {
    var list = Value.list(STRING, List.of(Value.text("a")));

    assertThat(converted(list, Type.list(STRING))).isSameAs(list);
    assertThat(converted(list, DYNAMIC)).isSameAs(list);
  }

  @Test
  void unifiesWhatTheTargetLeavesOpen() {
    var type = Type.list(Type.object(Map.of("a", DYNAMIC)));
    var value =
        Value.tuple(
            Value.object(Map.of("a", Value.number(1))), Value.object(Map.of("a", Value.text("x"))));

    assertThat(converted(value, type).type())
        .isEqualTo(Type.list(Type.object(Map.of("a", STRING))));
  }

  private static Type object(Map<String, Type> attributes, String optional) {
    return new Type.ObjectType(attributes, Set.of(optional));
  }

  private static Value converted(Value value, Type type) {
    return switch (Conversion.convert(value, type)) {
      case Conversion.Converted it -> it.value();
      case Conversion.Refused it -> throw new AssertionError(it.why());
    };
  }

  private static String refusal(Value value, Type type) {
    return switch (Conversion.convert(value, type)) {
      case Conversion.Converted it -> throw new AssertionError("converted to " + it.value());
      case Conversion.Refused it -> it.why();
    };
  }
}
