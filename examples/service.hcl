# A small web server that is restarted when its page changes: needs python3.

directory "/srv/hello" {}

file "/srv/hello/index.html" {
  content = "hello from ${node.hostname}\n"
}

service "hello" {
  run       = ["/usr/bin/python3", "-m", "http.server", "8080", "--bind", "127.0.0.1"]
  user      = "www-data"
  cwd       = "/srv/hello"
  ready     = probe({ http = "http://127.0.0.1:8080/" })
  on_change = [file["/srv/hello/index.html"]]

  restart {
    burst  = 3
    within = "1m"
  }

  limits {
    memory    = "64MiB"
    processes = 16
  }

  sandbox {
    no_new_privileges = true
    read_only         = true
  }
}
