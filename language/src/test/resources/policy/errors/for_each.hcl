# for_each over what has no keys, and when without an answer.
file "list" {
  for_each = ["a", "b"]
  path     = "/${each.key}"
}
file "text" {
  for_each = "ab"
  path     = "/${each.key}"
}
file "null" {
  for_each = null
  path     = "/${each.key}"
}
file "numbers" {
  for_each = toset([1, 2])
  path     = "/${each.key}"
}
file "secret" {
  for_each = sensitive({ a = 1 })
  path     = "/${each.key}"
}
file "same" {
  for_each = toset(["a", "b"])
  path     = "/same"
}
file "when" {
  when = "later"
}
