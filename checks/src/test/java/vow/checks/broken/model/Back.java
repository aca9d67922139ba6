package vow.checks.broken.model;

import java.util.List;
import vow.checks.broken.model.ring.There;

/** The other half. */
public record Back(List<There> there) {
  There first() {
    return there.getFirst();
  }
}
