package vow.model.schema;

/**
 * A file of the policy, as it was when the policy was compiled.
 *
 * @param path absolute path on the machine
 * @param sha256 its content's digest in hex
 */
public record SourceFile(String path, String sha256) {}
