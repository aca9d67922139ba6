package vow.language.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vow.language.eval.Function;
import vow.language.function.FunctionFiles;
import vow.language.syntax.Parser;
import vow.language.syntax.Source;
import vow.language.syntax.Span;
import vow.language.value.Value;

/** Reads the files below {@code data/}: attributes in HCL, or one map in YAML or JSON. */
final class DataFiles {
  static final String FOLDER = "data";
  private static final List<String> ENDINGS = List.of(".hcl", ".yaml", ".json");

  private final World world;

  DataFiles(World world) {
    this.world = world;
  }

  /** A layer by its name; one without a file has nothing. */
  Data.Layer layer(String name, Span asked) {
    var path = ReadFiles.normal(FOLDER + "/" + name);
    if (path.filter(it -> it.startsWith(FOLDER + "/")).isEmpty()) {
      var message = "the layer \"" + name + "\" leads out of the folder " + FOLDER;
      world.reports().error(Code.FILE_UNREADABLE, message, asked);
      return new Data.Layer(name, Optional.empty(), Map.of());
    }
    for (var ending : ENDINGS) {
      var file = path.get() + ending;
      switch (world.files().read(file)) {
        case FunctionFiles.Missing _ -> {}
        case FunctionFiles.Refused(var why) -> unreadable(file, why, asked);
        case FunctionFiles.Content content -> {
          return new Data.Layer(name, Optional.of(file), entries(file, content.bytes(), asked));
        }
      }
    }
    return new Data.Layer(name, Optional.empty(), Map.of());
  }

  /** Reads all files there are, used or not, for what is wrong in them. */
  void check(Span asked) {
    for (var file : world.files().list(FOLDER)) {
      boolean known = ENDINGS.stream().anyMatch(file::endsWith);
      if (known && world.files().read(file) instanceof FunctionFiles.Content content) {
        entries(file, content.bytes(), asked);
      }
    }
  }

  private Map<String, Data.Entry> entries(String file, byte[] bytes, Span asked) {
    return file.endsWith(".hcl") ? attributes(file, bytes) : document(file, bytes, asked);
  }

  private Map<String, Data.Entry> attributes(String file, byte[] bytes) {
    var body = Parser.parseFile(Source.of(file, bytes), world.reports().diagnostics()).body();
    for (var block : body.blocks()) {
      world
          .reports()
          .add(
              Reports.fault(Code.MISPLACED_BLOCK, "a file of data has no blocks", block.header())
                  .expecting("KEY = VALUE"));
    }
    var constant = Place.constant(new Unit("", "", List.of(), Optional.empty()));
    var entries = new LinkedHashMap<String, Data.Entry>();
    for (var attribute : body.attributes()) {
      var value = new Evaluated(world, BlockShape.field(attribute), constant).value().value();
      entries.put(attribute.name(), new Data.Entry(value, Optional.of(attribute.nameSpan())));
    }
    return entries;
  }

  private Map<String, Data.Entry> document(String file, byte[] bytes, Span asked) {
    var reader = world.functions().get(file.endsWith(".json") ? "jsondecode" : "yamldecode");
    if (reader == null) {
      throw new IllegalStateException("no reader for " + file);
    }
    return switch (reader.call(List.of(Value.text(new String(bytes, UTF_8))))) {
      case Function.Returned(Value.ObjectValue(var attributes)) -> {
        var entries = new LinkedHashMap<String, Data.Entry>();
        attributes.forEach(
            (key, value) -> entries.put(key, new Data.Entry(value, Optional.empty())));
        yield entries;
      }
      case Function.Returned _ -> {
        unreadable(file, "it is not a map", asked);
        yield Map.of();
      }
      case Function.Failed(_, var why) -> {
        unreadable(file, "it " + why, asked);
        yield Map.of();
      }
      case Function.Refused refused -> {
        unreadable(file, refused.message(), asked);
        yield Map.of();
      }
    };
  }

  private void unreadable(String file, String why, Span asked) {
    world.reports().error(Code.FILE_UNREADABLE, "unable to read " + file + ": " + why, asked);
  }
}
