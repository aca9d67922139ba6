package vow.language.policy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vow.language.syntax.Block;
import vow.model.schema.Type;
import vow.model.schema.Types;

/** Reads the blocks {@code secret}: where one is that is no age file. */
record SecretBlock(World world, Unit unit) {
  private static final Map<String, Type> SOURCES =
      Map.of("credential", Types.TEXT, "file", Types.PATH);
  private static final BlockShape SHAPE =
      new BlockShape(
          "secret", "NAME", List.of(), List.of("credential", "file", "description"), List.of());

  /** Where it says that the secret is; empty when that is wrong, which is reported. */
  Optional<PolicySecrets.Origin> read(Block block) {
    var fields = SHAPE.fields(block, world.reports());
    var said = new LinkedHashMap<String, Field>(fields);
    said.keySet().retainAll(SOURCES.keySet());
    if (said.size() != 1) {
      var message = said.isEmpty() ? "secret does not say where it is" : "secret is in two places";
      world
          .reports()
          .add(
              Reports.fault(Code.SECRET_SOURCE, message, block.header())
                  .expecting("credential = \"NAME\", or file = \"/run/...\""));
      return Optional.empty();
    }
    var field = said.values().iterator().next();
    var text = text(field);
    return field.name().equals("file")
        ? text.map(PolicySecrets.InMemory::new)
        : text.filter(name -> isCredential(name, field)).map(PolicySecrets.Credential::new);
  }

  private Optional<String> text(Field field) {
    var value = new Evaluated(world, field, Place.constant(unit)).value().value();
    var type = SOURCES.getOrDefault(field.name(), Types.TEXT);
    return new Conform(world)
        .convert(new Subject(field.name(), type, value, field.expression()))
        .map(String::valueOf);
  }

  /** The name of a file in one folder. */
  private boolean isCredential(String name, Field field) {
    boolean good = !name.isEmpty() && !name.contains("/") && !name.startsWith(".");
    if (!good) {
      world
          .reports()
          .add(
              Reports.fault(
                      Code.INVALID_NAME,
                      "\"" + name + "\" cannot be the name of a credential",
                      field.expression().span())
                  .expecting("the name that LoadCredential= gives it"));
    }
    return good;
  }
}
