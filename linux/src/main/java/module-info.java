/** The Linux system call interface through the foreign function API; the only native module. */
@org.jspecify.annotations.NullMarked
module vow.linux {
  requires static transitive org.jspecify;

  exports vow.linux;
}
