package vow.agent.keeper;

import vow.model.Assessment;
import vow.model.Change;
import vow.model.Repair;
import vow.model.kind.Directory;

/** Keeps one kind of path. */
final class DirectoryKeeper implements Keeper<Directory> {
  @Override
  public Assessment assess(Directory kind, Site site) {
    return Assessment.failed("not yet");
  }

  @Override
  public Repair repair(Directory kind, Change change, Site site) {
    return Repair.failed("not yet");
  }
}
