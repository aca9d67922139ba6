package vow.language.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import vow.language.function.FunctionFiles;
import vow.language.syntax.Block;
import vow.language.syntax.File;
import vow.language.syntax.Parser;
import vow.language.syntax.Source;

/** The folders of a policy, each parsed once, and every use of them. */
final class Modules {
  /** Modules in modules. */
  static final int MAX_DEPTH = 20;

  /** Instances of modules in one policy. */
  static final int MAX_UNITS = 10_000;

  private final World world;
  private final Map<String, List<File>> parsed = new HashMap<>();
  private final List<Unit> units = new ArrayList<>();
  private final List<Moved.Declaration> moved = new ArrayList<>();
  private final List<Block> contacts = new ArrayList<>();
  private Optional<Block> agent = Optional.empty();

  Modules(World world) {
    this.world = world;
  }

  /** All uses so far; grows while modules are expanded. */
  List<Unit> units() {
    return units;
  }

  Optional<Block> agent() {
    return agent;
  }

  /** Renamed promises, in the order of the files. */
  List<Moved.Declaration> moved() {
    return moved;
  }

  void moved(Moved.Declaration block) {
    moved.add(block);
  }

  /** Who is to be told, in the order of the files. */
  List<Block> contacts() {
    return contacts;
  }

  void contact(Block block) {
    contacts.add(block);
  }

  void agent(Block block) {
    agent = Optional.of(block);
  }

  /** The files of a module's folder; none when there is no such folder. */
  List<File> files(String folder) {
    return parsed.computeIfAbsent(folder, this::parse);
  }

  private List<File> parse(String folder) {
    var files = new ArrayList<File>();
    for (var path : world.files().policies(folder)) {
      if (world.files().read(path) instanceof FunctionFiles.Content it) {
        var source = Source.of(path, it.bytes());
        files.add(Parser.parseFile(source, world.reports().diagnostics()));
      }
    }
    return files;
  }

  /** The outputs that a module's files declare. */
  Set<String> outputs(String folder) {
    var names = new TreeSet<String>();
    for (var file : files(folder)) {
      for (var block : file.body().blocks()) {
        if (block.type().equals("output") && !block.labels().isEmpty()) {
          names.add(block.labels().getFirst().text());
        }
      }
    }
    return names;
  }

  /** Declares one more use of a folder. */
  Unit declare(Unit unit, List<File> files) {
    Declaring.declare(world, this, unit, files);
    units.add(unit);
    return unit;
  }
}
