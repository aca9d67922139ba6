/** Test helpers: seeds, golden files, a simulated clock. Never shipped. */
@org.jspecify.annotations.NullMarked
module vow.testkit {
  requires static transitive org.jspecify;

  exports vow.testkit;
}
