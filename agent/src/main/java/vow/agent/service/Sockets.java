package vow.agent.service;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import vow.agent.holder.ServiceDesk;
import vow.linux.Fd;
import vow.linux.LinuxException;
import vow.linux.ListeningSocket;
import vow.linux.PidFd;
import vow.model.kind.Service;
import vow.model.service.Socket;

/**
 * Sockets that the holder has open in a service's name, over its restarts and while it is down, so
 * that nobody who connects is turned away.
 */
final class Sockets {
  /** Where a process finds the first of them: sd_listen_fds(3). */
  private static final int FIRST = 3;

  private final ServiceDesk desk;
  private final Roll roll;

  Sockets(ServiceDesk desk, Roll roll) {
    this.desk = desk;
    this.roll = roll;
  }

  /** What a service listens to, as text that is equal for equal lists. */
  static String text(Service service) {
    return service.launch().sockets().toString();
  }

  /** Opens those that the holder does not have. */
  void open(Service service, int number) throws IOException {
    var wanted = text(service);
    if (roll.sockets(service.name()).equals(wanted) || service.launch().sockets().isEmpty()) {
      return;
    }
    int index = 0;
    for (var socket : service.launch().sockets()) {
      try (var fd = listen(socket)) {
        desk.socket(number, index, fd);
      } catch (LinuxException e) {
        throw new IOException("unable to listen at " + name(socket) + ": " + e.errno().text(), e);
      }
      index++;
    }
    roll.sockets(service.name(), wanted);
  }

  /** Those that a running process has, for a holder that has none. */
  void takeFrom(PidFd process, Service service, int number) {
    boolean all = true;
    for (int i = 0; i < service.launch().sockets().size(); i++) {
      Optional<Fd> copy = process.copy(FIRST + i);
      all &= copy.isPresent();
      if (copy.isPresent()) {
        try (var fd = copy.get()) {
          desk.socket(number, i, fd);
        }
      }
    }
    roll.sockets(service.name(), all ? text(service) : "");
  }

  private static Fd listen(Socket socket) throws IOException {
    boolean stream =
        switch (socket.sort()) {
          case TCP, UNIX_STREAM -> true;
          case UDP, UNIX_DATAGRAM -> false;
        };
    return switch (socket.sort()) {
      case TCP, UDP -> {
        var address = InetAddress.ofLiteral(socket.address()).getAddress();
        yield ListeningSocket.inet(address, socket.port(), stream, name(socket));
      }
      case UNIX_STREAM, UNIX_DATAGRAM -> {
        var path = Path.of(socket.address());
        Files.deleteIfExists(path); // left by whoever listened before: nobody does now
        yield ListeningSocket.unix(socket.address(), stream);
      }
    };
  }

  private static String name(Socket socket) {
    return switch (socket.sort()) {
      case TCP, UDP -> socket.address() + " port " + socket.port();
      case UNIX_STREAM, UNIX_DATAGRAM -> socket.address();
    };
  }
}
