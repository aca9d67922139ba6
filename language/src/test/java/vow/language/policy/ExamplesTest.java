package vow.language.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vow.model.kind.Kinds;
import vow.model.schema.Schema;

/** The example in the reference of each kind is a policy that compiles. */
class ExamplesTest {
  static Collection<Schema> schemas() {
    return Kinds.all().values();
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void compiles(Schema schema) {
    var policy =
        Policies.of(schema.example()).file("files/app.conf", "").file("app.conf", "").checked();

    assertThat(policy.errors()).as(schema.name()).isEmpty();
    assertThat(schema.example()).contains(schema.name() + " \"");
  }
}
