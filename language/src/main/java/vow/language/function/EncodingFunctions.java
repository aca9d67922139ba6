package vow.language.function;

import static java.nio.charset.StandardCharsets.UTF_8;
import static vow.language.function.Bodies.body;
import static vow.language.function.Bodies.function;
import static vow.language.function.Bodies.textFunction;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import vow.language.eval.Function;
import vow.language.value.BasicType;
import vow.language.value.Value;

/** Texts as bytes and back. */
final class EncodingFunctions {
  private static final String UNRESERVED = "-_.~";
  private static final String HEX = "0123456789ABCDEF";

  private EncodingFunctions() {}

  static Function make(String name) {
    return switch (name) {
      case "base64decode" -> base64decode();
      case "base64encode" -> base64encode();
      case "base64gzip" -> base64gzip();
      case "textdecodebase64" -> textdecodebase64();
      case "textencodebase64" -> textencodebase64();
      case "urlencode" -> urlencode();
      default -> throw Family.missing(name);
    };
  }

  private static Function base64encode() {
    return textFunction(
        function("base64encode", "The text's UTF-8 bytes in Base64.")
            .example("base64encode(\"Hello\")", "\"SGVsbG8=\""),
        text -> Bytes.base64(text.getBytes(UTF_8)));
  }

  private static Function base64decode() {
    return textFunction(
        function("base64decode", "The text whose UTF-8 bytes the argument holds in Base64.")
            .example("base64decode(\"SGVsbG8=\")", "\"Hello\""),
        text ->
            Bytes.utf8(Bytes.fromBase64(text, 0))
                .orElseThrow(() -> new Refusal(0, "does not decode to UTF-8 text")));
  }

  private static Function base64gzip() {
    return textFunction(
        function(
                "base64gzip",
                "The text's UTF-8 bytes, compressed with gzip, in Base64. How well it compresses"
                    + " may differ between versions.")
            .example("substr(base64gzip(\"Hello\"), 0, 4)", "\"H4sI\""),
        text -> Bytes.base64(Bytes.gzip(text.getBytes(UTF_8))));
  }

  private static Function textencodebase64() {
    return function(
            "textencodebase64", "The text in a character encoding (an IANA name), in Base64.")
        .takes("text", BasicType.STRING)
        .takes("encoding", BasicType.STRING)
        .gives(BasicType.STRING)
        .example("textencodebase64(\"Hi\", \"UTF-16LE\")", "\"SABpAA==\"")
        .does(body(arguments -> encoded(arguments.text(0), charset(arguments.text(1)))));
  }

  private static Value encoded(String text, Charset charset) {
    if (!charset.canEncode()) {
      throw new Refusal(1, "is an encoding that can only be read");
    }
    try {
      var encoded = charset.newEncoder().encode(CharBuffer.wrap(text));
      var bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return Value.text(Bytes.base64(bytes));
    } catch (CharacterCodingException e) {
      throw new Refusal(0, "has characters that do not exist in " + charset.name());
    }
  }

  private static Function textdecodebase64() {
    return function(
            "textdecodebase64",
            "The text that the argument holds in Base64 of a character encoding (an IANA name).")
        .takes("text", BasicType.STRING)
        .takes("encoding", BasicType.STRING)
        .gives(BasicType.STRING)
        .example("textdecodebase64(\"SABpAA==\", \"UTF-16LE\")", "\"Hi\"")
        .does(body(arguments -> decoded(arguments.text(0), charset(arguments.text(1)))));
  }

  private static Value decoded(String text, Charset charset) {
    try {
      var chars = charset.newDecoder().decode(ByteBuffer.wrap(Bytes.fromBase64(text, 0)));
      return Value.text(chars.toString());
    } catch (CharacterCodingException e) {
      throw new Refusal(0, "has bytes that mean nothing in " + charset.name());
    }
  }

  private static Charset charset(String name) {
    try {
      return Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new Refusal(1, "is not a known encoding; UTF-8, UTF-16LE, ISO-8859-1 are");
    }
  }

  private static Function urlencode() {
    return textFunction(
        function("urlencode", "The text as it can stand in the query of a URL.")
            .example("urlencode(\"a b&c\")", "\"a+b%26c\""),
        EncodingFunctions::urlEncoded);
  }

  private static String urlEncoded(String text) {
    var encoded = new StringBuilder();
    for (var b : text.getBytes(UTF_8)) {
      var c = (char) (b & 0xff);
      if (c == ' ') {
        encoded.append('+');
      } else if (isPlain(c)) {
        encoded.append(c);
      } else {
        encoded.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xf));
      }
    }
    Bounds.checkText(encoded.length());
    return encoded.toString();
  }

  private static boolean isPlain(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || UNRESERVED.indexOf(c) >= 0;
  }
}
