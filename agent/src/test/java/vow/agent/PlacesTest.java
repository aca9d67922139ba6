package vow.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlacesTest {
  private static final Map<String, String> USER =
      Map.of("HOME", "/home/ann", "XDG_RUNTIME_DIR", "/run/user/1000");

  @Test
  void areTheMachinesOwnForRoot() {
    assertThat(Places.of(options("", "", ""), true, Map.of()))
        .isEqualTo(places("/", "/var/lib/vow", "/run/vow"))
        .returns(false, Places::underRoot);
  }

  @Test
  void areBelowAGivenRootForEverybody() {
    assertThat(Places.of(options("/tmp/first", "", ""), false, USER))
        .isEqualTo(places("/tmp/first", "/tmp/first/var/lib/vow", "/tmp/first/run/vow"))
        .returns(true, Places::underRoot);
  }

  @Test
  void areTheUsersOwnForAPlainUser() {
    assertThat(Places.of(options("", "", ""), false, USER))
        .isEqualTo(places("/", "/home/ann/.local/state/vow", "/run/user/1000/vow"));
    assertThat(Places.of(options("", "", ""), false, Map.of("XDG_STATE_HOME", "/s")).state())
        .isEqualTo(Path.of("/s/vow"));
  }

  @Test
  void ignoreARelativeXdgFolder() {
    var environment = Map.of("HOME", "/home/ann", "XDG_STATE_HOME", "state");

    assertThat(Places.of(options("", "", ""), false, environment).state())
        .isEqualTo(Path.of("/home/ann/.local/state/vow"));
  }

  @Test
  void areWhatTheCommandLineSays() {
    assertThat(Places.of(options("/r", "/s/../t", "/u"), false, USER))
        .isEqualTo(places("/r", "/t", "/u"));
  }

  @Test
  void areMadeAbsolute() {
    assertThat(Places.of(options("here", "", ""), true, Map.of()).root())
        .isEqualTo(Path.of("here").toAbsolutePath());
  }

  private static Places.Options options(String root, String state, String runtime) {
    return new Places.Options(path(root), path(state), path(runtime));
  }

  private static Optional<Path> path(String path) {
    return Optional.of(path).filter(p -> !p.isEmpty()).map(Path::of);
  }

  private static Places places(String root, String state, String runtime) {
    return new Places(Path.of(root), Path.of(state), Path.of(runtime));
  }
}
