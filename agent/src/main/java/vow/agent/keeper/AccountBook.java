package vow.agent.keeper;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import vow.agent.tree.Content;
import vow.linux.FileType;
import vow.linux.Statx;
import vow.model.Repair;
import vow.model.Undo;
import vow.model.UnifiedDiff;
import vow.model.kind.AccountFiles;
import vow.model.kind.Paths;

/**
 * The account files of the kept tree: read when first asked for, changed in memory, written by
 * {@link #write}. Lines that are not changed keep their bytes. Hold {@link AccountLock} from the
 * first question to the write. One thread.
 */
final class AccountBook {
  private static final int SYSTEM_MIN = 100;
  private static final int SYSTEM_MAX = 999;
  private static final int MIN = 1000;
  private static final int MAX = 60_000;
  private static final int SECRET_MODE = 0640;
  private static final int ID = 2;

  private final Site site;
  private final Map<String, Page> pages = new LinkedHashMap<>();

  AccountBook(Site site) {
    this.site = site;
  }

  /** The account of that name; the first counts, as for everybody who looks it up. */
  Optional<AccountRow> find(String path, String name) {
    return page(path).now.stream()
        .filter(line -> Page.isOf(line, name))
        .findFirst()
        .map(AccountRow::parse);
  }

  /** All lines that are accounts. */
  List<AccountRow> rows(String path) {
    return page(path).now.stream().filter(Page::isAccount).map(AccountRow::parse).toList();
  }

  boolean exists(String path) {
    return page(path).found.isPresent();
  }

  /** Changes the first line of that name, or adds one, before lines that ask a name service. */
  void put(String path, AccountRow row) {
    var page = page(path);
    var line = page.before.line(row.text(false));
    for (int i = 0; i < page.now.size(); i++) {
      if (Page.isOf(page.now.get(i), row.name())) {
        if (!AccountRow.parse(page.now.get(i)).equals(row)) {
          page.now.set(i, line);
        }
        return;
      }
    }
    int end = page.now.size();
    while (end > 0 && !page.now.get(end - 1).isEmpty() && Page.asks(page.now.get(end - 1))) {
      end--;
    }
    page.now.add(end, line);
  }

  /** Removes every line of that name. */
  void remove(String path, String name) {
    page(path).now.removeIf(line -> Page.isOf(line, name));
  }

  /** The account, other than this one, that has a number. */
  Optional<String> holder(String path, String id, String except) {
    return rows(path).stream()
        .filter(r -> r.field(ID).equals(id) && !r.name().equals(except))
        .map(AccountRow::name)
        .findFirst();
  }

  /** A number that no user and no group has: system ones from above, others after the highest. */
  OptionalLong freeId(boolean system) {
    Set<Integer> taken = new HashSet<>();
    for (var path : List.of(AccountFiles.PASSWD, AccountFiles.GROUP)) {
      rows(path).stream()
          .map(r -> r.field(ID))
          .filter(id -> id.matches("[0-9]{1,9}"))
          .forEach(id -> taken.add(Integer.valueOf(id)));
    }
    if (system) {
      for (int id = SYSTEM_MAX; id >= SYSTEM_MIN; id--) {
        if (!taken.contains(id)) {
          return OptionalLong.of(id);
        }
      }
      return OptionalLong.empty();
    }
    int next =
        taken.stream().filter(i -> i >= MIN && i < MAX).max(Integer::compare).orElse(MIN - 1);
    for (int i = 0; i <= MAX - MIN; i++) {
      int id = MIN + (next + 1 - MIN + i) % (MAX - MIN + 1);
      if (!taken.contains(id)) {
        return OptionalLong.of(id);
      }
    }
    return OptionalLong.empty();
  }

  boolean isChanged() {
    return pages.values().stream().anyMatch(Page::isChanged);
  }

  /** What differs, without password hashes. */
  Optional<String> diff() {
    if (site.attempt().sensitive()) {
      return Optional.empty();
    }
    var diff = new StringBuilder();
    for (var entry : pages.entrySet()) {
      var page = entry.getValue();
      var old = page.found.isPresent() ? entry.getKey() : "/dev/null";
      diff.append(
          UnifiedDiff.of(
              old, page.hidden(page.before.lines()), entry.getKey(), page.hidden(page.now)));
    }
    return Optional.of(diff.toString()).filter(text -> !text.isEmpty());
  }

  /** Why something that is no file is where an account file should be. */
  Optional<String> obstacle() {
    return AccountFiles.ALL.stream()
        .flatMap(path ->
            site.tree().stat(path).stream()
                .filter(s -> s.type() != FileType.FILE)
                .map(
                    s -> "unable to edit " + path + ": " + Types.text(s.type()) + " is in the way"))
        .findFirst();
  }

  /** Writes what changed, one file after the other; what was there, as far as it is no secret. */
  Repair write() {
    var before = new ArrayList<Undo.Before>();
    for (var path : AccountFiles.ALL) {
      var page = pages.get(path);
      if (page == null || !page.isChanged()) {
        continue;
      }
      var wrong = write(path, page);
      if (wrong instanceof Repair.Undone) {
        return wrong;
      }
      before.addAll(AccountUndo.of(path, page.before.lines(), page.now));
    }
    return new Repair.Done("", new Undo(before));
  }

  private Repair write(String path, Page page) {
    try (var place = site.tree().place(path)) {
      var rewrite = new Rewrite(path, Optional.empty(), false, site);
      var content = Content.of(page.before.with(page.now).bytes());
      var folder = place.directory();
      if (page.found.isEmpty()) {
        return rewrite.put(folder, place.name(), content, fresh(path), page.found);
      }
      try (var old = folder.read(place.name())) {
        var now = folder.stat(place.name());
        var same = Rewrite.of(now.orElseThrow(), old);
        return rewrite.put(folder, place.name(), content, same, now);
      }
    }
  }

  private Undo.Metadata fresh(String path) {
    var fresh = Rewrite.fresh();
    if (!path.equals(AccountFiles.SHADOW)) {
      return fresh;
    }
    int group =
        find(AccountFiles.GROUP, "shadow")
            .filter(_ -> site.privileged())
            .map(r -> Integer.parseUnsignedInt(r.field(ID)))
            .orElse(fresh.gid());
    return new Undo.Metadata(SECRET_MODE, fresh.uid(), group, fresh.attributes());
  }

  private Page page(String path) {
    return pages.computeIfAbsent(path, this::read);
  }

  private Page read(String path) {
    var found = site.tree().stat(path);
    if (found.isEmpty() || site.tree().stat(Paths.parent(path)).isEmpty()) {
      return new Page(found, Text.EMPTY, new ArrayList<>());
    }
    try (var file = site.tree().readItself(path)) {
      var text = Text.of(file.readAll(TextFile.SIZE_BYTES_MAX));
      return new Page(found, text, new ArrayList<>(text.lines()));
    }
  }

  /** A file as it was found and as it shall be. */
  private record Page(Optional<Statx> found, Text before, List<String> now) {
    static boolean isOf(String line, String name) {
      return line.startsWith(name + ":");
    }

    static boolean asks(String line) {
      return line.startsWith("+") || line.startsWith("-");
    }

    static boolean isAccount(String line) {
      return !line.isBlank() && !line.startsWith("#") && !asks(line);
    }

    boolean isChanged() {
      return !before.lines().equals(now);
    }

    byte[] hidden(List<String> lines) {
      var shown =
          lines.stream().map(l -> isAccount(l) ? AccountRow.parse(l).text(true) : l).toList();
      return before.with(shown).bytes();
    }
  }
}
