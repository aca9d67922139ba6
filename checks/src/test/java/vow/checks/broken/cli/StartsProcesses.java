package vow.checks.broken.cli;

import java.io.IOException;

final class StartsProcesses {
  Process start(String program) throws IOException {
    return new ProcessBuilder(program).start();
  }
}
