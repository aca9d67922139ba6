package vow.agent.keeper;

import vow.agent.run.Ended;
import vow.agent.run.Run;
import vow.model.Assessment;
import vow.model.Change;
import vow.model.Outcome;
import vow.model.Repair;
import vow.model.kind.Exec;

/** Runs commands. An assessment finds that one has to be run, unless it was just now. */
final class ExecKeeper implements Keeper<Exec> {
  @Override
  public Assessment assess(Exec exec, Site site) {
    if (exec.refreshOnly()) {
      return Assessment.kept();
    }
    if (exec.creates().isPresent()) {
      var path = exec.creates().get();
      return site.tree().stat(path).isPresent()
          ? Assessment.kept()
          : Assessment.drifted(path + " is missing");
    }
    return site.attempt().verifying() ? Assessment.kept() : Assessment.drifted("has to be run");
  }

  @Override
  public Repair repair(Exec exec, Change change, Site site) {
    return run(exec, site);
  }

  @Override
  public Repair refresh(Exec exec, Site site) {
    return run(exec, site);
  }

  private static Repair run(Exec exec, Site site) {
    var ended =
        site.runner()
            .run(
                new Run(
                    exec.command().toArgv(),
                    exec.environment(),
                    exec.folder(),
                    exec.account().user(),
                    exec.account().group(),
                    site.attempt().left(),
                    exec.input(),
                    false));
    return switch (ended) {
      case Ended.Exited exited when exec.exits().contains(exited.status()) -> Repair.done();
      case Ended.TimedOut _ -> new Repair.Undone(Outcome.TIMEOUT, text(ended, site));
      case Ended.Exited _, Ended.Killed _, Ended.NotStarted _ -> Repair.failed(text(ended, site));
    };
  }

  /** What a command prints may hold what it was given. */
  private static String text(Ended ended, Site site) {
    return "the command " + (site.attempt().sensitive() ? ended.withoutOutput() : ended).text();
  }
}
