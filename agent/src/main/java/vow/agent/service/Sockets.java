package vow.agent.service;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
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

  /** What a service listens to, a line for each: text that is equal for equal lists. */
  static String text(Service service) {
    return service.launch().sockets().stream()
        .map(Socket::toString)
        .collect(Collectors.joining("\n"));
  }

  /**
   * Opens those that the holder does not have, and closes those that are no longer wanted; whoever
   * waits at one that stays goes on waiting.
   */
  void open(Service service, int number) throws IOException {
    var name = service.name();
    var held =
        roll.sockets(name).isEmpty() ? List.<String>of() : roll.sockets(name).lines().toList();
    var wanted = service.launch().sockets();
    var others = new ArrayList<Integer>();
    for (int i = 0; i < Math.max(held.size(), wanted.size()); i++) {
      boolean same =
          i < held.size() && i < wanted.size() && held.get(i).equals(wanted.get(i).toString());
      if (!same) {
        others.add(i);
      }
    }
    if (others.isEmpty()) {
      return;
    }
    others.stream().filter(i -> i < held.size()).forEach(i -> desk.noSocket(number, i));
    roll.sockets(name, "");
    try {
      for (int i : others) {
        if (i < wanted.size()) {
          hold(number, i, wanted.get(i));
        }
      }
    } catch (IOException e) {
      for (int i = 0; i < wanted.size(); i++) {
        desk.noSocket(number, i); // or the next try would find them in use, by ourselves
      }
      throw e;
    }
    roll.sockets(name, text(service));
  }

  private void hold(int number, int index, Socket socket) throws IOException {
    try (var fd = listen(socket)) {
      desk.socket(number, index, fd);
    } catch (LinuxException e) {
      throw new IOException("unable to listen at " + name(socket) + ": " + e.errno().text(), e);
    }
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
