# Values that do not fit.
file "/mode" {
  mode = 0644
}
file "/octal" {
  mode = "0999"
}
file "/types" {
  content = ["a"]
  absent  = "perhaps"
  owner   = { name = "root" }
}
file "etc/motd" {}
file "/times" {
  timeout = 30
  every   = "a while"
  audit   = []
}
directory "/numbers" {
  max_delete = 1.5
  keep       = "x"
}
directory "/many" {
  max_delete = -1
  keep       = [["x"]]
  on_remove  = "revrse"
}
file "/commands" {
  only_if  = ""
  not_if   = []
  validate = 5
}
file "/retries" {
  retry = 5000
}
file "/sources" {
  source = "missing.txt"
}
file "/outside" {
  source = "../secret"
}
file "/null" {
  when = "maybe"
}
