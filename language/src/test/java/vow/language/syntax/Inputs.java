package vow.language.syntax;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Sources to fuzz with: everything that the other tests hold, whole, glued together, mutated. */
public final class Inputs {
  private static final int MAX_CHANGES = 6;
  private static final int MAX_BYTES = 20_000;
  private static final List<String> PIECES =
      List.of(
          "${",
          "%{",
          "}",
          "~}",
          "${~",
          "\"",
          "\\",
          "\\u",
          "<<EOT\n",
          "<<-EOT\n",
          "\nEOT\n",
          "\n",
          "\r\n",
          "{",
          "[",
          "]",
          "(",
          ")",
          "=",
          "=>",
          "...",
          ".*",
          "[*]",
          "for x in y : ",
          " if ",
          "%{ endif }",
          "%{ for x in y }",
          "%{ endfor }",
          "%{ else }",
          "::",
          "? ",
          ": ",
          ",",
          "#",
          "//",
          "/*",
          "*/",
          "é",
          "👩‍👧",
          "\u0000",
          "- ",
          "!",
          "&&",
          "||",
          "1e9",
          "0.",
          ".0",
          "a = ",
          "b {",
          "\"x\" {",
          "$${",
          "%%{",
          "\t",
          "\uFEFF",
          "'",
          "&",
          "true",
          "null");

  private final List<byte[]> corpus;

  private Inputs(List<byte[]> corpus) {
    this.corpus = corpus;
  }

  public static Inputs all() {
    var corpus = new ArrayList<byte[]>();
    try (var files = Files.walk(Path.of("src/test/resources"))) {
      for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
        if (file.toString().endsWith(".hcl")) {
          corpus.add(Files.readAllBytes(file));
        } else if (file.toString().endsWith(".cases")) {
          var isExpression = file.getFileName().toString().startsWith("expression");
          for (var line : Files.readAllLines(file)) {
            var input = unescape(line.split("⇒", 2)[0]);
            var whole = isExpression ? "a = " + input.strip() + "\n" : input;
            corpus.add(whole.getBytes(StandardCharsets.UTF_8));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Inputs(corpus);
  }

  public List<byte[]> corpus() {
    return corpus;
  }

  private static String unescape(String written) {
    return written.replace('⏎', '\n').replace('␍', '\r').replace('⇥', '\t');
  }

  /** One of the corpus, or two of them glued together, with a few changes. */
  public byte[] mutated(RandomGenerator random) {
    var bytes = any(random);
    for (var changes = random.nextInt(MAX_CHANGES); changes > 0; changes--) {
      bytes = changed(bytes, random);
    }
    return bytes.length > MAX_BYTES ? slice(bytes, 0, MAX_BYTES) : bytes;
  }

  private byte[] any(RandomGenerator random) {
    return corpus.get(random.nextInt(corpus.size()));
  }

  private byte[] changed(byte[] bytes, RandomGenerator random) {
    var at = random.nextInt(bytes.length + 1);
    var to = Math.min(bytes.length, at + random.nextInt(12));
    return switch (random.nextInt(7)) {
      case 0 -> glue(slice(bytes, 0, at), slice(bytes, to, bytes.length));
      case 1 -> glue(slice(bytes, 0, to), slice(bytes, at, bytes.length));
      case 2 -> glue(slice(bytes, 0, at), any(random), slice(bytes, at, bytes.length));
      case 3 ->
          glue(
              slice(bytes, 0, at),
              new byte[] {(byte) random.nextInt()},
              slice(bytes, at, bytes.length));
      case 4 -> slice(bytes, 0, at);
      case 5 -> glue(bytes, "\n".getBytes(StandardCharsets.UTF_8), any(random));
      default -> {
        var piece = PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8);
        yield glue(slice(bytes, 0, at), piece, slice(bytes, at, bytes.length));
      }
    };
  }

  private static byte[] slice(byte[] bytes, int start, int end) {
    return java.util.Arrays.copyOfRange(bytes, start, end);
  }

  private static byte[] glue(byte[]... parts) {
    var all = new java.io.ByteArrayOutputStream();
    for (var part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
