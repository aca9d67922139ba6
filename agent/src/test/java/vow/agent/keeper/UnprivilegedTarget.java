package vow.agent.keeper;

import java.nio.file.Path;
import vow.model.kind.Kind;

/** Promises as a process keeps them that is not root; prints what came of each. */
final class UnprivilegedTarget {
  private final Scene system;
  private final Path home;

  private UnprivilegedTarget(Path home) {
    this.home = home;
    this.system = Scene.ofSystem(home);
  }

  public static void main(String[] args) throws Exception {
    var home = Path.of(args[0]);
    new UnprivilegedTarget(home).say();
    try (var tree = new Scene(home.resolve("tree"))) {
      var kind = Scene.file("path", "/etc/x", "content", "x", "owner", "root", "mode", "0640");
      print("root folder", tree.keep(kind), home);
    }
  }

  private void say() {
    var mine = file("mine", "content", "hello\n", "mode", "0600");
    print("own file", system.keep(mine), home);
    print("own name", system.keep(file("mine", "owner", "65534")), home);
    var theirs = file("mine", "content", "other\n", "owner", "root");
    print("assess root's", system.assess(theirs), home);
    print("repair root's", system.repair(theirs), home);
    print("root's folder", system.repair(file("locked/x", "content", "x")), home);
    print("root's file", system.repair(file("theirs", "content", "x")), home);
    print("root's mode", system.repair(file("theirs", "mode", "0600")), home);
    print("unreadable", system.assess(file("secret", "content", "123456\n")), home);
  }

  private Kind file(String name, Object... pairs) {
    var all = new Object[pairs.length + 2];
    all[0] = "path";
    all[1] = home.resolve(name).toString();
    System.arraycopy(pairs, 0, all, 2, pairs.length);
    return Scene.file(all);
  }

  private static void print(String what, Object answer, Path home) {
    System.out.println(what + ": " + answer.toString().replace(home.toString(), "~"));
  }
}
