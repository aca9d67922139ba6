package vow.agent.origin;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import vow.agent.fact.MachineFacts;
import vow.agent.origin.Landing.Coming;
import vow.agent.origin.Landing.Landed;
import vow.agent.report.Refused;
import vow.agent.run.SystemRunner;
import vow.agent.secret.AgeKey;
import vow.agent.state.Folders;
import vow.language.policy.Given;

/**
 * Brings this node's policy from where it comes from: fetched, pushed into a repository here, or
 * handed over as an archive. One at a time on a node; blocks. What an agent that runs keeps is its
 * policy folder, which it takes up by itself.
 */
public final class PolicyFetch {
  /** A policy that comes from elsewhere is not larger, packed or not. */
  public static final int BYTES_MAX = 64 << 20;

  private final Path state;
  private final MachineFacts facts;
  private final List<Given> given;
  private final boolean replace;

  /**
   * For a node.
   *
   * @param state its state folder
   * @param given values for the policy's variables
   * @param replace what was changed by hand may be put aside
   */
  public PolicyFetch(Path state, MachineFacts facts, List<Given> given, boolean replace) {
    this.state = state;
    this.facts = facts;
    this.given = List.copyOf(given);
    this.replace = replace;
  }

  /**
   * What came.
   *
   * @param from where, in words
   * @param changed files that differ from what was there
   * @param replaced where what had been changed by hand is kept
   * @param warnings of the compiler; may be empty
   */
  public record Result(
      String from, Path folder, List<String> changed, Optional<Path> replaced, String warnings) {
    /** In one sentence. */
    public String text() {
      return (changed.isEmpty()
              ? folder + " is up to date"
              : folder
                  + " has "
                  + changed.size()
                  + (changed.size() == 1 ? " file" : " files")
                  + " changed")
          + ", from "
          + from
          + replaced.map(aside -> "; what was there is kept as " + aside).orElse("");
    }
  }

  /** Fetches from there, and remembers it when that went well. */
  public Result from(Origin origin, boolean allowOlder) throws Refused {
    try (var _ = lock()) {
      var result = fetch(origin, allowOlder);
      origin.write(state);
      return result;
    } catch (IOException e) {
      throw new Refused("unable to write " + state + ": " + Refused.reason(e));
    }
  }

  /** Fetches again from where it came from. */
  public Result again(boolean allowOlder) throws Refused {
    var origin = Origin.read(state);
    if (origin.isEmpty()) {
      throw new Refused("nothing says where the policy comes from: vow policy from does");
    }
    try (var _ = lock()) {
      return fetch(origin.get(), allowOlder);
    } catch (IOException e) {
      throw new Refused("unable to write " + state + ": " + Refused.reason(e));
    }
  }

  /** Takes what somebody hands over, as a tar archive. */
  public Result received(byte[] tar, String from, Path folder) throws Refused {
    try (var _ = lock()) {
      return land(tar, new Coming(from, Optional.empty(), Optional.empty(), 0), folder);
    } catch (IOException e) {
      throw new Refused("unable to write " + state + ": " + Refused.reason(e));
    }
  }

  /** Takes a commit that is being pushed into the repository of this node. */
  public Result pushed(PushRepository repository, String commit) throws Refused {
    try (var _ = lock();
        var runner = SystemRunner.ofHost()) {
      var git = new GitSource(repository.path(state), runner);
      var checked = git.checked(commit, false, repository.signers());
      var from = "git push to " + repository.branch();
      var coming = new Coming(from, Optional.of(checked.id()), checked.signer(), 0);
      return land(git.archive(checked.id(), ""), coming, repository.folder());
    } catch (IOException e) {
      throw new Refused("unable to write " + state + ": " + Refused.reason(e));
    }
  }

  private Result fetch(Origin origin, boolean allowOlder) throws Refused {
    var before =
        Provenance.of(origin.folder())
            .filter(p -> !allowOlder && p.source().equals(origin.source().text()));
    return switch (origin.source()) {
      case Origin.Git git -> git(git, origin.folder(), before);
      case Origin.Archive archive -> archive(archive, origin.folder(), before);
    };
  }

  private Result git(Origin.Git git, Path folder, Optional<Provenance> before) throws Refused {
    try (var runner = SystemRunner.ofHost()) {
      var source = new GitSource(state.resolve("origin.git"), runner);
      var commit = source.fetch(git, before.map(Provenance::revision));
      var coming = new Coming(git.text(), Optional.of(commit.id()), commit.signer(), 0);
      return land(source.archive(commit.id(), git.subfolder()), coming, folder);
    }
  }

  private Result archive(Origin.Archive archive, Path folder, Optional<Provenance> before)
      throws Refused {
    return new ArchiveSource(archive)
        .fetch((bytes, signed) -> {
          if (before.isPresent() && signed.timeMs() < before.get().signedMs()) {
            throw new Refused(
                archive.text()
                    + " was signed before what is in force: it went back; if that is meant, say"
                    + " --allow-older");
          }
          var signer = Optional.of(signed.key());
          var coming = new Coming(archive.text(), Optional.empty(), signer, signed.timeMs());
          return land(bytes, coming, folder);
        });
  }

  private Result land(byte[] tar, Coming coming, Path folder) throws Refused {
    var landing = new Landing(folder, given, facts, AgeKey.of(state), replace);
    Landed landed = landing.land(tar, coming, System.currentTimeMillis());
    return new Result(
        landed.provenance().text(), folder, landed.changed(), landed.replaced(), landed.warnings());
  }

  /** Held while one is put into place. */
  private FileChannel lock() throws IOException, Refused {
    Folders.makePrivate(state);
    var channel =
        FileChannel.open(
            state.resolve("origin.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException _) {
      // Another thread of this process is at it.
    }
    channel.close();
    throw new Refused("another policy is being put into place right now: try again");
  }
}
