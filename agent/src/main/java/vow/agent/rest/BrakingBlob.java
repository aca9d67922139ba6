package vow.agent.rest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import vow.agent.blob.BlobReader;
import vow.agent.blob.BlobWriter;
import vow.engine.Braking;
import vow.engine.Breaker;
import vow.engine.Rules;
import vow.engine.Scope;
import vow.model.PromiseId;

/** The brakes of an engine as bytes, from one brain to the next of the same build. */
final class BrakingBlob {
  private BrakingBlob() {}

  static void write(BlobWriter out, Braking brakes) {
    var rules = brakes.rules();
    out.flag(rules.observe());
    out.perhaps(
        rules.breaker(),
        breaker -> {
          out.number(breaker.repairs());
          out.big(breaker.withinMs());
          out.number(breaker.sharePercent());
        });
    out.each(rules.scope().limit(), id -> PromiseBlob.id(out, id));
    out.each(rules.scope().skip(), id -> PromiseBlob.id(out, id));
    out.text(rules.zone());
    out.perhaps(brakes.all(), hold -> SavedBlob.hold(out, hold));
    out.each(
        brakes.lately(),
        drift -> {
          PromiseBlob.id(out, drift.id());
          out.big(drift.timeMs());
        });
    out.each(brakes.leftOut(), id -> PromiseBlob.id(out, id));
  }

  static Braking read(BlobReader in) throws IOException {
    boolean observe = in.flag();
    var breaker = in.perhaps(() -> new Breaker(in.number(), in.big(), in.number()));
    var scope = new Scope(ids(in), ids(in));
    var rules = new Rules(observe, breaker, scope, in.text());
    var all = in.perhaps(() -> SavedBlob.hold(in));
    var lately = new ArrayList<Breaker.Drift>(0);
    for (int left = in.count(); left > 0; left--) {
      lately.add(new Breaker.Drift(PromiseBlob.id(in), in.big()));
    }
    return new Braking(rules, all, lately, new LinkedHashSet<>(ids(in)));
  }

  private static List<PromiseId> ids(BlobReader in) throws IOException {
    var ids = new ArrayList<PromiseId>(0);
    for (int left = in.count(); left > 0; left--) {
      ids.add(PromiseBlob.id(in));
    }
    return ids;
  }
}
