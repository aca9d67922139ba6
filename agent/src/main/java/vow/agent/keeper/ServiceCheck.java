package vow.agent.keeper;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import vow.agent.run.Programs;
import vow.model.kind.Service;

/** What can be known of a service before it is started: why it cannot be, or nothing. */
final class ServiceCheck {
  private ServiceCheck() {}

  static Optional<String> problem(Service service, Site site) {
    var account = service.launch().account();
    if (account.user().isPresent() && site.accounts().uid(account.user().get()).isEmpty()) {
      return Optional.of("there is no user " + account.user().get());
    }
    if (account.group().isPresent() && site.accounts().gid(account.group().get()).isEmpty()) {
      return Optional.of("there is no group " + account.group().get());
    }
    for (var group : account.groups()) {
      if (site.accounts().gid(group).isEmpty()) {
        return Optional.of("there is no group " + group);
      }
    }
    var folder = service.launch().folder();
    if (folder.isPresent() && site.tree().stat(folder.get()).isEmpty()) {
      return Optional.of("there is no folder " + folder.get());
    }
    if (folder.isPresent() && !Files.isDirectory(Path.of(folder.get()))) {
      return Optional.of(folder.get() + " is no folder");
    }
    var variables = service.launch().environmentFile();
    if (variables.isPresent() && !Files.exists(Path.of(variables.get()))) {
      return Optional.of("there is no env_file " + variables.get());
    }
    return Programs.problem(service.launch().command(), service.launch().environment());
  }
}
