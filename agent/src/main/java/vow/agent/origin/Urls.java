package vow.agent.origin;

import java.util.regex.Pattern;

/** Addresses in words. */
final class Urls {
  private static final Pattern CREDENTIALS = Pattern.compile("(?<=://)[^/@]*@");
  private static final Pattern QUERY = Pattern.compile("\\?.*");

  private Urls() {}

  /** Without user, password and query. */
  static String shown(String url) {
    return QUERY.matcher(CREDENTIALS.matcher(url).replaceAll("")).replaceAll("");
  }
}
