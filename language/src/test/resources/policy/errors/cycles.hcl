# Loops.
locals {
  a = local.b
  b = "${local.c}"
  c = [local.a]
  d = local.d
}
file "/a" {
  after = [file["/b"]]
}
file "/b" {
  on_change = [file["/c"]]
}
file "/c" {
  content = file["/a"].path
}
directory "/srv" {
  after = [file["/srv/x"]]
}
file "/srv/x" {}
file "/self" {
  after = [file["/self"]]
}
