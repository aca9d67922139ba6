# Mistakes that people make on their first day.
file "/etc/motd" {
  content = 'hello'
  mode: "0644"
  owner = root,
}

directory "/srv" {
  owner = "app" group = "app"
}

"package" "nginx" {}

service "web"
{
  run = "/usr/sbin/nginx"
}

sysctl "vm.swappiness" { value = 10, persist = true }

file "${var.path}" {
  content = "x"
}

locals {
  a = 1 & 2
  b = [1, 2; 3]
  a = 3
}
