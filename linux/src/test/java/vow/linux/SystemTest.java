package vow.linux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Netlink, capabilities, ids, errors and names. */
class SystemTest {
  private static final long BOUND_MS = 10_000;

  @Test
  @Tag("root")
  void netlinkTellsOfANewAddress() {
    try (var netlink = Netlink.routes()) {
      run("ip", "address", "add", "127.77.0.1/32", "dev", "lo");
      try {
        assertThat(Poll.readable(netlink.fd(), BOUND_MS)).isTrue();
        assertThat(netlink.drainRoutes()).contains(Netlink.Change.ADDRESS);
      } finally {
        run("ip", "address", "del", "127.77.0.1/32", "dev", "lo");
      }
    }
  }

  @Test
  @Tag("root")
  void netlinkTellsOfADevice() throws Exception {
    try (var netlink = Netlink.devices()) {
      Files.writeString(Path.of("/sys/devices/virtual/mem/null/uevent"), "change");

      assertThat(Poll.readable(netlink.fd(), BOUND_MS)).isTrue();
      assertThat(netlink.drainDevices())
          .anySatisfy(event ->
              assertThat(event).containsEntry("ACTION", "change").containsEntry("DEVNAME", "null"));
    }
  }

  @Test
  void readsCapabilities() {
    var root = Capabilities.parse("Name:\tx\nCapEff:\t0000000000200002\n");

    assertThat(root.has(Capabilities.Capability.SYS_ADMIN)).isTrue();
    assertThat(root.has(Capabilities.Capability.DAC_OVERRIDE)).isTrue();
    assertThat(root.has(Capabilities.Capability.CHOWN)).isFalse();
    assertThat(Capabilities.effective().has(Capabilities.Capability.CHOWN))
        .isEqualTo(Ids.effectiveUid() == 0);
  }

  @Test
  void errorsHaveNamesAndTexts() {
    assertThat(Errno.of(13)).isEqualTo(Errno.EACCES);
    assertThat(Errno.EACCES.text()).isEqualTo("permission denied");
    assertThat(Errno.of(4000)).isEqualTo(Errno.UNKNOWN);
    assertThat(new LinuxException("rename", Errno.EBUSY, "/etc/hosts"))
        .hasMessage("unable to rename /etc/hosts: device or resource busy (EBUSY)");
  }

  @Test
  void namesSurviveBothWays() {
    for (var bytes :
        List.of(
            "plain".getBytes(UTF_8),
            "gr\u00f6\u00dfe \ud83d\ude00 \ufffd".getBytes(UTF_8),
            new byte[] {'a', (byte) 0xff, 'b', (byte) 0xe2, (byte) 0x82},
            new byte[] {(byte) 0xed, (byte) 0xb2, (byte) 0x80})) {
      assertThat(Names.encode(Names.decode(bytes))).isEqualTo(bytes);
    }
  }

  @Test
  void sendsADatagram() {
    var name = "vow-test-" + ProcessHandle.current().pid();
    var script =
        """
        import socket, sys
        end = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        end.bind('\\0' + sys.argv[1])
        print('up', flush=True)
        print(end.recv(100).decode(), flush=True)
        """;
    try (var out = Pipe.open();
        var child = Spawn.of(List.of("python3", "-c", script, name)).stdout(out.writer()).start()) {
      assertThat(Poll.readable(out.reader(), BOUND_MS)).isTrue();
      assertThat(out.read().orElseThrow()).asString().isEqualTo("up\n");

      Datagrams.send("@" + name, "READY=1");

      assertThat(Poll.readable(out.reader(), BOUND_MS)).isTrue();
      assertThat(out.read().orElseThrow()).asString().isEqualTo("READY=1\n");
      child.await();
    }
  }

  private static void run(String... command) {
    try (var child = Spawn.of(List.of(command)).start()) {
      assertThat(child.await().isSuccess()).isTrue();
    }
  }
}
