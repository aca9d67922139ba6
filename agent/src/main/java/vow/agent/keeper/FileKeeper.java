package vow.agent.keeper;

import vow.model.Assessment;
import vow.model.Change;
import vow.model.Repair;
import vow.model.kind.File;

/** Keeps one kind of path. */
final class FileKeeper implements Keeper<File> {
  @Override
  public Assessment assess(File kind, Site site) {
    return Assessment.failed("not yet");
  }

  @Override
  public Repair repair(File kind, Change change, Site site) {
    return Repair.failed("not yet");
  }
}
