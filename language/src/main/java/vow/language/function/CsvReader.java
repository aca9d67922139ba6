package vow.language.function;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeMap;
import vow.language.value.TextOrder;
import vow.language.value.Value;

/**
 * Reads CSV: fields between commas, in quotes when they hold commas, quotes (doubled) or line ends.
 * Empty lines are skipped. Source: RFC 4180.
 */
final class CsvReader {
  private final String text;
  private int at;
  private int line = 1;
  private int rowLine = 1;

  private CsvReader(String text) {
    this.text = text.replace("\r\n", "\n");
  }

  static Value read(String text) {
    var reader = new CsvReader(text);
    var names = reader.row();
    if (names.isEmpty()) {
      throw new Refusal(0, "is not CSV: there is no line of column names");
    }
    if (new HashSet<>(names).size() < names.size()) {
      throw new Refusal(0, "has two columns of one name");
    }
    var rows = new ArrayList<Value>();
    for (var row = reader.row(); !row.isEmpty(); row = reader.row()) {
      if (row.size() != names.size()) {
        throw reader.refused("there are " + row.size() + " fields, not " + names.size());
      }
      rows.add(object(names, row));
      Bounds.checkElements((long) rows.size() * names.size());
    }
    return Value.list(object(names, names).type(), rows);
  }

  private static Value object(List<String> names, List<String> fields) {
    var attributes = new TreeMap<String, Value>(TextOrder.COMPARATOR);
    for (var i = 0; i < names.size(); i++) {
      attributes.put(Letters.name(names.get(i)), Value.text(fields.get(i)));
    }
    return Value.object(attributes);
  }

  /** The next row that is not empty; without fields at the end. */
  private List<String> row() {
    while (at < text.length() && text.charAt(at) == '\n') {
      at++;
      line++;
    }
    rowLine = line;
    var fields = new ArrayList<String>();
    if (at == text.length()) {
      return fields;
    }
    while (true) {
      fields.add(at < text.length() && text.charAt(at) == '"' ? quoted() : plain());
      Bounds.checkElements(fields.size());
      if (at == text.length()) {
        return fields;
      }
      if (text.charAt(at++) == '\n') {
        line++;
        return fields;
      }
    }
  }

  private String plain() {
    var start = at;
    while (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != '\n') {
      if (text.charAt(at) == '"') {
        throw refused("there is a quote inside of a field without quotes");
      }
      at++;
    }
    var end = at == text.length() && text.endsWith("\r") ? at - 1 : at;
    return text.substring(start, Math.max(start, end));
  }

  private String quoted() {
    var field = new StringBuilder();
    at++;
    while (at < text.length()) {
      var c = text.charAt(at++);
      if (c != '"') {
        line += c == '\n' ? 1 : 0;
        field.append(c);
      } else if (at < text.length() && text.charAt(at) == '"') {
        field.append('"');
        at++;
      } else {
        skipLastReturn();
        if (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != '\n') {
          throw refused("there is something after a quoted field");
        }
        return field.toString();
      }
    }
    throw refused("a quote is not closed");
  }

  private void skipLastReturn() {
    if (at == text.length() - 1 && text.charAt(at) == '\r') {
      at++;
    }
  }

  private Refusal refused(String why) {
    return new Refusal(0, "is not CSV: in line " + rowLine + " " + why);
  }
}
