/** Values: promises, manifests, outcomes. Pure: no I/O, no clock. */
@org.jspecify.annotations.NullMarked
module vow.model {
  requires static org.jspecify;

  exports vow.model;
}
