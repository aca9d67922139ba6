package vow.checks.broken.model;

import java.nio.file.Files;
import java.nio.file.Path;

final class ReadsFiles {
  boolean there(Path path) {
    return Files.exists(path);
  }
}
