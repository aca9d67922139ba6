package vow.agent.service;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import vow.agent.keeper.Site;
import vow.agent.run.Programs;
import vow.linux.Ids;
import vow.linux.OpenFile;
import vow.model.kind.Service;
import vow.model.service.Capabilities;
import vow.model.service.Launch;
import vow.model.service.Readiness;
import vow.model.service.Sandbox;
import vow.model.service.Socket;

/** How a service is started, in the words that the holder takes (docs/holder.md, Services). */
final class LaunchWords {
  private static final int NO_FILES = 7;
  private static final int CORE = 4;
  private static final String DEFAULT_LANG = "C.UTF-8";

  private final List<String> words = new ArrayList<>();

  /**
   * What the machine gives it.
   *
   * @param socket path of its NOTIFY_SOCKET
   * @param processes path of the cgroup.procs that it joins
   */
  record Given(Optional<String> socket, Optional<String> processes) {}

  private LaunchWords() {}

  /** The words, in a file in memory. */
  static OpenFile of(Service service, Given given, Site site) throws Unable {
    var words = new LaunchWords();
    words.write(service, given, site);
    var file = OpenFile.inMemory("vow-launch");
    var text = String.join("\0", words.words) + "\0";
    file.write(text.getBytes(StandardCharsets.UTF_8));
    return file;
  }

  /** Why it cannot be started. */
  static final class Unable extends Exception {
    private static final long serialVersionUID = 1L;

    Unable(String why) {
      super(why);
    }
  }

  private void write(Service service, Given given, Site site) throws Unable {
    var launch = service.launch();
    var environment = environment(service, given, site);
    var argv = Programs.argv(launch.command());
    var program =
        Programs.find(argv.getFirst(), environment)
            .orElseThrow(() -> new Unable("there is no program " + argv.getFirst()));
    add('p', program.toAbsolutePath().normalize().toString());
    argv.forEach(argument -> add('a', argument));
    environment.forEach((name, value) -> add('e', name + "=" + value));
    launch.folder().ifPresent(folder -> add('d', folder));
    add('m', launch.umask());
    given.processes().ifPresent(path -> add('c', path));
    account(launch, site);
    limits(launch);
    sandbox(launch.sandbox());
    if (service.ready() instanceof Readiness.Newline(var descriptor)) {
      add('r', String.valueOf(descriptor));
    }
    for (int i = 0; i < launch.sockets().size(); i++) {
      add('s', String.valueOf(i));
    }
  }

  private Map<String, String> environment(Service service, Given given, Site site) throws Unable {
    var all = new TreeMap<String, String>();
    all.put("PATH", Programs.PATH);
    all.put("LANG", DEFAULT_LANG);
    var launch = service.launch();
    var name = launch.account().user().orElse(Integer.toUnsignedString(Ids.effectiveUid()));
    site.accounts()
        .user(name)
        .ifPresent(user -> {
          all.put("HOME", user.home());
          all.put("USER", user.name());
          all.put("LOGNAME", user.name());
          all.put("SHELL", user.shell());
        });
    if (launch.environmentFile().isPresent()) {
      all.putAll(read(launch.environmentFile().get()));
    }
    all.putAll(launch.environment());
    given.socket().ifPresent(path -> all.put("NOTIFY_SOCKET", path));
    service
        .patience()
        .watchdog()
        .ifPresent(w -> all.put("WATCHDOG_USEC", String.valueOf(w.toMillis() * 1_000)));
    if (launch.fdStore() > 0) {
      all.put("FDSTORE", String.valueOf(launch.fdStore()));
    }
    if (!launch.sockets().isEmpty()) {
      all.put(
          "LISTEN_FDNAMES", String.join(":", launch.sockets().stream().map(Socket::name).toList()));
    }
    return all;
  }

  /** Lines of NAME=VALUE; empty ones and those that begin with # or ; say nothing. */
  private static Map<String, String> read(String file) throws Unable {
    var all = new TreeMap<String, String>();
    try {
      for (var line : Files.readAllLines(Path.of(file))) {
        var text = line.strip();
        int at = text.indexOf('=');
        if (at > 0 && text.charAt(0) != '#' && text.charAt(0) != ';') {
          all.put(text.substring(0, at).strip(), unquoted(text.substring(at + 1).strip()));
        }
      }
      return all;
    } catch (IOException e) {
      throw new Unable("unable to read the env_file " + file + ": " + e.getMessage());
    }
  }

  private static String unquoted(String value) {
    boolean quoted =
        value.length() >= 2
            && (value.charAt(0) == '"' || value.charAt(0) == '\'')
            && value.charAt(value.length() - 1) == value.charAt(0);
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  private void account(Launch launch, Site site) throws Unable {
    var account = launch.account();
    if (account.user().isEmpty() && account.group().isEmpty() && account.groups().isEmpty()) {
      return;
    }
    if (!site.privileged()) {
      throw new Unable("only root may start it as somebody else");
    }
    var name = account.user().orElse("0");
    var user = site.accounts().user(name);
    var uid = site.accounts().uid(name);
    if (uid.isEmpty()) {
      throw new Unable("there is no user " + name);
    }
    add('u', Integer.toUnsignedString(uid.getAsInt()));
    int ofUser = user.map(u -> u.gid()).orElse(uid.getAsInt());
    int gid = account.group().isPresent() ? gid(account.group().get(), site) : ofUser;
    add('g', Integer.toUnsignedString(gid));
    if (account.groups().isEmpty()) {
      user.ifPresent(
          u -> site.accounts().memberships(u.name()).forEach(id -> add('G', String.valueOf(id))));
    }
    for (var group : account.groups()) {
      add('G', Integer.toUnsignedString(gid(group, site)));
    }
  }

  private static int gid(String group, Site site) throws Unable {
    return site.accounts().gid(group).orElseThrow(() -> new Unable("there is no group " + group));
  }

  private void limits(Launch launch) {
    var limits = launch.limits();
    limits.openFiles().ifPresent(n -> add('l', NO_FILES + " " + n + " " + n));
    limits.coreBytes().ifPresent(n -> add('l', CORE + " " + n + " " + n));
    limits.nice().ifPresent(n -> add('n', String.valueOf(n)));
    limits.oomScore().ifPresent(n -> add('o', String.valueOf(n)));
  }

  private void sandbox(Sandbox sandbox) {
    if (sandbox.noNewPrivileges()) {
      add('P', "");
    }
    sandbox.capabilities().ifPresent(names -> add('B', Long.toHexString(Capabilities.mask(names))));
    if (!sandbox.network()) {
      add('N', "");
    }
    if (sandbox.privateTmp()) {
      add('T', "");
    }
    if (sandbox.readOnly()) {
      add('R', "");
      sandbox.writable().forEach(path -> add('W', path));
    }
  }

  private void add(char sort, String text) {
    words.add(sort + text);
  }
}
