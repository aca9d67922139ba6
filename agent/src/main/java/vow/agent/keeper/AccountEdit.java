package vow.agent.keeper;

import java.util.List;
import java.util.Optional;
import vow.model.Assessment;
import vow.model.Change;
import vow.model.Repair;

/** What a promise changes in the account files; assessed and repaired by the same steps. */
interface AccountEdit {
  /** Changes the book and tells the differences. */
  Told apply(AccountBook book);

  /** What differs, in words, or why it cannot be helped. */
  record Told(List<String> differences, Optional<String> problem) {
    static Told of(List<String> differences) {
      return new Told(List.copyOf(differences), Optional.empty());
    }

    static Told problem(String why) {
      return new Told(List.of(), Optional.of(why));
    }
  }

  /** Whether anything differs. */
  static Assessment assess(AccountEdit edit, Site site) {
    var book = new AccountBook(site);
    var obstacle = book.obstacle();
    if (obstacle.isPresent()) {
      return Assessment.failed(obstacle.get());
    }
    var told = edit.apply(book);
    if (told.problem().isPresent()) {
      return Assessment.failed(told.problem().get());
    }
    return told.differences().isEmpty() && !book.isChanged()
        ? Assessment.kept()
        : new Assessment.Drifted(new Change(String.join(", ", told.differences()), book.diff()));
  }

  /** Makes it so, under the lock. */
  static Repair repair(AccountEdit edit, Site site) {
    return AccountLock.holding(
        site,
        () -> {
          var book = new AccountBook(site);
          var problem = book.obstacle().or(() -> edit.apply(book).problem());
          return problem.isPresent() ? Repair.failed(problem.get()) : book.write();
        });
  }
}
