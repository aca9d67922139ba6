package vow.language.function;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.Optional;
import vow.language.eval.Function;
import vow.language.value.Value;

/** The files that cases and examples read. */
final class TestFiles {
  static final FunctionFiles FILES =
      FunctionFiles.in(
          "/etc/vow",
          Map.of(
              "motd", "welcome\n".getBytes(UTF_8),
              "sites/a.conf", "a".getBytes(UTF_8),
              "sites/b.conf", "b".getBytes(UTF_8),
              "sites/deep/c.conf", "c".getBytes(UTF_8),
              "greeting.tmpl",
                  "hello ${name}\n%{ for p in ports ~}\n- ${p}\n%{ endfor ~}\n".getBytes(UTF_8),
              "recursive.tmpl", "${templatefile(\"greeting.tmpl\", {})}".getBytes(UTF_8),
              "broken.tmpl", "${".getBytes(UTF_8),
              "logo.png", new byte[] {(byte) 0x89, 'P', 'N', 'G', (byte) 0xff}));

  /** One secret, "db". */
  static final FunctionSecrets SECRETS =
      name ->
          name.equals("db")
              ? Function.returned(Value.sensitive(Value.text("hush")))
              : new Function.Refused(
                  0, "unknown-secret", "there is no such secret", "db", Optional.of("db"));

  private TestFiles() {}
}
