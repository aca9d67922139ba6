variable "name" {
  type = string
}
agent {}
file "app" {
  path = "/etc/${var.name}.conf"
}
output "path" {
  value = file.app.path
}
data {}
locals {
  port = data.port
}
