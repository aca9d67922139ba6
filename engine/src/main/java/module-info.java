/** Converging: dirty set, own-write suppression, retries, ordering. Pure: no I/O, no clock. */
@org.jspecify.annotations.NullMarked
module vow.engine {
  requires static transitive org.jspecify;
  requires transitive vow.model;

  exports vow.engine;
  exports vow.engine.service;
  exports vow.engine.tell;
}
