# Timers that cannot be.
file "/etc/web.conf" {}

service "job" {
  type = "oneshot"
  run  = "true"
}

timer "a" {
  calendar = "dayly"
  start    = service["job"]
}

timer "b" {
  calendar = "Mon-Fri 03:30"
  start    = service["job"]
}

timer "c" {
  calendar = "25:00"
  start    = service["job"]
}

timer "d" {
  calendar = "*-02-30 12:00"
  start    = service["job"]
}

timer "e" {
  calendar = "03:30 Europe/Brelin"
  start    = service["job"]
}

timer "f" {
  calendar = "daily"
  interval = "15m"
  start    = service["job"]
}

timer "g" {
  start = service["job"]
}

timer "h" {
  interval = "0s"
  start    = [service["job"], service["other"]]
}

service "other" {
  type = "oneshot"
  run  = "true"
}

timer "i" {
  calendar = "*:60/5"
  start    = file["/etc/web.conf"]
}

timer "j" {
  interval = "15"
  start    = service["jobs"]
}

timer "k" {
  calendar = "5..1:00"
  start    = []
}

timer "l" {
  calendar = "daily"
}
