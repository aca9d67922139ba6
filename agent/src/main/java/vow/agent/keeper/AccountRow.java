package vow.agent.keeper;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A line of an account file, fields between colons; a missing field is empty. */
record AccountRow(List<String> fields) {
  AccountRow {
    fields = List.copyOf(fields);
  }

  static AccountRow of(String... fields) {
    return new AccountRow(List.of(fields));
  }

  static AccountRow parse(String line) {
    return new AccountRow(Arrays.asList(line.split(":", -1)));
  }

  String name() {
    return field(0);
  }

  String password() {
    return field(1);
  }

  String field(int at) {
    return at < fields.size() ? fields.get(at) : "";
  }

  AccountRow with(int at, String value) {
    var changed = new ArrayList<>(fields);
    while (changed.size() <= at) {
      changed.add("");
    }
    changed.set(at, value);
    return new AccountRow(changed);
  }

  /** The names in a field, which are between commas. */
  List<String> names(int at) {
    return field(at).isEmpty() ? List.of() : List.of(field(at).split(",", -1));
  }

  boolean hasSecret() {
    return password().length() > 1;
  }

  /** As a line; what could be a password hash is only shown as being there. */
  String text(boolean hidden) {
    return String.join(":", hidden && hasSecret() ? with(1, "(hidden)").fields : fields);
  }
}
