package vow.agent.keeper;

/** File name patterns: {@code *} is any text, {@code ?} one character. Linear but for the stars. */
final class Glob {
  private Glob() {}

  static boolean matches(String glob, String name) {
    int at = 0;
    int from = 0;
    int star = -1;
    int resume = 0;
    while (from < name.length()) {
      if (at < glob.length()
          && (glob.charAt(at) == '?' || glob.charAt(at) == name.charAt(from))
          && glob.charAt(at) != '*') {
        at++;
        from++;
      } else if (at < glob.length() && glob.charAt(at) == '*') {
        star = at++;
        resume = from;
      } else if (star >= 0) {
        at = star + 1;
        from = ++resume;
      } else {
        return false;
      }
    }
    while (at < glob.length() && glob.charAt(at) == '*') {
      at++;
    }
    return at == glob.length();
  }
}
