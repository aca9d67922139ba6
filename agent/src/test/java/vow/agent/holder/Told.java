package vow.agent.holder;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A message of the holder, by the page: {@code u32 type, u32 zero}, its body. */
record Told(ByteBuffer packet) {
  static final int START = 1;
  static final int MORE = 2;
  static final int GO = 3;
  static final int STAY = 4;
  static final int STOP = 5;
  static final int RELOAD = 6;
  static final int SYNCED = 7;

  record Start(
      long handled, long written, long wakes, long crashes, long cpuMicros, int why, int slot) {}

  Told {
    packet = packet.duplicate().order(ByteOrder.nativeOrder());
    assertThat(packet.remaining()).as("a message, not the end").isGreaterThanOrEqualTo(8);
    assertThat(packet.getInt(4)).isZero();
  }

  int type() {
    return packet.getInt(0);
  }

  Start start() {
    assertThat(type()).isEqualTo(START);
    assertThat(packet.remaining()).isEqualTo(56);
    return new Start(
        packet.getLong(8),
        packet.getLong(16),
        packet.getLong(24),
        packet.getLong(32),
        packet.getLong(40),
        packet.getInt(48),
        packet.getInt(52));
  }

  /** Of MORE, STAY and SYNCED. */
  long written() {
    assertThat(packet.remaining()).isEqualTo(type() == SYNCED ? 24 : 16);
    return packet.getLong(packet.remaining() - 8);
  }
}
