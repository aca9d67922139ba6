package vow.language.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import vow.model.schema.SourceFile;

/** INTERFACES.md, section 4, decision 8. */
class Decision08ModulesTest {
  private static final String MODULE =
      """
      variable "name" { type = string }
      variable "mode" { default = "0644" }
      file "conf" {
        path = "/etc/${var.name}.conf"
        mode = var.mode
      }
      output "path" { value = file.conf.path }
      """;

  @Test
  void namespaceReferencesNeverIdentities() {
    var policy =
        Policies.of(
                """
                module "web" {
                  source = "./modules/app"
                  name   = "web"
                }
                file "/x" { content = module.web.path }
                """)
            .file("modules/app/main.hcl", MODULE);

    assertThat(policy.ids()).containsExactly("file[/etc/web.conf]", "file[/x]");
    assertThat(policy.value("file[/x]", "content")).isEqualTo("/etc/web.conf");
    assertThat(policy.edges()).containsExactly("file[/x] REFERENCE file[/etc/web.conf]");
  }

  @Test
  void canBeUsedManyTimes() {
    var policy =
        Policies.of(
                """
                module "app" {
                  for_each = { a = "0600", b = "0640" }
                  source   = "modules/app"
                  name     = each.key
                  mode     = each.value
                }
                file "/x" { content = "${module.app["b"].path} ${length(module.app)}" }
                file "/y" { after = [module.app] }
                """)
            .file("modules/app/main.hcl", MODULE);

    assertThat(policy.ids())
        .containsExactly("file[/etc/a.conf]", "file[/etc/b.conf]", "file[/x]", "file[/y]");
    assertThat(policy.value("file[/etc/b.conf]", "mode")).isEqualTo("0640");
    assertThat(policy.value("file[/x]", "content")).isEqualTo("/etc/b.conf 2");
    assertThat(policy.edges())
        .contains("file[/y] AFTER file[/etc/a.conf]", "file[/y] AFTER file[/etc/b.conf]");
  }

  @Test
  void areBelowThePolicyAndNeverPartOfThemselves() {
    assertThat(Policies.of("module \"a\" {\n  source = \"../x\"\n}").codes())
        .containsExactly("module-outside");
    assertThat(Policies.of("module \"a\" {\n  source = \"x\"\n}").codes())
        .containsExactly("module-not-found");
    assertThat(
            Policies.of("module \"a\" {\n  source = \"x\"\n}")
                .file("x/a.hcl", "module \"b\" {\n  source = \"y\"\n}")
                .file("x/y/a.hcl", "module \"c\" {\n  source = \"..\"\n}")
                .codes())
        .containsExactly("module-recursion");
  }

  @Test
  void inputsAreChecked() {
    var policy =
        Policies.of("module \"web\" {\n  source = \"m\"\n  mde = \"1\"\n}")
            .file("m/main.hcl", MODULE);

    assertThat(policy.codes()).containsExactlyInAnyOrder("missing-attribute", "unknown-input");
    assertThat(policy.errors()).contains("did you mean \"mode\"?").contains("m/main.hcl:1:1");
  }

  @Test
  void twoUsesThatMakeOnePathCollide() {
    var policy =
        Policies.of(
                "module \"a\" {\n  source = \"m\"\n  name = \"x\"\n}\n"
                    + "module \"b\" {\n  source = \"m\"\n  name = \"x\"\n}")
            .file("m/main.hcl", MODULE);

    assertThat(policy.codes()).containsExactly("duplicate-promise");
  }

  @Test
  void pathModuleIsTheFolderOfTheModule() {
    var policy =
        Policies.of("module \"a\" {\n  source = \"m\"\n}")
            .file("m/main.hcl", "file \"/a\" { content = file(\"${path.module}/t.txt\") }")
            .file("m/t.txt", "from the module");

    assertThat(policy.value("file[/a]", "content")).isEqualTo("from the module");
  }

  @Test
  void whatIsInAnUnusedModuleIsChecked() {
    var policy =
        Policies.of("module \"a\" {\n  for_each = {}\n  source = \"m\"\n}")
            .file("m/main.hcl", "file \"/a\" { mode = 644 }");

    assertThat(policy.codes()).containsExactly("mode-not-text");
    assertThat(policy.compile().read())
        .extracting(SourceFile::path)
        .contains("/etc/vow/m/main.hcl");
  }
}
