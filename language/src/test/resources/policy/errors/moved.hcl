file "/b" {}
moved {
  from = "file[/b]"
  to   = "file[/b]"
}
moved {
  from = "file[/a]"
  to   = "file[/c]"
}
moved {
  from = "file[/a]"
  to   = "file[/b]"
}
moved {
  from = "/a"
  to   = file["/b"]
}
moved "x" {
  from = "file[/a]"
}
