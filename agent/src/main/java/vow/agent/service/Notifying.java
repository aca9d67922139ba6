package vow.agent.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import vow.linux.ListeningSocket;
import vow.model.kind.Service;
import vow.model.service.Readiness;

/** The sockets to which services say how they do, and what they store (sd_notify(3)). */
final class Notifying {
  private final Ground ground;

  /** Whether all processes of a service are heard, as the holder has it from us. */
  private final Map<String, Boolean> heard = new HashMap<>();

  /** So many descriptors each may store, as the holder has it from us. */
  private final Map<String, Integer> stores = new HashMap<>();

  Notifying(Ground ground) {
    this.ground = ground;
  }

  /** The socket of a service that is about to be started, or is; none when it says nothing. */
  Optional<String> open(Service service, int number) throws IOException {
    store(service.name(), number, service.launch().fdStore());
    if (!(service.ready() instanceof Readiness.Notify(var all))) {
      heard.remove(service.name());
      return Optional.empty();
    }
    var folder = ground.runtime().resolve("notify");
    var path = folder.resolve(String.valueOf(number));
    if (!Objects.equals(heard.put(service.name(), all), all) || !Files.exists(path)) {
      Files.createDirectories(folder);
      letThrough(folder);
      Files.deleteIfExists(path);
      try (var socket = ListeningSocket.unix(path.toString(), false)) {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw-rw-"));
        ground.desk().notify(number, all, socket);
      }
    }
    return Optional.of(path.toString());
  }

  /** Services of other users reach their sockets through it; nobody lists it. */
  private void letThrough(Path folder) throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    var runtime = Files.getPosixFilePermissions(ground.runtime());
    if (runtime.addAll(PosixFilePermissions.fromString("--x--x--x"))) {
      Files.setPosixFilePermissions(ground.runtime(), runtime);
    }
  }

  private void store(String name, int number, int most) {
    if (!Objects.equals(stores.put(name, most), most)) {
      ground.desk().store(number, most);
    }
  }

  /** Has nothing stored any more; its next start allows it again. */
  void release(String name, int number) {
    store(name, number, 0);
  }

  void forget(String name) {
    heard.remove(name);
    stores.remove(name);
  }
}
