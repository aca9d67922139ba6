# Things that are there twice.
variable "a" {
  default = 1
}
variable "a" {
  default = 2
}
locals {
  x = 1
}
locals {
  x = 2
}
output "o" {
  value = 1
}
output "o" {
  value = 2
}
file "/etc/motd" {}
file "/etc/motd" {}
file "motd" {
  path = "/etc/motd"
}
file "/srv" {
  content = ""
}
directory "/srv" {}

service "one" {
  run    = "one"
  listen = { web = "tcp:127.0.0.1:80" }
}

service "other" {
  run    = "other"
  listen = { http = "tcp:127.0.0.1:80", own = "tcp:127.0.0.1:81" }
}
