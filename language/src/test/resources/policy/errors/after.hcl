# after and on_change take references.
file "/a" {}
file "/b" {
  after = ["file[/a]"]
}
file "/c" {
  after = [file["/a"].path]
}
file "/d" {
  on_change = file
}
file "/e" {
  after = [var.x, 1 + 1]
}
file "/f" {
  after = [file["/z"]]
}
directory "d" {
  for_each = toset(["x"])
  path     = "/srv/${each.key}"
}
file "/g" {
  after = [directory.d["y"], module.none]
}
