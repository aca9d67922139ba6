package vow.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ManifestTest {
  @Test
  void theKnownHashOfNothingIsTheOneThatIsMade() {
    var made = Manifest.of(List.of(), List.of());

    assertThat(Manifest.EMPTY).isEqualTo(made);
    assertThat(Manifest.EMPTY.hash()).isEqualTo(made.hash());
  }
}
