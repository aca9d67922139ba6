# What is missing.
variable "name" {}
variable {}
variable "two" {
  validation {
    condition = true
  }
  default = 1
}
output "nothing" {}
module "web" {}
module "app" {
  source = "./app"
}
link "/a" {}
file "x" {
  for_each = toset(["a"])
}
