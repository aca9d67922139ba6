package vow.agent.policy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import vow.model.Watch;

/**
 * Where a policy is read from.
 *
 * @param files its own and those that it reads, also such that are missing
 * @param trees folders whose files it has listed, however deep
 */
public record PolicyPlaces(PolicyLocation location, Set<Path> files, Set<Path> trees) {
  /** Ends the text of a tree; the path of a file does not end so. */
  private static final String BELOW = "/";

  public PolicyPlaces {
    files = Set.copyOf(files);
    trees = Set.copyOf(trees);
  }

  /** Nothing was read yet. */
  public static PolicyPlaces none(PolicyLocation location) {
    return new PolicyPlaces(location, Set.of(), Set.of());
  }

  /** What {@link #texts} left of one. */
  public static PolicyPlaces of(PolicyLocation location, List<String> texts) {
    var files = new LinkedHashSet<Path>();
    var trees = new LinkedHashSet<Path>();
    texts.forEach(text -> (text.endsWith(BELOW) ? trees : files).add(Path.of(text)));
    return new PolicyPlaces(location, files, trees);
  }

  /** All of it but the location, to be written down. */
  public List<String> texts() {
    var texts = new ArrayList<String>();
    files.forEach(file -> texts.add(file.toString()));
    trees.forEach(tree -> texts.add(tree.equals(tree.getRoot()) ? BELOW : tree + BELOW));
    return texts;
  }

  /** The same with some files more. */
  public PolicyPlaces with(Set<Path> more) {
    var all = new LinkedHashSet<>(files);
    all.addAll(more);
    return new PolicyPlaces(location, all, trees);
  }

  /** Whether a change there may change what the policy says. */
  public boolean have(Path path) {
    return files.contains(path)
        || trees.stream().anyMatch(path::startsWith)
        || (path.startsWith(location.folder()) && path.toString().endsWith(PolicyLocation.SUFFIX));
  }

  /** What the kernel is to tell of. */
  public List<Watch> watches() {
    var watches = new ArrayList<Watch>();
    files.forEach(file -> watches.add(Watch.self(file.toString())));
    trees.forEach(tree -> watches.add(new Watch(tree.toString(), Watch.Scope.TREE)));
    if (location.single().isEmpty() && !trees.contains(location.folder())) {
      watches.add(new Watch(location.folder().toString(), Watch.Scope.ENTRIES));
    }
    return watches;
  }
}
