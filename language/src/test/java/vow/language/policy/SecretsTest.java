package vow.language.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import vow.model.Hash;
import vow.model.schema.SourceFile;

/** Secrets by name: from age files, credentials and files in memory. */
class SecretsTest {
  private static final String AGE = "age-encryption.org/v1\n";

  private static Policies policy(String blocks, String content) {
    return Policies.of(blocks + "file \"/a\" {\n  content = " + content + "\n}\n")
        .file("secrets/db.age", AGE + "hush-age\n")
        .file("secrets/tls.age", AGE + "hush\nkey\n")
        .file("secrets/torn.age", AGE + "...")
        .file("secrets/conflict.age", "<<<<<<< HEAD\n");
  }

  private static Map<String, String> read(Compiled compiled) {
    return compiled.read().stream().collect(Collectors.toMap(SourceFile::path, SourceFile::sha256));
  }

  @Test
  void areReadFromWhereTheyAre() {
    assertThat(policy("", "secret(\"db\")").value("file[/a]", "content")).isEqualTo("hush-age");
    assertThat(
            policy("secret \"db\" {\n  credential = \"db\"\n}\n", "secret(\"db\")")
                .value("file[/a]", "content"))
        .isEqualTo("hush-credential");
    assertThat(
            policy("secret \"db\" {\n  file = \"/run/secrets/token\"\n}\n", "secret(\"db\")")
                .value("file[/a]", "content"))
        .isEqualTo("hush-file");
  }

  @Test
  void onlyOneLineIsWithoutItsEnd() {
    assertThat(policy("", "secret(\"tls\")").value("file[/a]", "content")).isEqualTo("hush\nkey\n");
  }

  @Test
  void whatUsesOneIsSensitive() {
    var promise = policy("", "\"password = ${secret(\"db\")}\"").promise("file[/a]");

    assertThat(promise.meta().sensitive()).isTrue();
  }

  @Test
  void whatIsReadIsWatched() {
    var compiled =
        policy(
                "secret \"t\" {\n  file = \"/run/secrets/token\"\n}\n",
                "\"${secret(\"t\")} ${secret(\"db\")}\"")
            .compile();

    assertThat(read(compiled))
        .containsEntry("/run/secrets/token", Hash.of("hush-file\n").hex())
        .containsEntry("/etc/vow/secrets/db.age", Hash.of(AGE + "hush-age\n").hex());
  }

  @Test
  void whatIsMissingIsWatchedToo() {
    var missing = policy("secret \"t\" {\n  file = \"/run/none\"\n}\n", "secret(\"t\")").compile();
    assertThat(read(missing)).containsEntry("/run/none", "");

    var unknown = policy("", "secret(\"bd\")").compile();
    assertThat(read(unknown)).containsEntry("/etc/vow/secrets/bd.age", "");
  }

  @Test
  void aCheckKnowsNoValue() {
    var policy =
        policy(
            "secret \"t\" {\n  file = \"/run/none\"\n}\n",
            "\"${secret(\"t\")} ${secret(\"db\")}\"");

    assertThat(policy.checked().errors()).isEmpty();
    assertThat(policy.compile().manifest()).isEmpty();
  }

  @Test
  void anotherMachinesCheckKnowsFactsAndNoValue() {
    assertThat(policy("", "secret(\"db\")").closed().errors()).isEmpty();
    assertThat(policy("", "secret(\"bd\")").closed().codes()).containsExactly("unknown-secret");
    assertThat(policy("", "secret(\"conflict\")").closed().codes())
        .containsExactly("secret-unreadable");
  }

  @Test
  void anErrorShowsNoValue() {
    var errors = policy("", "\"${secret(\"db\")}${1 + secret(\"db\")}\"").errors();

    assertThat(errors).isNotEmpty().doesNotContain("hush");
  }
}
