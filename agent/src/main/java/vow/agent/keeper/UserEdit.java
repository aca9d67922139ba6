package vow.agent.keeper;

import static vow.model.kind.AccountFiles.GROUP;
import static vow.model.kind.AccountFiles.GSHADOW;
import static vow.model.kind.AccountFiles.PASSWD;
import static vow.model.kind.AccountFiles.SHADOW;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import vow.model.Thing;
import vow.model.kind.User;

/** What one user's promise makes of the account files. One thread, one use. */
final class UserEdit implements AccountEdit {
  static final int UID = 2;
  static final int GID = 3;
  static final int HOME = 5;

  private static final int COMMENT = 4;
  private static final int SHELL = 6;

  /** Stands in a plan for the number of a group that another promise makes before. */
  private static final String TO_COME = "?";

  private final User user;
  private final String name;
  private final Promised promised;
  private final boolean absent;
  private final boolean looking;
  private final List<String> differences = new ArrayList<>();

  /** An edit that is only looked at may count on groups that other promises make before. */
  UserEdit(User user, Promised promised, boolean absent, boolean looking) {
    this.looking = looking;
    this.user = user;
    this.name = user.name();
    this.promised = promised;
    this.absent = absent;
  }

  @Override
  public Told apply(AccountBook book) {
    if (absent) {
      return remove(book);
    }
    var old = book.find(PASSWD, name);
    var problem = entry(book, old).or(() -> password(book, old)).or(() -> groups(book, old));
    return problem.isPresent() ? Told.problem(problem.get()) : Told.of(differences);
  }

  private Told remove(AccountBook book) {
    var old = book.find(PASSWD, name);
    book.remove(PASSWD, name);
    book.remove(SHADOW, name);
    for (var group : book.rows(GROUP)) {
      GroupKeeper.leave(group.name(), name, book);
    }
    var own = book.find(GROUP, name);
    boolean unused =
        own.isPresent()
            && old.filter(o -> o.field(GID).equals(own.get().field(2))).isPresent()
            && own.get().names(3).isEmpty()
            && GroupKeeper.primaryOf(own.get().field(2), book).isEmpty();
    if (unused && !promised.makes(new Thing(Thing.Sort.GROUP, name))) {
      book.remove(GROUP, name);
      book.remove(GSHADOW, name);
    }
    return Told.of(book.isChanged() ? List.of("is there") : List.of());
  }

  /** The line in /etc/passwd; a problem, if there is one. */
  private Optional<String> entry(AccountBook book, Optional<AccountRow> old) {
    var free = old.isEmpty() ? book.freeId(user.system()) : OptionalLong.of(0);
    var asked = user.entry().uid();
    if (asked.isEmpty() && free.isEmpty()) {
      return Optional.of("unable to make the user " + name + ": no number is free");
    }
    var uid =
        asked.isPresent()
            ? Long.toString(asked.getAsLong())
            : old.map(r -> r.field(UID)).orElse(Long.toString(free.orElse(0)));
    var holder = asked.isPresent() ? book.holder(PASSWD, uid, name) : Optional.<String>empty();
    if (holder.isPresent()) {
      return Optional.of(
          "unable to give the user %s the number %s: the user %s has it"
              .formatted(name, uid, holder.get()));
    }
    var gid = gid(book, old, uid);
    if (gid.isEmpty()) {
      return Optional.of(noGroup(user.entry().group().orElse(name)));
    }
    var row = old.orElse(fresh());
    var entry = user.entry();
    var wanted = row.with(UID, uid).with(GID, gid.get());
    wanted = wanted.with(COMMENT, entry.comment().orElse(row.field(COMMENT)));
    wanted = wanted.with(HOME, entry.home().orElse(row.field(HOME)));
    wanted = wanted.with(SHELL, entry.shell().orElse(row.field(SHELL)));
    tell(old, wanted);
    book.put(PASSWD, wanted);
    return Optional.empty();
  }

  private AccountRow fresh() {
    return AccountRow.of(
        name,
        "x",
        "",
        "",
        "",
        user.system() ? "/nonexistent" : "/home/" + name,
        user.system() ? "/usr/sbin/nologin" : "/bin/sh");
  }

