package vow.engine.service;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import vow.model.Hash;
import vow.model.kind.Service;
import vow.model.service.Launch;
import vow.model.service.Limits;
import vow.model.service.Readiness;
import vow.model.service.Sandbox;

/**
 * What of a service can only be changed by starting it again. Only what its policy says is in it,
 * one after the other: what a later vow adds changes nobody's definition, and so restarts nobody.
 */
public final class Definition {
  private final StringBuilder text = new StringBuilder();

  private Definition() {}

  /** Equal for services whose processes are made alike. */
  public static String launch(Service service) {
    var definition = new Definition();
    definition.add("type", service.type() == Service.Type.ONESHOT, "oneshot");
    definition.launch(service.launch());
    definition.ready(service.ready());
    return Hash.of(definition.text.toString()).hex();
  }

  private void launch(Launch launch) {
    add("run", true, launch.command().argv());
    add("shell", launch.command().shell(), true);
    add("user", launch.account().user());
    add("group", launch.account().group());
    add("groups", launch.account().groups());
    add("cwd", launch.folder());
    add("umask", true, launch.umask());
    add("env", launch.environment());
    add("env_file", launch.environmentFile());
    limits(launch.limits());
    sandbox(launch.sandbox());
    for (var socket : launch.sockets()) {
      add("listen " + socket.name(), true, socket.sort());
      add("at", true, socket.address() + " " + socket.port());
    }
    add("fd_store", launch.fdStore() > 0, launch.fdStore());
  }

  private void limits(Limits limits) {
    limits.memoryBytes().ifPresent(n -> add("memory", true, n));
    limits.cpuPercent().ifPresent(n -> add("cpu", true, n));
    limits.processes().ifPresent(n -> add("processes", true, n));
    limits.openFiles().ifPresent(n -> add("open_files", true, n));
    limits.coreBytes().ifPresent(n -> add("core", true, n));
    limits.nice().ifPresent(n -> add("nice", true, n));
    limits.oomScore().ifPresent(n -> add("oom_score", true, n));
  }

  private void sandbox(Sandbox sandbox) {
    add("no_new_privileges", sandbox.noNewPrivileges(), true);
    add("private_tmp", sandbox.privateTmp(), true);
    add("read_only", sandbox.readOnly(), true);
    add("writable", sandbox.writable());
    sandbox.capabilities().ifPresent(names -> add("capabilities", true, names));
    add("network", !sandbox.network(), false);
  }

  private void ready(Readiness ready) {
    switch (ready) {
      case Readiness.None _, Readiness.Probed _ -> {} // its process does not know
      case Readiness.Notify(var all) -> add("notify", true, all);
      case Readiness.Newline(var descriptor) -> add("newline", true, descriptor);
    }
  }

  private void add(String name, boolean said, Object value) {
    if (said) {
      text.append(name).append('=').append(value).append('\n');
    }
  }

  private void add(String name, Optional<String> value) {
    value.ifPresent(it -> add(name, true, it));
  }

  private void add(String name, Collection<String> values) {
    add(name, !values.isEmpty(), values);
  }

  private void add(String name, Map<String, String> values) {
    add(name, !values.isEmpty(), values);
  }
}
