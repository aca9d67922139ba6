package vow.model.service;

import java.util.List;
import java.util.Optional;

/**
 * What a service may not do.
 *
 * @param noNewPrivileges no program gives it more rights
 * @param privateTmp /tmp and /var/tmp of its own
 * @param readOnly nothing may be written but {@code writable}, /dev, /proc and /sys
 * @param writable absolute paths
 * @param capabilities all that it and its children may have, by names such as {@code
 *     net_bind_service}; those of the agent when empty
 * @param network false: a network of its own with nothing but loopback
 */
public record Sandbox(
    boolean noNewPrivileges,
    boolean privateTmp,
    boolean readOnly,
    List<String> writable,
    Optional<List<String>> capabilities,
    boolean network) {
  /** None. */
  public static final Sandbox NONE =
      new Sandbox(false, false, false, List.of(), Optional.empty(), true);

  public Sandbox {
    writable = List.copyOf(writable);
    capabilities = capabilities.map(List::copyOf);
  }
}
