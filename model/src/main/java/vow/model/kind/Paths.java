package vow.model.kind;

import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Set;
import vow.model.Thing;
import vow.model.schema.Fields;

/** Absolute paths as text. */
public final class Paths {
  private Paths() {}

  /** Without empty, {@code .} and {@code ..} components, and no slash at the end. */
  public static String normal(String path) {
    return isNormal(path) ? path : joined(path);
  }

  /** As almost all are, and then nothing is to be made. */
  private static boolean isNormal(String path) {
    return path.length() > 1
        && path.startsWith("/")
        && !path.endsWith("/")
        && !path.contains("//")
        && !path.contains("/.");
  }

  private static String joined(String path) {
    var parts = new ArrayDeque<String>();
    for (var part : path.split("/", -1)) {
      if (part.equals("..")) {
        parts.pollLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return "/" + String.join("/", parts);
  }

  /** The folder that holds a path; {@code /} for itself. */
  public static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? "/" : path.substring(0, slash);
  }

  /** The last component. */
  public static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The key attribute as a normal path; relative paths were reported by its type. */
  static String key(Fields fields, String attribute) {
    return normal(fields.required(attribute));
  }

  /** What a path needs: its folder, and the accounts that own it. */
  static Set<Thing> needs(String path, Ownership ownership) {
    var needs = new LinkedHashSet<Thing>();
    needs.add(Thing.path(parent(path)));
    ownership.addNeeds(needs);
    return needs;
  }
}
