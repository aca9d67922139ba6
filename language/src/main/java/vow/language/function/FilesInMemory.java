package vow.language.function;

import java.util.List;
import java.util.Map;

/** See {@link FunctionFiles#in}. */
record FilesInMemory(String folder, Map<String, byte[]> files) implements FunctionFiles {
  FilesInMemory {
    files = Map.copyOf(files);
  }

  @Override
  public Reading read(String path) {
    var bytes = files.get(path);
    return bytes == null ? new Missing() : new Content(bytes);
  }

  @Override
  public List<String> list(String wanted) {
    return files.keySet().stream()
        .filter(path -> wanted.isEmpty() || path.startsWith(wanted + "/"))
        .toList();
  }
}
