package vow.agent.keeper;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import vow.linux.Ids;
import vow.linux.Statx;
import vow.model.Thing;
import vow.model.Undo.Metadata;
import vow.model.kind.Ownership;
import vow.model.schema.Units;

/**
 * Owner, group and mode that a promise asks for, as the kernel's numbers; empty means: as it is.
 *
 * @param missing an account that does not exist, in words; the claim cannot be met until it does
 * @param note what is not compared because this process may not set it
 */
record Claim(
    OptionalInt uid, OptionalInt gid, OptionalInt mode, Optional<Absent> missing, String note) {
  private static final String IGNORED = "owner and group are ignored: not root";

  /** A user or group that is not in the tree's account files. */
  record Absent(Thing thing) {
    String text() {
      return "there is no " + thing.sort().name().toLowerCase(Locale.ROOT) + " " + thing.name();
    }
  }

  static Claim of(Ownership ownership, Site site) {
    boolean asks = ownership.owner().isPresent() || ownership.group().isPresent();
    if (asks && !site.privileged() && !site.tree().isSystem()) {
      var none = OptionalInt.empty();
      return new Claim(none, none, ownership.mode(), Optional.empty(), IGNORED);
    }
    var accounts = site.accounts();
    var uid = ownership.owner().map(accounts::uid).orElse(OptionalInt.empty());
    var gid = ownership.group().map(accounts::gid).orElse(OptionalInt.empty());
    var noUser = ownership.owner().filter(_ -> uid.isEmpty()).map(Claim::user);
    var noGroup = ownership.group().filter(_ -> gid.isEmpty()).map(Claim::group);
    return new Claim(uid, gid, ownership.mode(), noUser.or(() -> noGroup), "");
  }

  /** What differs, in words: {@code mode 0600 instead of 0644}. */
  List<String> differences(Statx now, Site site) {
    var result = new ArrayList<String>();
    var accounts = site.accounts();
    missing.ifPresent(absent -> result.add(absent.text() + " yet"));
    if (uid.isPresent() && now.uid() != uid.getAsInt()) {
      result.add("owner " + accounts.userName(now.uid()) + " instead of " + userName(site));
    }
    if (gid.isPresent() && now.gid() != gid.getAsInt()) {
      result.add("group " + accounts.groupName(now.gid()) + " instead of " + groupName(site));
    }
    if (mode.isPresent() && now.mode() != mode.getAsInt()) {
      result.add(
          "mode " + Units.modeText(now.mode()) + " instead of " + Units.modeText(mode.getAsInt()));
    }
    return result;
  }

  /** Why nothing may be done about the owner of what is there, or would be made. */
  Optional<String> denial(Optional<Statx> now, String path, Site site) {
    int uidNow = now.map(Statx::uid).orElseGet(Ids::effectiveUid);
    int gidNow = now.map(Statx::gid).orElseGet(Ids::effectiveGid);
    boolean other = uid.orElse(uidNow) != uidNow || gid.orElse(gidNow) != gidNow;
    return other && !site.privileged()
        ? Optional.of("unable to give %s to %s: only root may".formatted(path, ownerText(site)))
        : Optional.empty();
  }

  /** The metadata of a thing that has this unless claimed otherwise. */
  Metadata over(Metadata now) {
    return new Metadata(
        mode.orElse(now.mode()), uid.orElse(now.uid()), gid.orElse(now.gid()), now.attributes());
  }

  private String ownerText(Site site) {
    var user = uid.isPresent() ? userName(site) : "";
    var group = gid.isPresent() ? "group " + groupName(site) : "";
    return user.isEmpty() || group.isEmpty() ? user + group : user + " and " + group;
  }

  private String userName(Site site) {
    return uid.isPresent() ? site.accounts().userName(uid.getAsInt()) : "";
  }

  private String groupName(Site site) {
    return gid.isPresent() ? site.accounts().groupName(gid.getAsInt()) : "";
  }

  private static Absent user(String name) {
    return new Absent(new Thing(Thing.Sort.USER, name));
  }

  private static Absent group(String name) {
    return new Absent(new Thing(Thing.Sort.GROUP, name));
  }
}
