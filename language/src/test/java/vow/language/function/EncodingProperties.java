package vow.language.function;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vow.language.eval.Function;
import vow.language.value.Value;

class EncodingProperties {
  /** A line end in YAML, and an ordinary character in JSON. */
  private static final String NEXT_LINE = "\u0085";

  private final Functions functions = new Functions(FunctionFiles.NONE);

  private Value call(String name, Value... arguments) {
    var outcome = functions.find(name).orElseThrow().call(List.of(arguments));
    assertThat(outcome).isInstanceOf(Function.Returned.class);
    return ((Function.Returned) outcome).value();
  }

  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void whatIsEncodedAsJsonDecodesToItself(long seed) {
    var value = new ValueSamples(new Random(seed)).document(4);

    var text = call("jsonencode", value);

    assertThat(call("jsondecode", text)).isEqualTo(value);
    assertThat(text.toString()).doesNotContain("<").doesNotContain("&").doesNotContain("\n");
  }

  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void whatIsEncodedAsYamlDecodesToItself(long seed) {
    var value = new ValueSamples(new Random(seed)).document(4);

    var text = call("yamlencode", value);

    assertThat(call("yamldecode", text)).as("%s", text).isEqualTo(value);
  }

  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void jsonIsYaml(long seed) {
    var value = new ValueSamples(new Random(seed)).document(3);

    var json = ((Value.Text) call("jsonencode", value)).text();
    var text = Value.text(json.replace(NEXT_LINE, "\\u0085")); // a line end in YAML only

    assertThat(call("yamldecode", text)).as("%s", text).isEqualTo(value);
  }

  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void textSurvivesEncodings(long seed) {
    var text = Value.text(new ValueSamples(new Random(seed)).text());
    var charset = Value.text("UTF-16BE");

    assertThat(call("base64decode", call("base64encode", text))).isEqualTo(text);
    assertThat(call("textdecodebase64", call("textencodebase64", text, charset), charset))
        .isEqualTo(text);
    var url = ((Value.Text) call("urlencode", text)).text();
    assertThat(Value.text(URLDecoder.decode(url, UTF_8))).isEqualTo(text);
    assertThat(url).matches("[A-Za-z0-9+%._~-]*");
  }
}
