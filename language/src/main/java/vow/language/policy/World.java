package vow.language.policy;

import java.util.Map;
import vow.language.eval.Budget;
import vow.language.eval.Function;

/**
 * What one run of the compiler shares: where errors go, what the machine and the folder say, and
 * the functions. Owned by one thread.
 */
record World(
    Reports reports,
    UsedFacts facts,
    ReadFiles files,
    boolean real,
    Cells cells,
    Map<String, Function> functions,
    Budget budget) {}
