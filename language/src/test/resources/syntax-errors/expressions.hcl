locals {
  sum      = 1 +
  call     = max(1 2)
  index    = list[0
  splat    = a.*.b.*.c
  legacy   = a.0.1
  dot      = a.
  choice   = ready ? "yes"
  expand   = max(list..., 1)
  function = core::
  number   = 1.2.3
  huge     = 1e100000
  keys     = { a.b = 1, c }
  group    = [for k, v in m : v...]
  object   = { for v in m : v }
  loop     = [for v m : v]
  fine     = "this one is right"
}
