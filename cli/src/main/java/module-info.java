/** The command line: one file a verb. */
@org.jspecify.annotations.NullMarked
module vow.cli {
  requires static transitive org.jspecify;
  requires vow.agent;
}
