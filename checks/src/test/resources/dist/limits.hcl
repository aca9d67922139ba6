service "eats" {
  run = ["/bin/sh", "-c", "x=aaaaaaaaaaaaaaaa; while :; do x=$x$x; done"]

  limits {
    memory = "16MiB"
  }

  restart {
    burst = 2
    delay = "1ms"
  }
}

service "forks" {
  run = ["/bin/sh", "-c", "while :; do sleep 1000 & sleep 0.1; done"]

  limits {
    processes = 5
  }

  restart {
    burst = 2
    delay = "1ms"
  }
}

service "spins" {
  run = ["/bin/sh", "-c", "while :; do :; done"]

  limits {
    cpu = "20%"
  }
}
