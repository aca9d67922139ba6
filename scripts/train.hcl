# The policy that the start-up cache is made from: a little of everything that policies use.

variable "greeting" {
  type    = string
  default = "hello"
}

locals {
  text    = "${upper("a")}-${join(",", ["b", "c"])}%{if true} yes%{endif}\n"
  numbers = [for i in range(20) : i * 2.5 if i % 2 == 0]
  object  = { for k, v in { a = 1, b = null } : k => try(v + 1, "none") }
  encoded = jsonencode({ list = [1, "two", true], deep = sha256("x") })
  chosen  = length([1, 2, 3][*]) > 2 && !contains(["x"], "y") ? 1 : 2
  lines   = <<-END
    one ${format("%04d %s", 7, replace("abc", "/b/", "x"))}
      two
  END
}

file "/etc/train" {
  content = "${var.greeting} ${local.text}${local.encoded}${local.lines}"
  mode    = "0644"
}

directory "site" {
  for_each = toset(["blue", "green"])
  path     = "/srv/${each.key}"
}

file "index" {
  for_each  = toset(["blue", "green"])
  path      = "/srv/${each.key}/index.html"
  content   = merge({ a = "1" }, { b = each.key }).b
  on_change = [file["/etc/train"]]
}
