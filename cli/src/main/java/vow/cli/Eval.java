package vow.cli;

import java.util.Map;
import vow.language.eval.EvalJson;
import vow.language.eval.FileEval;
import vow.language.eval.Function;
import vow.language.function.FunctionFiles;
import vow.language.function.Functions;
import vow.language.syntax.Diagnostics;
import vow.language.syntax.Parser;
import vow.language.syntax.Source;

/** {@code vow eval FILE} and {@code vow eval -e EXPR}: the language without any policy around. */
final class Eval implements Verb {
  private static final String EXPRESSION = "--expression";

  @Override
  public VerbSpec spec() {
    return VerbSpec.of("eval", Group.POLICY, "print what a file or an expression evaluates to")
        .describedAs(
            "Reads HCL without a schema and without variables: all functions are there, and a"
                + " reference is an error. The result is JSON, with --json on one line: a file's"
                + " attributes sorted by name and its blocks in source order; numbers at full"
                + " precision.")
        .taking(
            Argument.optional("FILE", Argument.Kind.PATH, "what to read; - is the standard input"))
        .with(Option.valued(EXPRESSION, "EXPR", "print the value of one expression").shortly("e"))
        .example("vow eval -e '[for n in range(3) : n * 2]'", "one value: [0, 2, 4]")
        .example("vow eval site.hcl --json", "a whole file, for other programs");
  }

  @Override
  public int run(Invocation invocation) throws UsageException, Failure {
    var expression = invocation.option(EXPRESSION);
    var file = invocation.argument(0);
    if (expression.isPresent() == file.isPresent()) {
      throw new UsageException("vow eval takes either FILE or -e EXPR");
    }
    var diagnostics = new Diagnostics();
    var json =
        expression.isPresent()
            ? expression(Source.of("<expression>", expression.get()), diagnostics)
            : file(Sources.read(file.orElseThrow()), diagnostics);
    if (diagnostics.hasErrors()) {
      Sources.tell(diagnostics, invocation);
      return ExitCode.FAILED;
    }
    invocation.terminal().out().println(invocation.json() ? json : JsonText.indented(json));
    return ExitCode.KEPT;
  }

  private static String file(Source source, Diagnostics diagnostics) {
    var body = Parser.parseFile(source, diagnostics).body();
    return diagnostics.hasErrors()
        ? ""
        : EvalJson.of(FileEval.evaluate(body, functions(), diagnostics));
  }

  private static Map<String, Function> functions() {
    return new Functions(FunctionFiles.NONE).asMap();
  }

  private static String expression(Source source, Diagnostics diagnostics) {
    var expression = Parser.parseExpression(source, diagnostics);
    return diagnostics.hasErrors()
        ? ""
        : EvalJson.of(FileEval.evaluator(functions(), diagnostics).evaluate(expression));
  }
}
