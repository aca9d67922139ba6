package vow.agent.keeper;

import static vow.model.kind.AccountFiles.PASSWD;
import static vow.model.kind.AccountFiles.SHADOW;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vow.agent.tree.Parents;
import vow.linux.FileType;
import vow.model.Assessment;
import vow.model.Change;
import vow.model.Repair;
import vow.model.Undo;
import vow.model.kind.Paths;
import vow.model.kind.User;

/** Keeps a user in the account files, and makes its home folder. */
final class UserKeeper implements Keeper<User> {
  /** The field of a day in shadow(5) from which on nobody logs in. */
  private static final int EXPIRES = 7;

  @Override
  public Assessment assess(User user, Site site) {
    var promised = site.attempt().promised();
    var account = AccountEdit.assess(new UserEdit(user, promised, user.absent(), true), site);
    var home = home(user);
    if (home.isEmpty() || account instanceof Assessment.Unkeepable) {
      return account;
    }
    var found = site.tree().stat(home.get());
    if (found.isPresent()) {
      return found.get().type() == FileType.FILE
          ? Assessment.failed("unable to make " + home.get() + ": a regular file is in the way")
          : account;
    }
    var missing = "there is no folder " + home.get();
    return switch (account) {
      case Assessment.Drifted(Change change) ->
          new Assessment.Drifted(new Change(change.summary() + ", " + missing, change.diff()));
      case Assessment.Kept _, Assessment.Unkeepable _ -> Assessment.drifted(missing);
    };
  }

  @Override
  public Repair repair(User user, Change change, Site site) {
    var promised = site.attempt().promised();
    var repair = AccountEdit.repair(new UserEdit(user, promised, user.absent(), false), site);
    var home = home(user);
    if (home.isEmpty() || !(repair instanceof Repair.Done done)) {
      return repair;
    }
    var before = new ArrayList<>(done.undo().before());
    if (site.tree().stat(home.get()).isEmpty()) {
      var parents = Parents.make(site.tree(), Paths.parent(home.get()));
      parents.forEach(p -> before.add(new Undo.Missing(p)));
      makeHome(user, home.get(), site);
      before.add(new Undo.Missing(home.get()));
    }
    return new Repair.Done(done.note(), new Undo(before));
  }

  @Override
  public Repair reverse(User user, Undo before, Site site) {
    return AccountUndo.made(before, PASSWD)
        ? AccountEdit.repair(book -> lock(user.name(), book), site)
        : undo(user, before, site);
  }

  /** Whoever has files may not lose the name of their owner: nobody gets in any more. */
  private static AccountEdit.Told lock(String name, AccountBook book) {
    var row = book.find(SHADOW, name);
    if (row.isPresent()) {
      var password = row.get().field(1);
      var locked = password.startsWith("!") ? password : "!" + password;
      book.put(SHADOW, row.get().with(1, locked).with(EXPIRES, "1"));
    }
    return AccountEdit.Told.of(List.of("is locked"));
  }

  @Override
  public Repair undo(User user, Undo undo, Site site) {
    return AccountUndo.undo(undo, site);
  }

  private static Optional<String> home(User user) {
    return user.homeMode().isPresent() && !user.absent() ? user.entry().home() : Optional.empty();
  }

  private static void makeHome(User user, String home, Site site) {
    var row = new AccountBook(site).find(PASSWD, user.name()).orElseThrow();
    boolean give = site.privileged();
    int uid = give ? Integer.parseUnsignedInt(row.field(UserEdit.UID)) : -1;
    int gid = give ? Integer.parseUnsignedInt(row.field(UserEdit.GID)) : -1;
    try (var place = site.tree().place(home)) {
      Parents.makeOne(place.directory(), place.name(), uid, gid, user.homeMode().orElse(0755));
    }
  }
}
