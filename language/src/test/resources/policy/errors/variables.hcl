# Variables.
variable "port" {
  type    = number
  default = "eighty"
}
variable "kind" {
  type = strin
}
variable "list" {
  type = list
}
variable "quoted" {
  type    = "string"
  default = "x"
}
variable "object" {
  type    = object({ name = string, port = optional(number) })
  default = { port = 80 }
}
variable "tuple" {
  type    = tuple([string, number])
  default = ["a"]
}
variable "strict" {
  nullable = false
  default  = null
}
variable "constant" {
  default = local.x
}
variable "checked" {
  default = 5
  validation {
    condition     = var.checked > 10
    error_message = "It is ${var.checked}, but must be over 10."
  }
  validation {
    condition     = "so so"
    error_message = "Never shown."
  }
}
variable "5" {
  default = 1
}
variable "flag" {
  default   = 1
  sensitive = "very"
  descripton = "x"
}
locals {
  x = 1
}
