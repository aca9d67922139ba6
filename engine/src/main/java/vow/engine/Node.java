package vow.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vow.model.Change;
import vow.model.Hash;
import vow.model.Outcome;
import vow.model.Promise;
import vow.model.PromiseId;
import vow.model.Stamp;
import vow.model.Writer;

/** What the engine knows of one promise. Owned by the engine's thread. */
final class Node {
  /** More touched paths than this during one piece of work are one reason to assess again. */
  static final int TOUCHES_MAX = 4_096;

  final PromiseId id;
  Promise promise;

  /** Of the promise; null until it is needed. */
  @Nullable Hash definition;

  /** What is to tie it to its neighbours when they are first asked for; null when it is. */
  @Nullable Nodes unlinked;

  final List<Node> needs = new ArrayList<>(0);
  final List<Node> dependents = new ArrayList<>(0);
  final List<Node> listeners = new ArrayList<>(0);

  Phase phase = Phase.IDLE;

  /** How many of its needs are not idle. */
  int waiting;

  /** Why it is being assessed; stands until the end. */
  @Nullable Dirt dirt;

  /** Why it is to be assessed once more when the present work ends. */
  @Nullable Dirt again;

  /** Why it is to be assessed when the settle time or the pause of a contest is over. */
  @Nullable Dirt delayed;

  /** What was touched while the shell was at work on it, newest by path. */
  final Map<String, Event.Touched> touches = new LinkedHashMap<>(0);

  /** The touched paths of which the others who watch them were not told yet. */
  final Set<String> untold = new HashSet<>(0);

  /** Whether somebody else was seen to write during the present piece of work. */
  boolean disturbed;

  /** When the present way to an outcome began; -1 before. */
  long startedMs = -1;

  /** The difference that a repair is to remove. */
  @Nullable Change change;

  /** What a repair was to remove, when it still differed after it and is looked at once more. */
  @Nullable Change unverified;

  /** Whether that repair was in vain, should it be seen that nobody wrote since. */
  boolean inVain;

  /** Failed tries so far. */
  int attempts;

  Map<String, Stamp> stamps = Map.of();

  /** Whether the stamps were left by a repair or refresh of ours. */
  boolean ownStamps;

  /** Whether it was found to be kept at these stamps. */
  boolean keptStamps;

  /** Its last outcome; null before the first. */
  @Nullable Happened last;

  /** Since when the last outcome has been the same word. */
  long sinceMs;

  /** The outcome by which the summary counts it; null before the first. */
  @Nullable Outcome counted;

  @Nullable Hold hold;

  /** Whether the shell is to be told that the override is in force, once the work ends. */
  boolean announceHold;

  /** Whether it takes no part for now: {@link Scope}. */
  boolean leftOut;

  Contest contest = Contest.NONE;

  /** The last known writer of an outside change. */
  @Nullable Writer rival;

  /** What was repaired that it listens to, since its last refresh. */
  final Set<PromiseId> owed = new LinkedHashSet<>(0);

  /** What the present refresh is for. */
  final Set<PromiseId> refreshing = new LinkedHashSet<>(0);

  /** The cause of the first of the owed. */
  @Nullable Dirt owedFor;

  /** Not to be refreshed before. */
  long refreshAtMs;

  /** Whether its own repair began after all the owed were repaired. */
  boolean freshRepair;

  /** Whether it holds its semaphore while it waits for a place. */
  boolean holdsSemaphore;

  Node(Promise promise) {
    this.id = promise.id();
    this.promise = promise;
  }

  /** What it comes after, each once. */
  List<Node> needs() {
    link();
    return needs;
  }

  /** What comes after it, each once. */
  List<Node> dependents() {
    link();
    return dependents;
  }

  /** Those of the dependents that are refreshed when it was repaired. */
  List<Node> listeners() {
    link();
    return listeners;
  }

  private void link() {
    var by = unlinked;
    if (by != null) {
      unlinked = null;
      by.link(this);
    }
  }

  Hash definition() {
    if (definition == null) {
      definition = promise.definition();
    }
    return definition;
  }

  /** The way to an outcome has ended, in one or without. */
  void ended() {
    dirt = null;
    change = null;
    unverified = null;
    attempts = 0;
    startedMs = -1;
  }

  boolean satisfies() {
    return leftOut || (last != null && last.outcome().satisfies());
  }

  /** Whether it had an outcome, and not a good one. */
  boolean bad() {
    return !leftOut && last != null && !last.outcome().satisfies();
  }

  /** Whether repairs are not wanted, by the policy or a person. */
  boolean untouchable() {
    return hold != null || promise.meta().noop();
  }

  /** The dirt that it is being assessed for. */
  Dirt because() {
    if (dirt == null) {
      throw new IllegalStateException(id + " is at work without a reason");
    }
    return dirt;
  }

  @Override
  public String toString() {
    return id + " " + phase;
  }
}
