package vow.language.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SourceTest {
  @Test
  void countsLinesAndColumnsFromOneAndBytesFromZero() {
    var source = Source.of("x", "ab\ncd\n");

    assertThat(source.position(0)).isEqualTo(new Position(1, 1, 0));
    assertThat(source.position(2)).isEqualTo(new Position(1, 3, 2));
    assertThat(source.position(3)).isEqualTo(new Position(2, 1, 3));
    assertThat(source.position(6)).isEqualTo(new Position(3, 1, 6));
  }

  @Test
  void countsColumnsAsAReaderDoes() {
    var family = "👩‍👩‍👧";
    var source = Source.of("x", "é🇬🇧" + family + "x");

    var position = source.position(source.length() - 1);

    assertThat(position.column()).isEqualTo(4);
    assertThat(position.byteOffset()).isEqualTo(2 + 8 + 18);
  }

  @Test
  void givesLinesWithoutTheirEnds() {
    var source = Source.of("x", "a\r\nb\n\nc");

    assertThat(source.line(1)).isEqualTo("a");
    assertThat(source.line(2)).isEqualTo("b");
    assertThat(source.line(3)).isEmpty();
    assertThat(source.line(4)).isEqualTo("c");
  }

  @Test
  void keepsItsBytesToItself() {
    var bytes = new byte[] {'a'};
    var source = Source.of("x", bytes);

    bytes[0] = 'b';

    assertThat(source.text()).isEqualTo("a");
  }

  @Test
  void hasNoSpansOutside() {
    var source = Source.of("x", "abc");

    assertThat(source.span(1, 3).text()).isEqualTo("bc");
    assertThat(source.span(0, 1).to(source.span(2, 3))).isEqualTo(source.span(0, 3));
    assertThatThrownBy(() -> source.span(2, 4)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> source.span(2, 1)).isInstanceOf(IllegalStateException.class);
  }
}
