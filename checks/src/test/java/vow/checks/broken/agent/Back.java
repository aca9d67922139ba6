package vow.checks.broken.agent;

import java.util.List;
import vow.checks.broken.agent.ring.There;

/** The other half. */
public record Back(List<There> there) {
  There first() {
    return there.getFirst();
  }
}
