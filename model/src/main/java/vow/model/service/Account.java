package vow.model.service;

import java.util.List;
import java.util.Optional;

/**
 * Whom a service runs as.
 *
 * @param user by name or id; the agent's own when empty
 * @param group by name or id; the user's when empty
 * @param groups further groups, by name or id; those that the user is in when empty
 */
public record Account(Optional<String> user, Optional<String> group, List<String> groups) {
  public Account {
    groups = List.copyOf(groups);
  }
}
