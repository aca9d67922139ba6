package vow.agent.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vow.engine.Contest;
import vow.engine.EngineState;
import vow.engine.Happened;
import vow.engine.Saved;
import vow.engine.Totals;
import vow.model.Cause;
import vow.model.Hash;
import vow.model.Manifest;
import vow.model.Outcome;
import vow.model.PromiseId;
import vow.model.Stamp;
import vow.model.Writer;

class EngineStateJsonTest {
  private static final PromiseId MOTD = new PromiseId("file", "/etc/motd");
  private static final PromiseId WEB = new PromiseId("exec", "reload web");
  private static final Writer VIM =
      new Writer(4711, "/usr/bin/vim", "vim", 0, 1000, null, null, null);

  @Test
  void everythingComesBackAsItWasSaved() {
    var state =
        new EngineState(
            Manifest.EMPTY.hash(), Map.of(MOTD, saved()), new Totals(Map.of(), Map.of()));

    assertThat(EngineStateJson.read(EngineStateJson.write(state))).isEqualTo(state);
  }

  @Test
  void whatIsNoStateIsNothingKnown() {
    for (var text : List.of("", "{}", "[1]", "{\"version\":99,\"promises\":{}}", "\0\1")) {
      assertThat(EngineStateJson.read(text)).isEqualTo(EngineState.EMPTY);
    }
  }

  @Test
  void aDamagedPromiseIsForgottenAndTheOthersStay() {
    var state =
        new EngineState(
            Manifest.EMPTY.hash(),
            Map.of(MOTD, saved(), WEB, saved()),
            new Totals(Map.of(), Map.of()));
    var text =
        EngineStateJson.write(state).replaceFirst("\"definition\":\"aa", "\"definition\":\"");

    assertThat(EngineStateJson.read(text).promises()).hasSize(1);
  }

  private static Saved saved() {
    var last =
        new Happened(
            MOTD, 5, Outcome.FAILED, Cause.DRIFT, Optional.empty(), 7, Optional.empty(), "no");
    return new Saved(
        new Hash("aa".repeat(32)),
        Optional.of(last),
        9,
        Map.of("/etc/motd", new Stamp(1, 2, 3, 4, 5)),
        true,
        true,
        2,
        Optional.empty(),
        new Contest(List.of(1L, 2L), 3),
        Optional.of(VIM),
        Optional.of(new Saved.Owed(Set.of(WEB), Cause.POLICY, true)),
        Optional.of(new Saved.Due(Cause.DRIFT, Optional.of(VIM), true, 11)));
  }
}
