package vow.agent.keeper;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import vow.model.Repair;
import vow.model.Undo;

/** Lines of account files as they were: settings named {@code /etc/group:adm}. */
final class AccountUndo {
  private AccountUndo() {}

  /** What was replaced. A line that held a password hash is not kept. */
  static List<Undo.Before> of(String path, List<String> before, List<String> after) {
    Set<String> changed = new LinkedHashSet<>(before);
    changed.addAll(after);
    changed.removeIf(line -> before.contains(line) && after.contains(line));
    Set<String> names = new LinkedHashSet<>();
    changed.forEach(line -> names.add(AccountRow.parse(line).name()));
    var result = new ArrayList<Undo.Before>();
    for (var name : names) {
      var old = row(before, name);
      if (old.filter(AccountRow::hasSecret).isEmpty()) {
        var text = old.map(r -> r.text(false)).orElse(null);
        result.add(new Undo.Setting(path + ":" + name, text));
      }
    }
    return result;
  }

  /** Whether a repair made a line in that file. */
  static boolean made(Undo undo, String path) {
    return undo.before().stream()
        .anyMatch(b ->
            b instanceof Undo.Setting(var name, var value)
                && value == null
                && name.startsWith(path + ":"));
  }

  /** Puts lines, and paths, back. */
  static Repair undo(Undo undo, Site site) {
    var paths = undo.before().stream().filter(b -> !(b instanceof Undo.Setting)).toList();
    if (!paths.isEmpty()) {
      var restored = Restore.paths(new Undo(paths), site);
      if (restored instanceof Repair.Undone) {
        return restored;
      }
    }
    if (undo.isEmpty()) {
      return Restore.paths(undo, site);
    }
    return AccountLock.holding(
        site,
        () -> {
          var book = new AccountBook(site);
          for (var before : undo.before()) {
            if (before instanceof Undo.Setting(var name, var value)) {
              put(book, name, Optional.ofNullable(value));
            }
          }
          return book.write() instanceof Repair.Undone undone ? undone : Repair.done();
        });
  }

  private static void put(AccountBook book, String setting, Optional<String> line) {
    int colon = setting.indexOf(':');
    var path = setting.substring(0, colon);
    line.ifPresentOrElse(
        l -> book.put(path, AccountRow.parse(l)),
        () -> book.remove(path, setting.substring(colon + 1)));
  }

  private static Optional<AccountRow> row(List<String> lines, String name) {
    return lines.stream().map(AccountRow::parse).filter(r -> r.name().equals(name)).findFirst();
  }
}
