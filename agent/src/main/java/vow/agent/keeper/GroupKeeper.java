package vow.agent.keeper;

import static vow.model.kind.AccountFiles.GROUP;
import static vow.model.kind.AccountFiles.GSHADOW;
import static vow.model.kind.AccountFiles.PASSWD;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import vow.model.Assessment;
import vow.model.Change;
import vow.model.Repair;
import vow.model.Undo;
import vow.model.kind.Group;

/** Keeps a group in the account files. */
final class GroupKeeper implements Keeper<Group> {
  private static final int GID = 2;
  private static final int MEMBERS = 3;
  private static final int PRIMARY = 3;

  @Override
  public Assessment assess(Group group, Site site) {
    return AccountEdit.assess(book -> edit(group, book), site);
  }

  @Override
  public Repair repair(Group group, Change change, Site site) {
    return AccountEdit.repair(book -> edit(group, book), site);
  }

  @Override
  public Repair reverse(Group group, Undo before, Site site) {
    return AccountUndo.made(before, GROUP)
        ? AccountEdit.repair(book -> remove(group, book), site)
        : undo(group, before, site);
  }

  @Override
  public Repair undo(Group group, Undo undo, Site site) {
    return AccountUndo.undo(undo, site);
  }

  private static AccountEdit.Told edit(Group group, AccountBook book) {
    return group.absent() ? remove(group, book) : keep(group, book);
  }

  private static AccountEdit.Told keep(Group group, AccountBook book) {
    var name = group.name();
    var old = book.find(GROUP, name);
    var gid = group.gid();
    if (gid.isEmpty() && old.isEmpty()) {
      gid = book.freeId(group.system());
      if (gid.isEmpty()) {
        return AccountEdit.Told.problem("unable to make the group " + name + ": no number is free");
      }
    }
    var id = text(gid, old.map(r -> r.field(GID)).orElse(""));
    var holder = group.gid().isEmpty() ? Optional.<String>empty() : book.holder(GROUP, id, name);
    if (holder.isPresent()) {
      return AccountEdit.Told.problem(
          "unable to give the group %s the number %s: the group %s has it"
              .formatted(name, id, holder.get()));
    }
    var differences = new ArrayList<String>();
    if (old.isEmpty()) {
      differences.add("is missing");
      add(name, id, book);
    } else if (!old.get().field(GID).equals(id)) {
      differences.add("number " + old.get().field(GID) + " instead of " + id);
      book.put(GROUP, old.get().with(GID, id));
    }
    for (var member : group.members()) {
      if (join(name, member, book) && old.isPresent()) {
        differences.add(member + " is no member");
      }
    }
    return AccountEdit.Told.of(differences);
  }

  private static AccountEdit.Told remove(Group group, AccountBook book) {
    var name = group.name();
    var old = book.find(GROUP, name);
    if (old.isPresent()) {
      var user = primaryOf(old.get().field(GID), book);
      if (user.isPresent()) {
        return AccountEdit.Told.problem(
            "unable to remove the group %s: it is the primary group of %s"
                .formatted(name, user.get()));
      }
    }
    book.remove(GROUP, name);
    book.remove(GSHADOW, name);
    return AccountEdit.Told.of(book.isChanged() ? List.of("is there") : List.of());
  }

  /** A user whose primary group has this number. */
  static Optional<String> primaryOf(String gid, AccountBook book) {
    return book.rows(PASSWD).stream()
        .filter(r -> r.field(PRIMARY).equals(gid))
        .map(AccountRow::name)
        .findFirst();
  }

  /** Adds a group that nobody is in. */
  static void add(String name, String gid, AccountBook book) {
    book.put(GROUP, AccountRow.of(name, "x", gid, ""));
    if (book.exists(GSHADOW) && book.find(GSHADOW, name).isEmpty()) {
      book.put(GSHADOW, AccountRow.of(name, "!", "", ""));
    }
  }

  /** Makes a user a member; false when it was. The group is there. */
  static boolean join(String group, String user, AccountBook book) {
    boolean joined = false;
    for (var path : List.of(GROUP, GSHADOW)) {
      var row = book.find(path, group);
      if (row.isPresent() && !row.get().names(MEMBERS).contains(user)) {
        var members = new ArrayList<>(row.get().names(MEMBERS));
        members.add(user);
        book.put(path, row.get().with(MEMBERS, String.join(",", members)));
        joined = true;
      }
    }
    return joined;
  }

  /** Ends a user's membership; false when it was none. */
  static boolean leave(String group, String user, AccountBook book) {
    boolean left = false;
    for (var path : List.of(GROUP, GSHADOW)) {
      var row = book.find(path, group);
      if (row.isPresent() && row.get().names(MEMBERS).contains(user)) {
        var members = row.get().names(MEMBERS).stream().filter(m -> !m.equals(user)).toList();
        book.put(path, row.get().with(MEMBERS, String.join(",", members)));
        left = true;
      }
    }
    return left;
  }

  private static String text(OptionalLong id, String fallback) {
    return id.isPresent() ? Long.toString(id.getAsLong()) : fallback;
  }
}
