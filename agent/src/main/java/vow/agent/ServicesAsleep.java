package vow.agent;

import java.io.IOException;
import vow.agent.blob.BlobReader;
import vow.agent.blob.BlobWriter;
import vow.agent.service.LogShares;

/**
 * What a brain that goes to sleep tells the next one of services.
 *
 * @param dueMs when they are to be looked after at the latest
 * @param shares how large their logs may become
 */
record ServicesAsleep(long dueMs, LogShares shares) {
  void write(BlobWriter out) {
    out.big(dueMs);
    shares.write(out);
  }

  static ServicesAsleep read(BlobReader in) throws IOException {
    return new ServicesAsleep(in.big(), LogShares.read(in));
  }
}
