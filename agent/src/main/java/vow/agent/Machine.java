package vow.agent;

import vow.language.policy.Facts;

/** What policies may ask of the machine that is kept. */
final class Machine {
  private Machine() {}

  static Facts facts(KeepRequest request) {
    return request.given().isEmpty() ? Facts.NONE : Facts.NONE;
  }
}
