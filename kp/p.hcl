file "/etc/motd" {
  content = "hello\n"
}
directory "/etc/app.d" {
  purge = true
}
link "/etc/alias" {
  target = "motd"
}
file "/etc/conf" {
  mode = "0640"
}
line "x" {
  path = "/etc/conf"
  line = "a = 1"
  match = "^a\\b"
}
block "hosts" {
  path = "/etc/conf"
  content = <<-EOT
    one
    two
  EOT
}
