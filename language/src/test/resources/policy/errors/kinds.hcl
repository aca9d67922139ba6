# Blocks that are not what they should be.
fiel "/etc/motd" {}
file {}
file "/a" "/b" {}
file "/c" {
  contents = "x"
  mode {}
  lifecycle {}
  retry {
    attempts = 1
  }
  retry {
    attempts = 2
  }
}
directory "/d" {
  retry "often" {
    attempts = 1
    pause    = "1s"
  }
}
directory "/e" {
  retry {
    delay = "1s"
  }
}
locals "x" {
  a = 1
  b {}
}
greeting = "hello"
recipe "curl" {}
agent {
  linger  = 30
  lingers = "30s"
  mode    = "kep"
}
agent {}
bundle "web" {
  variable "x" {}
  fiel "/x" {}
  when = true
  then = false
}
