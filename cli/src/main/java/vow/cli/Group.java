package vow.cli;

/** How verbs stand together in the help, in this order. */
enum Group {
  POLICY("Describe and keep"),
  KNOW("Know why, and step in"),
  SERVICES("Services"),
  RELEASES("Policies and secrets"),
  PACKAGES("Packages"),
  MESH("Neighbours"),
  MACHINES("Machines"),
  HELP("About vow");

  private final String title;

  Group(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }
}
