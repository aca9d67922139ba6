# Services that cannot be.
file "/etc/web.conf" {}

service "web server" { run = "web" }

service "web" {
  run   = "web"
  ready = probe({ prot = 80 })
}

service "dns" {
  run    = "dns"
  ready  = { port = "eighty" }
  listen = { web = "tcp:localhost:80" }
}

service "once" {
  type   = "oneshot"
  run    = "true"
  reload = "SIGHUP"
}

service "a" {
  run   = "a"
  needs = [file["/etc/web.conf"]]
  wants = [service["b"].name]

  restart {
    when    = "sometimes"
    success = [256]
  }
}

service "b" {
  run = "b"
  limits {
    memory = 5
    cpu    = "2"
  }
  sandbox {
    capabilities = ["cap_chown"]
    writeable    = ["/srv"]
  }
}

service "c" {
  run         = "c"
  stop_signal = "SIGTREM"
  ready       = "notfy"
  watchdog    = "10s"
}

service "d" {
  run   = "d"
  needs = [service["e"]]
}

service "e" {
  run   = "e"
  needs = [service["d"]]
  limits {
    cpu = "2"
  }
  restart {
    success   = [256]
    delay_max = "1ms"
  }
  sandbox {
    capabilities = ["cap_chown"]
  }
}

service "f" {
  run      = "f"
  ready    = "newline"
  fd_store = 9
}

service "g" {
  run      = "g"
  fd_store = 1
}

service "h" {
  run      = "h"
  ready    = "notify"
  fd_store = 8
  listen   = { web = "unix:/run/h.sock" }
}
