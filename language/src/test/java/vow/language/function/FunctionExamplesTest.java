package vow.language.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FunctionExamplesTest {
  private final Functions functions = new Functions(TestFiles.FILES, TestFiles.SECRETS);
  private final Calculator calculator = new Calculator(TestFiles.FILES);

  static Collection<String> names() {
    return Functions.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void theExampleOfEveryFunctionIsTrue(String name) {
    var doc = functions.find(name).orElseThrow().doc();

    assertThat(doc.text()).endsWith(".").hasSizeGreaterThan(20);
    assertThat(doc.example()).contains(name + "(");
    assertThat(calculator.value(doc.example())).isEqualTo(calculator.value(doc.exampleResult()));
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyFunctionKnowsItsOwnName(String name) {
    assertThat(functions.find(name).orElseThrow().name()).isEqualTo(name);
    assertThat(functions.find("core::" + name)).isPresent();
  }
}
