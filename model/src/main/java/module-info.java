/** Values: promises, manifests, outcomes. Pure: no I/O, no clock. */
@org.jspecify.annotations.NullMarked
module vow.model {
  requires static transitive org.jspecify;

  exports vow.model;
  exports vow.model.kind;
  exports vow.model.schema;
  exports vow.model.service;
  exports vow.model.tell;
}
