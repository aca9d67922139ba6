package vow.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A shortest way from some lines to others by Myers' greedy algorithm ("An O(ND) difference
 * algorithm and its variations", 1986), after equal lines at both ends are taken off. When the two
 * have too little in common, the whole middle is replaced: time and memory are bounded by {@link
 * #EDITS_MAX} squared.
 */
final class LineEdits {
  /** More deletions and insertions than this are not searched for. */
  static final int EDITS_MAX = 1000;

  /**
   * One line of the result.
   *
   * @param kind space, minus or plus
   * @param oldLine the number from 1 that the line has, or would have, in the old lines
   * @param newLine the same for the new lines
   */
  record Edit(char kind, String line, int oldLine, int newLine) {}

  private final String[] before;
  private final String[] after;
  private final int[] oldIds;
  private final int[] newIds;
  private final List<Edit> edits = new ArrayList<>();

  LineEdits(String[] before, String[] after) {
    this.before = before;
    this.after = after;
    var ids = new HashMap<String, Integer>();
    oldIds = ids(before, ids);
    newIds = ids(after, ids);
  }

  private static int[] ids(String[] lines, Map<String, Integer> ids) {
    var numbers = new int[lines.length];
    Arrays.setAll(numbers, i -> ids.computeIfAbsent(lines[i], _ -> ids.size()));
    return numbers;
  }

  /** All lines of both sides in order; among changes, deletions stand first. */
  List<Edit> edits() {
    int head = 0;
    int shorter = Math.min(oldIds.length, newIds.length);
    while (head < shorter && oldIds[head] == newIds[head]) {
      head++;
    }
    int tail = 0;
    while (tail < shorter - head
        && oldIds[oldIds.length - 1 - tail] == newIds[newIds.length - 1 - tail]) {
      tail++;
    }
    same(0, 0, head);
    middle(head, oldIds.length - tail, newIds.length - tail);
    same(oldIds.length - tail, newIds.length - tail, tail);
    return edits;
  }

  private void same(int oldFrom, int newFrom, int count) {
    for (int i = 0; i < count; i++) {
      edits.add(new Edit(' ', before[oldFrom + i], oldFrom + i + 1, newFrom + i + 1));
    }
  }

  private void replace(int oldFrom, int oldEnd, int newFrom, int newEnd) {
    for (int i = oldFrom; i < oldEnd; i++) {
      edits.add(new Edit('-', before[i], i + 1, newFrom + 1));
    }
    for (int i = newFrom; i < newEnd; i++) {
      edits.add(new Edit('+', after[i], oldEnd + 1, i + 1));
    }
  }

  /** A run of equal lines, found backwards. */
  private record Run(int oldFrom, int newFrom, int count) {}

  private void middle(int head, int oldEnd, int newEnd) {
    int oldFrom = head;
    int newFrom = head;
    for (var run : runs(head, oldEnd, newEnd)) {
      replace(oldFrom, run.oldFrom, newFrom, run.newFrom);
      same(run.oldFrom, run.newFrom, run.count);
      oldFrom = run.oldFrom + run.count;
      newFrom = run.newFrom + run.count;
    }
    replace(oldFrom, oldEnd, newFrom, newEnd);
  }

  /** The equal runs on a shortest path; none when it is longer than {@link #EDITS_MAX}. */
  private List<Run> runs(int head, int oldEnd, int newEnd) {
    int oldCount = oldEnd - head;
    int newCount = newEnd - head;
    int most = Math.min(EDITS_MAX, oldCount + newCount);
    var furthest = new int[2 * most + 3]; // by diagonal, old minus new, from -most - 1
    int zero = most + 1;
    var history = new ArrayList<int[]>();
    for (int d = 0; d <= most; d++) {
      history.add(Arrays.copyOfRange(furthest, zero - d - 1, zero + d + 2));
      for (int k = -d; k <= d; k += 2) {
        boolean down = k == -d || (k != d && furthest[zero + k - 1] < furthest[zero + k + 1]);
        int x = down ? furthest[zero + k + 1] : furthest[zero + k - 1] + 1;
        int y = x - k;
        while (x < oldCount && y < newCount && oldIds[head + x] == newIds[head + y]) {
          x++;
          y++;
        }
        furthest[zero + k] = x;
        if (x >= oldCount && y >= newCount) {
          return backtrack(history, head, oldCount, newCount);
        }
      }
    }
    return List.of();
  }

  private static List<Run> backtrack(List<int[]> history, int head, int oldCount, int newCount) {
    var runs = new ArrayList<Run>();
    int x = oldCount;
    int y = newCount;
    for (int d = history.size() - 1; d >= 0; d--) {
      var row = history.get(d); // diagonal k stands at d + 1 + k
      int k = x - y;
      boolean down = k == -d || (k != d && row[d + k] < row[d + 2 + k]);
      int startX = d == 0 ? 0 : down ? row[d + 2 + k] : row[d + k] + 1;
      if (x > startX) {
        runs.add(new Run(head + startX, head + startX - k, x - startX));
      }
      x = down ? startX : startX - 1;
      y = down ? startX - k - 1 : startX - k;
    }
    Collections.reverse(runs);
    return runs;
  }
}
