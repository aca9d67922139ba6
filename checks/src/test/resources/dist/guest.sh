# Sourced by the scripts beside it, inside of a Debian: what they wait for, and another build of vow.

await() {
  for _ in $(seq 300); do
    ! eval "$1" || return 0
    sleep 0.1
  done
  echo "never: $1"
  vow status || true
  journalctl -b -o cat -u vow --no-pager 2>/dev/null | tail -n 30
  exit 1
}

asleep() { vow status 2>/dev/null | grep -q asleep; }
kept() { grep -qx kept /etc/motd; }

# newer ID: installs another build, as far as a package can tell: other classes by time and name, a
# later version.
newer() {
  rm -rf /proof/newer
  dpkg-deb -R /proof/vow.deb /proof/newer
  echo "$1" >/proof/newer/usr/lib/vow/id
  touch /proof/newer/usr/lib/vow/lib/*.jar
  sed -i "s/^Version: .*/&+$1/" /proof/newer/DEBIAN/control
  dpkg-deb --root-owner-group -b /proof/newer /proof/newer.deb
  dpkg -i /proof/newer.deb
  test "$(ls /var/cache/vow)" = "$1"
}
