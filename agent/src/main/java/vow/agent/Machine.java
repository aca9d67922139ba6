package vow.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import vow.language.policy.Facts;

/** The machine that is kept, as far as policies and messages ask about it. */
final class Machine {
  private static final Path PASSWD = Path.of("/etc/passwd");

  private Machine() {}

  /** What policies may ask. */
  static Facts facts(KeepRequest request) {
    return request.given().isEmpty() ? Facts.NONE : Facts.NONE;
  }

  /** The name of a user of this machine; the number as text when it has none. */
  static String userName(int uid) {
    var id = Integer.toUnsignedString(uid);
    // Not UTF-8 by any rule; this charset takes every byte.
    try (Stream<String> lines = Files.lines(PASSWD, StandardCharsets.ISO_8859_1)) {
      return lines
          .map(line -> line.split(":", -1))
          .filter(fields -> fields.length > 2 && fields[2].equals(id))
          .map(fields -> fields[0])
          .findFirst()
          .orElse(id);
    } catch (IOException _) {
      return id;
    }
  }
}
