package vow.agent.keeper;

import java.util.Optional;
import vow.agent.tree.Content;
import vow.linux.FileType;
import vow.linux.Statx;
import vow.model.Assessment;
import vow.model.Change;
import vow.model.Hash;
import vow.model.Repair;
import vow.model.kind.Fetch;

/** Keeps a file whose content is fetched; all else about it is kept as any file's. */
final class FetchKeeper implements Keeper<Fetch> {
  private final FileKeeper files;

  FetchKeeper(FileKeeper files) {
    this.files = files;
  }

  @Override
  public Assessment assess(Fetch fetch, Site site) {
    var found = site.tree().stat(fetch.path());
    var rest = files.assess(fetch.file(), site);
    return switch (rest) {
      case Assessment.Unkeepable _ -> rest;
      case Assessment.Kept _, Assessment.Drifted _ when isRight(fetch, found, site) -> rest;
      case Assessment.Kept _ -> Assessment.drifted("content differs");
      case Assessment.Drifted(Change change) when found.isEmpty() ->
          Assessment.drifted(change.summary());
      case Assessment.Drifted(Change change) ->
          Assessment.drifted("content differs, " + change.summary());
    };
  }

  @Override
  public Repair repair(Fetch fetch, Change change, Site site) {
    if (isRight(fetch, site.tree().stat(fetch.path()), site)) {
      return files.repair(fetch.file(), change, site);
    }
    var download = new Download(fetch, site);
    var content = Content.streamed(new Hash(fetch.sha256()), download);
    var repair = new FileRepair(fetch.file(), () -> Optional.of(content), site).run();
    if (download.problem().isEmpty()) {
      return repair;
    }
    var why = "unable to fetch " + fetch.path() + ": " + download.problem();
    return site.attempt().left().isZero() ? Repair.timeout(why) : Repair.failed(why);
  }

  private static boolean isRight(Fetch fetch, Optional<Statx> found, Site site) {
    if (found.isEmpty() || found.get().type() != FileType.FILE) {
      return false;
    }
    try (var file = site.tree().readItself(fetch.path())) {
      return Content.hash(file, found.get().sizeBytes()).hex().equals(fetch.sha256());
    }
  }
}
