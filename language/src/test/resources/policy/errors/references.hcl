# References that lead nowhere.
locals {
  sites = toset(["a", "b"])
}
variable "region" {
  default = "eu"
}
file "/etc/motd" {
  content = "${var.regoin} ${local.site} ${node.hostnam} ${node.os.nmae}"
}
file "/b" {
  content = file["/etc/motd"].contents
}
file "/c" {
  content = flie["/etc/motd"].content
}
file "/d" {
  content = hello
}
file "/e" {
  content = file["/etc/mot"].content
}
file "/f" {
  content = "${each.key} ${path.modul} ${use.db.port} ${module.web.path}"
}
directory "site" {
  for_each = local.sites
  path     = "/srv/${each.kee}"
}
file "/g" {
  content = directory.site.path
}
file "/h" {
  content = directory.site["c"].path
}
file "/i" {
  content = file[var.region].path
}
file "/j" {
  content = var[local.sites]
}
file "/k" {
  content = file["/k"].path
}
file "/l" {
  content = node.sysctl
}
file "/m" {
  content = self.pth
}
locals {
  me = self.path
}
file "/n" {
  when = false
}
file "/o" {
  content = file["/n"].path
}
