variable "token" {
  default   = "hush"
  sensitive = true
}

notify "none" {
  on = ["failed"]
}
notify "both" {
  journald = true
  syslog   = true
}
notify "words" {
  on      = ["faild", "contested"]
  exec    = ["page"]
  limit   = 0
  batch   = 10
  at      = "8 o'clock"
  retries = 3
}
notify "mail" {
  mail = "ops@example.org, boss@example.org"
}
notify "web" {
  webhook = "ftp://example.org/${var.token}"
  headers = { "X Y" = "z" }
}
notify "shown" {
  exec = ["page", var.token]
}
notify "mail" {
  mail = "root"
}
notify "head" {
  mail    = "root"
  headers = { A = "b" }
}
notify {
  journald = true
}
notify "inner" {
  syslog = true
  exec {}
}
