package vow.agent.keeper;

import static vow.model.kind.AccountFiles.PASSWD;
import static vow.model.kind.AccountFiles.SHADOW;

import java.util.ArrayList;
import vow.model.Assessment;
import vow.model.Change;
import vow.model.Repair;
import vow.model.Undo;
import vow.model.kind.Shadow;

/** Moves passwords out of the file that everybody can read. */
final class ShadowKeeper implements Keeper<Shadow> {
  @Override
  public Assessment assess(Shadow shadow, Site site) {
    return AccountEdit.assess(ShadowKeeper::edit, site);
  }

  @Override
  public Repair repair(Shadow shadow, Change change, Site site) {
    return AccountEdit.repair(ShadowKeeper::edit, site);
  }

  /** The hash that was in /etc/passwd is known nowhere else, so it does not go back there. */
  @Override
  public Repair undo(Shadow shadow, Undo undo, Site site) {
    return Repair.failed(
        "unable to undo " + site.attempt().id() + ": password hashes stay in /etc/shadow");
  }

  /** A line without a password, and without ageing. */
  static AccountRow fresh(String name) {
    return AccountRow.of(name, "!", "", "0", "99999", "7", "", "", "");
  }

  private static AccountEdit.Told edit(AccountBook book) {
    var differences = new ArrayList<String>();
    for (var row : book.rows(PASSWD)) {
      var shadow = book.find(SHADOW, row.name());
      if (!row.password().equals("x")) {
        differences.add("the password of " + row.name() + " is in " + PASSWD);
        book.put(SHADOW, shadow.orElse(fresh(row.name())).with(1, row.password()));
        book.put(PASSWD, row.with(1, "x"));
      } else if (shadow.isEmpty()) {
        differences.add(row.name() + " is missing in " + SHADOW);
        book.put(SHADOW, fresh(row.name()));
      }
    }
    return AccountEdit.Told.of(differences);
  }
}
