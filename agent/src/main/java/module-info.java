/** The shell around the pure core: keepers, watches, the event loop, the control socket. */
@org.jspecify.annotations.NullMarked
module vow.agent {
  requires static transitive org.jspecify;
  requires transitive vow.model;
  requires transitive vow.language;
  requires transitive vow.engine;
  requires vow.linux;
  requires jdk.unsupported;
  requires com.fasterxml.jackson.core;
  requires com.exceptionfactory.jagged;
  requires com.exceptionfactory.jagged.bech32; // which the others forget to say
  requires com.exceptionfactory.jagged.framework;
  requires com.exceptionfactory.jagged.x25519;

  exports vow.agent;
  exports vow.agent.control;
  exports vow.agent.fact;
  exports vow.agent.json;
  exports vow.agent.origin;
  exports vow.agent.policy;
  exports vow.agent.push;
  exports vow.agent.report;
  exports vow.agent.secret;
  exports vow.agent.state;
}
