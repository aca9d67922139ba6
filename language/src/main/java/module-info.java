/** HCL 2 to a manifest: lexer, parser, evaluator, schema checks, errors. */
@org.jspecify.annotations.NullMarked
module vow.language {
  exports vow.language.eval;
  exports vow.language.format;
  exports vow.language.function;
  exports vow.language.syntax;
  exports vow.language.policy;
  exports vow.language.value;

  requires static transitive org.jspecify;
  requires transitive vow.model;
  requires com.fasterxml.jackson.core;
  requires re2j;
  requires org.snakeyaml.engine;
}
