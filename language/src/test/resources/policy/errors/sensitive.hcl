# Secrets where they would be seen.
variable "password" {
  default   = "/hunter2"
  sensitive = true
}
file "/a" {
  only_if  = "login ${var.password}"
  not_if   = ["login", var.password]
  validate = var.password
}
file "b" {
  path = var.password
}
directory "c" {
  for_each = toset([var.password])
  path     = each.key
}
file "/d" {
  mode = var.password
}
exec "e" {
  run = "true"
  env = { WHO = "me", TOKEN = var.password }
}
output "o" {
  value = "password: ${var.password}"
}
