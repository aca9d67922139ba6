# The policy of the first minute: ./vow keep examples/first.hcl --root /tmp/first

variable "greeting" {
  default = "hello"
}

locals {
  sites = ["blue", "green"]
}

file "/etc/motd" {
  content = "${var.greeting} from ${node.hostname}\n"
  mode    = "0644"
}

directory "site" {
  for_each = toset(local.sites)
  path     = "/srv/sites/${each.key}"
}

file "index" {
  for_each = toset(local.sites)
  path     = "/srv/sites/${each.key}/index.html"
  content  = <<-HTML
    <!doctype html>
    <title>${each.key}</title>
    <p>This is the ${each.key} site.</p>
  HTML
}
