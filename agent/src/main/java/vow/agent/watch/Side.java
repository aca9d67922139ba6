package vow.agent.watch;

/** Whose path: they are the same tree unless another is kept ({@code --root}). */
public enum Side {
  /** A path in the kept tree, for the engine. */
  KEPT,
  /** A path of this machine: the policy's files, sources of facts. */
  HOST
}
