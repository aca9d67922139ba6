package vow.language.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import vow.language.function.FunctionFiles;
import vow.language.syntax.Diagnostic;
import vow.language.syntax.DiagnosticText;
import vow.language.syntax.Source;
import vow.model.Edge;
import vow.model.Manifest;
import vow.model.Promise;
import vow.model.PromiseId;

/** Policies in text, for tests: what they compile to, or what is wrong with them. */
final class Policies {
  private final List<Source> sources = new ArrayList<>();
  private final List<Given> given = new ArrayList<>();
  private final Map<String, byte[]> files = new HashMap<>();
  private Facts facts = FakeFacts.standard();
  private SecretSource secrets = new FakeSecrets();
  private PolicyInput.Mode mode = PolicyInput.Mode.REAL;

  static Policies of(String text) {
    return new Policies().and("site.hcl", text);
  }

  Policies and(String name, String text) {
    sources.add(Source.of(name, text));
    return this;
  }

  /** A file below the policy's folder that is not a policy file of its own. */
  Policies file(String path, String text) {
    files.put(path, text.getBytes(UTF_8));
    return this;
  }

  Policies given(Given value) {
    given.add(value);
    return this;
  }

  Policies facts(Facts other) {
    facts = other;
    return this;
  }

  Policies checked() {
    mode = PolicyInput.Mode.CHECK;
    return closed();
  }

  /** No secret is opened. */
  Policies closed() {
    secrets = SecretSource.closed();
    return this;
  }

  Compiled compile() {
    return Policy.compile(input());
  }

  PolicyInput input() {
    var below = FunctionFiles.in("/etc/vow", files);
    return new PolicyInput(sources, given, facts, below, secrets, mode);
  }

  /** The manifest of a policy in which nothing is wrong. */
  Manifest manifest() {
    var compiled = compile();
    return compiled
        .manifest()
        .orElseThrow(() -> new AssertionError("no manifest:\n" + compiled.diagnostics()));
  }

  Promise promise(String id) {
    var manifest = manifest();
    return manifest
        .promise(PromiseId.parse(id).orElseThrow())
        .orElseThrow(() -> new AssertionError(id + " is not in " + manifest.promises().keySet()));
  }

  /** An attribute as the manifest has it. */
  Object value(String id, String attribute) {
    var value = promise(id).attributes().get(attribute);
    return value == null ? "(unset)" : value;
  }

  List<String> ids() {
    return new TreeSet<>(manifest().promises().keySet()).stream().map(PromiseId::toString).toList();
  }

  /** The edges, sorted: {@code file[/b] AFTER file[/a]}. */
  List<String> edges() {
    return manifest().edges().stream().map(Policies::text).sorted().toList();
  }

  private static String text(Edge edge) {
    return edge.from() + " " + edge.reason() + " " + edge.to();
  }

  /** The codes of what is wrong, by place. */
  List<String> codes() {
    return compile().diagnostics().sorted().stream().map(Diagnostic::code).toList();
  }

  /** Everything that is wrong, as people read it. */
  String errors() {
    return DiagnosticText.of(compile().diagnostics());
  }
}
