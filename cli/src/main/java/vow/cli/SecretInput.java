package vow.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;

/** Values of secrets: read where nobody sees them, or made. */
final class SecretInput {
  private static final int LENGTH = 32;
  private static final int LENGTH_MAX = 4_096;

  /** Shorter ones can be guessed. */
  private static final int LENGTH_MIN = 12;

  private static final int BYTES_MAX = 1 << 20;

  private static final String CHARACTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private SecretInput() {}

  /** A person is asked, twice and without an echo; a pipe is read to its end. */
  static byte[] read(String name, Terminal terminal) throws Failure {
    if (Terminal.isTerminal(0)) {
      return ask(name, terminal);
    }
    try {
      var bytes = System.in.readNBytes(BYTES_MAX + 1);
      if (bytes.length > BYTES_MAX) {
        throw new Failure("the value of " + name + " is longer than 1 MiB");
      }
      if (bytes.length == 0) {
        throw new Failure("there is no value for " + name + " on standard input");
      }
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return bytes;
    } catch (CharacterCodingException _) {
      throw new Failure("the value of " + name + " is not text; base64 makes text of bytes");
    } catch (IOException e) {
      throw new Failure("unable to read the value of " + name + ": " + Causes.of(e));
    }
  }

  private static byte[] ask(String name, Terminal terminal) throws Failure {
    terminal.flush();
    var console =
        Optional.ofNullable(System.console())
            .orElseThrow(() ->
                new Failure(
                    "unable to ask for the value of "
                        + name
                        + " without an echo; give it through a pipe"));
    var value = console.readPassword("Value of %s: ", name);
    var again = console.readPassword("Once more: ");
    if (value == null || value.length == 0 || !Arrays.equals(value, again)) {
      throw new Failure("no value was given twice; nothing is changed");
    }
    return new String(value).getBytes(StandardCharsets.UTF_8);
  }

  /** Letters and digits, each as likely as the other. */
  static byte[] random(Optional<String> length) throws UsageException {
    int wanted = length.isEmpty() ? LENGTH : number(length.get());
    var random = new SecureRandom();
    var value = new byte[wanted];
    for (int i = 0; i < wanted; i++) {
      value[i] = (byte) CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
    }
    return value;
  }

  private static int number(String text) throws UsageException {
    try {
      int number = Integer.parseInt(text);
      if (number >= LENGTH_MIN && number <= LENGTH_MAX) {
        return number;
      }
    } catch (NumberFormatException _) {
      // told below
    }
    throw new UsageException(
        "--length is a number from " + LENGTH_MIN + " to " + LENGTH_MAX + ", not \"" + text + "\"");
  }
}
