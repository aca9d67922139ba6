package vow.agent.tree;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import vow.model.Stamp;

/**
 * Users and groups by the kept tree's own {@code /etc/passwd} and {@code /etc/group}, then by this
 * machine's, read again only when they changed. No name service is asked. Shared by all threads.
 */
public final class Accounts {
  /** Most bytes of an account file. */
  static final int FILE_BYTES_MAX = 64 << 20;

  private static final String PASSWD = "/etc/passwd";
  private static final String GROUP = "/etc/group";

  private final Tree tree;
  private final Optional<Accounts> host;
  private volatile Table users = Table.EMPTY;
  private volatile Table groups = Table.EMPTY;

  /** A user. */
  public record User(String name, int uid, int gid, String home, String shell) {}

  /** The accounts of a tree. */
  public Accounts(Tree tree) {
    this.tree = tree;
    this.host = tree.isSystem() ? Optional.empty() : Optional.of(new Accounts(Tree.open("/")));
  }

  /** The id of a user by name, or by number. */
  public OptionalInt uid(String user) {
    return id(user, users(), host.map(Accounts::users));
  }

  /** The id of a group by name, or by number. */
  public OptionalInt gid(String group) {
    return id(group, groups(), host.map(Accounts::groups));
  }

  /** A user by name, or by number when that has a line. */
  public Optional<User> user(String user) {
    var table = users();
    var fields = table.byName.get(user);
    if (fields == null) {
      var name = number(user).isPresent() ? table.byId.get(number(user).getAsInt()) : null;
      fields = name == null ? null : table.byName.get(name);
    }
    var found = Optional.ofNullable(fields).flatMap(Accounts::user);
    return found.or(() -> host.flatMap(h -> h.user(user)));
  }

  /** The name of a user id; the number as text when there is none. */
  public String userName(int uid) {
    return users().byId.getOrDefault(uid, Integer.toUnsignedString(uid));
  }

  /** The name of a group id; the number as text when there is none. */
  public String groupName(int gid) {
    return groups().byId.getOrDefault(gid, Integer.toUnsignedString(gid));
  }

  /** The ids of the groups that list a user as member. */
  public List<Integer> memberships(String user) {
    var result = new ArrayList<Integer>();
    for (var fields : groups().byName.values()) {
      if (fields.length > 3 && List.of(fields[3].split(",", -1)).contains(user)) {
        number(fields[2]).ifPresent(result::add);
      }
    }
    return result;
  }

  private Table users() {
    users = current(users, PASSWD);
    return users;
  }

  private Table groups() {
    groups = current(groups, GROUP);
    return groups;
  }

  private Table current(Table last, String path) {
    var stamp = tree.stamp(path);
    if (stamp.equals(last.stamp)) {
      return last;
    }
    if (!stamp.exists()) {
      return Table.EMPTY;
    }
    try (var file = tree.read(path)) {
      var text = new String(file.readAll(FILE_BYTES_MAX), StandardCharsets.UTF_8);
      return Table.parse(stamp, text);
    }
  }

  private static OptionalInt id(String account, Table table, Optional<Table> host) {
    var fields = table.byName.get(account);
    if (fields == null && host.isPresent()) {
      fields = host.get().byName.get(account);
    }
    return number(fields == null ? account : fields[2]);
  }

  private static Optional<User> user(String[] fields) {
    if (fields.length < 7 || number(fields[3]).isEmpty()) {
      return Optional.empty();
    }
    int uid = number(fields[2]).getAsInt();
    int gid = number(fields[3]).getAsInt();
    return Optional.of(new User(fields[0], uid, gid, fields[5], fields[6]));
  }

  /** An id from text; 4294967295 is no id, it means "leave alone" to the kernel. */
  private static OptionalInt number(String text) {
    if (text.isEmpty() || text.length() > 10 || !text.chars().allMatch(Character::isDigit)) {
      return OptionalInt.empty();
    }
    long id = Long.parseLong(text);
    return id < 0xffff_ffffL ? OptionalInt.of((int) id) : OptionalInt.empty();
  }

  /** Lines of colon-separated fields: name, password, id and more. The first of a name counts. */
  private record Table(Stamp stamp, Map<String, String[]> byName, Map<Integer, String> byId) {
    static final Table EMPTY = new Table(Stamp.MISSING, Map.of(), Map.of());

    static Table parse(Stamp stamp, String text) {
      var byName = new HashMap<String, String[]>();
      var byId = new HashMap<Integer, String>();
      text.lines()
          .forEach(line -> {
            var fields = line.split(":", -1);
            var id = fields.length > 2 ? number(fields[2]) : OptionalInt.empty();
            if (id.isPresent()) {
              byName.putIfAbsent(fields[0], fields);
              byId.putIfAbsent(id.getAsInt(), fields[0]);
            }
          });
      return new Table(stamp, byName, byId);
    }
  }
}