  private void tell(Optional<AccountRow> old, AccountRow wanted) {
    if (old.isEmpty()) {
      differences.add("is missing");
      return;
    }
    var words = List.of("", "", "number", "primary group", "comment", "home", "shell");
    for (int i = UID; i <= SHELL; i++) {
      if (!old.get().field(i).equals(wanted.field(i))) {
        differences.add(
            "%s %s instead of %s".formatted(words.get(i), old.get().field(i), wanted.field(i)));
      }
    }
  }

  /** The number of the primary group; a new user's own group is made when it is missing. */
  private Optional<String> gid(AccountBook book, Optional<AccountRow> old, String uid) {
    var asked = user.entry().group();
    if (asked.isPresent() && asked.get().chars().allMatch(Character::isDigit)) {
      return asked;
    }
    if (asked.isEmpty() && old.isPresent()) {
      return Optional.of(old.get().field(GID));
    }
    var group = book.find(GROUP, asked.orElse(name)).map(r -> r.field(2));
    if (group.isPresent() || isToCome(asked.orElse(name))) {
      return Optional.of(group.orElse(TO_COME));
    }
    if (asked.isPresent()) {
      return Optional.empty();
    }
    var gid =
        book.holder(GROUP, uid, name).isEmpty()
            ? uid
            : Long.toString(book.freeId(user.system()).orElse(0));
    GroupKeeper.add(name, gid, book);
    return Optional.of(gid);
  }

  /** The line in /etc/shadow, which is only read when it matters. */
  private Optional<String> password(AccountBook book, Optional<AccountRow> old) {
    var login = user.login();
    if (old.isPresent() && login.password().isEmpty() && login.locked().isEmpty()) {
      return Optional.empty();
    }
    var shadow = old.isEmpty() ? Optional.<AccountRow>empty() : book.find(SHADOW, name);
    boolean moved = old.isEmpty() || old.get().password().equals("x");
    var now = moved ? shadow.map(AccountRow::password).orElse("!") : old.get().password();
    var bare = now.replaceFirst("^!+", "");
    boolean wasLocked = now.startsWith("!");
    var wanted = login.password().orElse(bare);
    boolean first = bare.isEmpty() && login.password().isPresent();
    boolean locked = login.locked().orElse(wasLocked && !first);
    if (!locked && wanted.isEmpty() && wasLocked) {
      return Optional.of("unable to unlock the user " + name + ": it has no password");
    }
    var field = (locked ? "!" : "") + wanted;
    if (old.isPresent() && moved && shadow.isPresent() && field.equals(now)) {
      return Optional.empty();
    }
    if (old.isPresent()) {
      differences.add(
          wasLocked == locked || first ? "password differs" : locked ? "is open" : "is locked");
    }
    book.put(SHADOW, shadow.orElse(ShadowKeeper.fresh(name)).with(1, field));
    book.put(PASSWD, book.find(PASSWD, name).orElseThrow().with(1, "x"));
    return Optional.empty();
  }

  private Optional<String> groups(AccountBook book, Optional<AccountRow> old) {
    var wanted = user.membership().groups();
    for (var group : wanted) {
      boolean known = book.find(GROUP, group).isPresent();
      if (!known && !isToCome(group)) {
        return Optional.of(noGroup(group));
      }
      if ((!known || GroupKeeper.join(group, name, book)) && old.isPresent()) {
        differences.add("is not in the group " + group);
      }
    }
    for (var group : user.membership().only() ? book.rows(GROUP) : List.<AccountRow>of()) {
      if (!wanted.contains(group.name()) && GroupKeeper.leave(group.name(), name, book)) {
        differences.add("is in the group " + group.name());
      }
    }
    return Optional.empty();
  }

  private String noGroup(String group) {
    return "unable to keep the user " + name + ": there is no group " + group;
  }

  private boolean isToCome(String group) {
    return looking && promised.makes(new Thing(Thing.Sort.GROUP, group));
  }
}
