package vow.language.value;

import static org.assertj.core.api.Assertions.assertThat;
import static vow.language.value.BasicType.BOOL;
import static vow.language.value.BasicType.DYNAMIC;
import static vow.language.value.BasicType.NUMBER;
import static vow.language.value.BasicType.STRING;
import static vow.language.value.Type.list;
import static vow.language.value.Type.map;
import static vow.language.value.Type.object;
import static vow.language.value.Type.set;
import static vow.language.value.Type.tuple;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class UnificationTest {
  static Stream<Arguments> unifiable() {
    return Stream.of(
        Arguments.of(List.of(STRING, STRING), STRING),
        Arguments.of(List.of(NUMBER, STRING), STRING),
        Arguments.of(List.of(STRING, BOOL, NUMBER), STRING),
        Arguments.of(List.of(DYNAMIC, STRING), STRING),
        Arguments.of(List.of(NUMBER, BOOL, DYNAMIC), DYNAMIC),
        Arguments.of(List.of(list(NUMBER), list(STRING)), list(STRING)),
        Arguments.of(List.of(set(BOOL), set(STRING)), set(STRING)),
        Arguments.of(List.of(map(BOOL), map(STRING)), map(STRING)),
        Arguments.of(List.of(list(DYNAMIC), list(STRING)), list(STRING)),
        Arguments.of(List.of(list(STRING), set(STRING)), list(STRING)),
        Arguments.of(List.of(list(STRING), tuple(NUMBER, BOOL)), list(STRING)),
        Arguments.of(List.of(set(STRING), tuple(NUMBER)), set(STRING)),
        Arguments.of(List.of(tuple(NUMBER), tuple(STRING)), tuple(STRING)),
        Arguments.of(List.of(tuple(NUMBER), tuple(STRING, BOOL)), list(STRING)),
        Arguments.of(List.of(tuple(), tuple(BOOL)), list(BOOL)),
        Arguments.of(List.of(tuple(tuple(NUMBER)), tuple(tuple(STRING))), tuple(tuple(STRING))),
        Arguments.of(
            List.of(object(Map.of("a", NUMBER)), object(Map.of("a", STRING))),
            object(Map.of("a", STRING))),
        Arguments.of(
            List.of(object(Map.of("a", NUMBER)), object(Map.of("b", STRING))), map(STRING)),
        Arguments.of(List.of(map(NUMBER), object(Map.of("b", STRING))), map(STRING)),
        Arguments.of(List.of(object(Map.of("a", NUMBER)), DYNAMIC), DYNAMIC),
        Arguments.of(List.of(tuple(STRING), DYNAMIC), DYNAMIC),
        Arguments.of(List.of(list(tuple(BOOL)), list(tuple())), list(list(BOOL))));
  }

  static Stream<List<Type>> notUnifiable() {
    return Stream.of(
        List.of(NUMBER, BOOL),
        List.of(STRING, list(STRING)),
        List.of(tuple(), object(Map.of())),
        List.of(list(NUMBER), list(BOOL)),
        List.of(tuple(NUMBER), tuple(BOOL)),
        List.of(tuple(NUMBER), tuple(NUMBER, BOOL)),
        List.of(object(Map.of("a", NUMBER)), object(Map.of("a", BOOL))),
        List.of(object(Map.of("a", BOOL, "b", NUMBER)), object(Map.of("a", BOOL))),
        List.of(map(STRING), list(STRING)));
  }

  @ParameterizedTest
  @MethodSource("unifiable")
  void findsWhatTheyHaveInCommon(List<Type> types, Type expected) {
    assertThat(Unification.unify(types)).contains(expected);
    assertThat(Unification.unify(types.reversed())).contains(expected);
  }

  @ParameterizedTest
  @MethodSource("notUnifiable")
  void findsNothingWhereTheyHaveNothingInCommon(List<Type> types) {
    assertThat(Unification.unify(types)).isEmpty();
    assertThat(Unification.unify(types.reversed())).isEmpty();
  }

  @Test
  void isOpenWhenThereAreNone() {
    assertThat(Unification.unify(List.of())).contains(DYNAMIC);
  }
}
