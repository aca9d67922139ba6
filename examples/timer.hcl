# A backup at night, not on every machine at the same minute: needs tar.

directory "/var/backups/etc" { mode = "0700" }

service "backup" {
  type          = "oneshot"
  run           = ["/bin/tar", "-czf", "/var/backups/etc/etc.tar.gz", "/etc"]
  enabled       = false # the timer alone starts it; vow start backup does so now
  start_timeout = "30m"
}

timer "backup" {
  calendar = "Mon..Fri 03:30"
  jitter   = "20m"
  start    = service["backup"]
}
