package vow.checks.broken.agent;

final class Prints {
  void done() {
    System.out.println("done");
  }
}
