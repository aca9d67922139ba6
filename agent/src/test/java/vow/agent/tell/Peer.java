package vow.agent.tell;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

/**
 * Somebody who listens at a datagram socket, as the daemons of the system do: Java has no such
 * sockets.
 */
final class Peer implements AutoCloseable {
  private static final String PROGRAM =
      """
      import os, socket, sys
      os.makedirs(os.path.dirname(sys.argv[1]), exist_ok=True)
      s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
      os.chdir(os.path.dirname(sys.argv[1]))
      s.bind(os.path.basename(sys.argv[1]))
      print("ready", flush=True)
      while True:
          print(s.recv(65536).hex(), flush=True)
      """;

  private final Process process;
  private final BufferedReader out;

  Peer(Path socket) throws IOException {
    process =
        new ProcessBuilder(List.of("/usr/bin/python3", "-c", PROGRAM, socket.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    out = process.inputReader();
    if (!"ready".equals(out.readLine())) {
      throw new AssertionError("nobody listens at " + socket);
    }
  }

  /** The next datagram; waits for it. */
  byte[] next() throws IOException {
    return HexFormat.of().parseHex(out.readLine());
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
