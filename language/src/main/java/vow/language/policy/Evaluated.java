package vow.language.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The value of a field, linked when it is first needed: then every name is declared. */
final class Evaluated implements Slot.Content {
  private final World world;
  private final Field field;
  private final Place place;
  private @Nullable Linked linked;

  Evaluated(World world, Field field, Place place) {
    this.world = world;
    this.field = field;
    this.place = place;
  }

  private Linked linked() {
    if (linked == null) {
      linked = Names.link(world, field.expression(), place);
    }
    return linked;
  }

  @Override
  public List<Cell.Need> needs() {
    return linked().needs();
  }

  @Override
  public Traced value(Instance instance) {
    return Evaluation.of(world, linked(), instance.frame());
  }

  /** The value outside of any instance. */
  Traced value() {
    return Evaluation.of(world, linked(), Frame.ONLY);
  }
}
