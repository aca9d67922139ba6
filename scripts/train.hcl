# What the start-up cache is made from: a little of everything that policies use.
text    = "${upper("a")}-${join(",", ["b", "c"])}%{if true} yes%{endif}\n"
numbers = [for i in range(20) : i * 2.5 if i % 2 == 0]
object  = { for k, v in { a = 1, b = null } : k => try(v + 1, "none") }
encoded = jsonencode({ list = [1, "two", true], nested = { deep = sha256("x") } })
lookup  = lookup({ a = 1 }, "b", length([1, 2, 3][*])) > 2 && !contains(["x"], "y") ? 1 : 2
lines   = <<-END
  one ${format("%04d %s", 7, "eight")}
    two
END

block "label" {
  value = merge({ a = 1 }, { b = replace("abc", "/b/", "x") }).b
}
