package vow.model.service;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import vow.model.Command;

/**
 * How the process of a service is made: what cannot be changed without starting it again.
 *
 * @param command program and arguments, or text for the shell
 * @param account whom it runs as
 * @param folder where it starts
 * @param umask octal digits
 * @param environment added to a clean one; sorted, so that equal ones have equal text
 * @param environmentFile lines of NAME=VALUE, read at each start; a missing one is a failure
 * @param limits what it may use
 * @param sandbox what it may not do
 * @param sockets what is listened to in its name, in the order in which it gets them
 * @param fdStore so many descriptors it may leave for its next process
 */
public record Launch(
    Command command,
    Account account,
    Optional<String> folder,
    String umask,
    Map<String, String> environment,
    Optional<String> environmentFile,
    Limits limits,
    Sandbox sandbox,
    List<Socket> sockets,
    int fdStore) {
  public Launch {
    environment = Collections.unmodifiableMap(new TreeMap<>(environment));
    sockets = List.copyOf(sockets);
  }
}
