package vow.agent.watch;

import java.util.ArrayList;
import java.util.List;
import vow.linux.FileSystem;
import vow.model.Watch;

/**
 * What backs a watch, for people.
 *
 * @param mechanism one line, such as "fanotify on /etc/motd (ext4)"
 * @param blindSpots what it cannot see, each a line; possibly empty
 */
public record Backing(String mechanism, List<String> blindSpots) {
  static Backing of(Watched watched, Marks marks) {
    var lead = watched.lead;
    if (lead == null) {
      return new Backing("nothing", List.of());
    }
    var at = lead.missing() && lead.end().parent != null ? lead.end().parent : lead.end();
    var fileSystem = FileSystem.find(at.path);
    var type = fileSystem.map(FileSystem::typeName).orElse("gone");
    var mechanism = marks.mechanism(at.seen.device());
    var text = mechanism + " on " + at.path + " (" + type + ")";
    if (lead.missing()) {
      text += ", where " + lead.end().name + " is missing";
    }
    if (!lead.links().isEmpty()) {
      text += ", through the links " + lead.links();
    }
    var blind = new ArrayList<String>();
    marks.failure(lead.end()).ifPresent(blind::add);
    marks.failure(at).filter(why -> !blind.contains(why)).ifPresent(blind::add);
    blind.addAll(
        ofFileSystem(fileSystem.map(FileSystem::kind).orElse(FileSystem.Kind.LOCAL), type));
    blind.addAll(ofMechanism(watched, mechanism));
    return new Backing(text, List.copyOf(blind));
  }

  private static List<String> ofFileSystem(FileSystem.Kind kind, String type) {
    return switch (kind) {
      case LOCAL -> List.of(Watch.UNSEEN_MAPS);
      case NETWORK ->
          List.of("changes that other machines make on " + type + " are not told: use audit");
      case FUSE ->
          List.of(
              "changes that are made behind the kernel on " + type + " are not told: use audit");
      case KERNEL ->
          List.of("changes that the kernel itself makes on " + type + " are not told: use every");
    };
  }

  private static List<String> ofMechanism(Watched watched, String mechanism) {
    var blind = new ArrayList<String>();
    if (watched.isTree()) {
      blind.add("a write to a file below is seen when the writer closes it");
      blind.add("a write to a file below through a hard link from outside is not seen");
    }
    if (!mechanism.equals("fanotify")) {
      blind.add("inotify does not tell who made a change");
    }
    return blind;
  }
}
