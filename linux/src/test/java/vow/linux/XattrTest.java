package vow.linux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class XattrTest {
  @Test
  void setsListsAndRemoves(@TempDir Path folder) throws Exception {
    var path = Files.writeString(folder.resolve("a"), "").toString();

    Xattr.set(path, "user.color", "red".getBytes(UTF_8));
    Xattr.set(path, "user.empty", new byte[0]);

    assertThat(Xattr.list(path)).contains("user.color", "user.empty");
    assertThat(Xattr.get(path, "user.color").orElseThrow()).asString().isEqualTo("red");
    assertThat(Xattr.get(path, "user.empty").orElseThrow()).isEmpty();
    Xattr.remove(path, "user.color");
    assertThat(Xattr.get(path, "user.color")).isEmpty();
  }

  @Test
  void worksOnOpenFiles(@TempDir Path folder) {
    try (var directory = Directory.open(folder.toString());
        var file = directory.create("a", 0600)) {
      Xattr.set(file.fd(), "user.color", "red".getBytes(UTF_8));

      assertThat(Xattr.list(file.fd())).contains("user.color");
      assertThat(Xattr.get(file.fd(), "user.color").orElseThrow()).asString().isEqualTo("red");
      Xattr.remove(file.fd(), "user.color");
      assertThat(Xattr.list(file.fd())).doesNotContain("user.color");
    }
  }

  @Test
  void anAclIsAnAttribute(@TempDir Path folder) throws Exception {
    var path = Files.writeString(folder.resolve("a"), "").toString();
    // version 2; user::rw-, user:1000:r--, group::r--, mask::r--, other::---
    var acl = new byte[4 + 5 * 8];
    var entries = ByteBuffer.wrap(acl).order(ByteOrder.LITTLE_ENDIAN);
    entries.putInt(2);
    int[][] rows = {{1, 6, -1}, {2, 4, 1000}, {4, 4, -1}, {0x10, 4, -1}, {0x20, 0, -1}};
    for (var row : rows) {
      entries.putShort((short) row[0]).putShort((short) row[1]).putInt(row[2]);
    }

    Xattr.set(path, "system.posix_acl_access", acl);

    assertThat(Xattr.get(path, "system.posix_acl_access").orElseThrow()).isEqualTo(acl);
    assertThat(Statx.find(path).orElseThrow().mode()).isEqualTo(0640);
  }
}
