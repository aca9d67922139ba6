package vow.agent.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import vow.agent.holder.ServiceDesk;
import vow.linux.Datagrams;
import vow.linux.LinuxException;
import vow.model.kind.Service;

/**
 * Lines of a service that go to journald (systemd's native protocol) or to syslog (RFC 3164) rather
 * than to a file. The holder sends them, each as one datagram.
 */
final class Forwarding {
  private static final String JOURNALD = "/run/systemd/journal/socket";
  private static final String SYSLOG = "/dev/log";

  /** Facility daemon, severity informational. */
  private static final String PRIORITY = "<30>";

  private Forwarding() {}

  static void open(Service service, int number, ServiceDesk desk) throws IOException {
    switch (service.logging().sink()) {
      case FILES -> {}
      case JOURNALD ->
          open(
              JOURNALD,
              number,
              desk,
              "PRIORITY=6\nSYSLOG_IDENTIFIER=%s\nVOW_SERVICE=%1$s\nMESSAGE="
                  .formatted(service.name()),
              "\n");
      case SYSLOG -> open(SYSLOG, number, desk, PRIORITY + service.name() + ": ", "");
    }
  }

  private static void open(String path, int number, ServiceDesk desk, String prefix, String suffix)
      throws IOException {
    if (!Files.exists(Path.of(path))) {
      throw new IOException("its log cannot be sent: there is nothing at " + path);
    }
    try (var fd = Datagrams.connected(path)) {
      desk.forward(number, prefix, suffix, fd);
    } catch (LinuxException e) {
      throw new IOException(
          "its log cannot be sent to %s: %s".formatted(path, e.errno().text()), e);
    }
  }
}
