file "/etc/app.conf" {
  content = "port = ${var.port"
  owner   = "app
  mode    = "06\44"
  one     = "100% ${ if x }"
  two     = "%{ fi x }y%{ endif }"
  three   = "%{ if x }y"
  four    = "%{ endfor }"
  five    = "${a b} and ${c d}"
  six     = "\u12 and \UFFFFFFFF and \q"
  shell   = "echo ${HOME:-/root}"
}

heredoc "text" {
  a = <<EOT 
  one space too many
EOT
  b = <<"EOT"
}

file "/etc/last" {
  content = <<-END
    never closed
}
