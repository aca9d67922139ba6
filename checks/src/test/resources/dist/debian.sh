# Runs inside of a Debian that has no Java: installs the package, keeps a policy, upgrades while asleep,
# removes everything. Prints what the test looks for.
set -e
mount -t proc proc /proc
! command -v java
export DEBIAN_FRONTEND=noninteractive
dpkg -i /tmp/vow.deb
vow --version
mkdir -p /etc/vow
printf 'agent {\n  linger = "500ms"\n}\nfile "/etc/motd" {\n  content = "kept\\n"\n}\n' >/etc/vow/vow.hcl
vow keep --once

await() {
  for _ in $(seq 300); do
    ! eval "$1" || return 0
    sleep 0.1
  done
  echo "never: $1"
  vow status || true
  exit 1
}
asleep() { vow status 2>/dev/null | grep -q asleep; }
kept() { grep -qx kept /etc/motd; }

vow keep &
agent=$!
await asleep
echo drift >/etc/motd
await kept
echo 'repaired while installed'
await asleep
# Another build, as far as a package can tell: other classes by time and name, a later version.
dpkg-deb -R /tmp/vow.deb /tmp/newer
echo 0123456789abcdef0123456789abcdef >/tmp/newer/usr/lib/vow/id
touch /tmp/newer/usr/lib/vow/lib/*.jar
sed -i 's/^Version: .*/&+newer/' /tmp/newer/DEBIAN/control
dpkg-deb --root-owner-group -b /tmp/newer /tmp/newer.deb
before=$(ls /var/cache/vow)
dpkg -i /tmp/newer.deb
test "$(ls /var/cache/vow)" = 0123456789abcdef0123456789abcdef -a "$before" != "$(ls /var/cache/vow)"
echo drift >/etc/motd
await kept
echo 'repaired after an upgrade under a sleeping agent'
kill "$agent"
wait "$agent"
# A newer vow trusts nothing that the older one knew, and finds the drift by looking at everything.
echo "repaired by event: $(vow journal | grep -c ': drift by sh'), by looking: $(vow journal | grep -c ': boot')"
dpkg --purge vow
test ! -e /usr/lib/vow -a ! -e /var/cache/vow -a ! -e /var/lib/vow -a ! -e /usr/bin/vow
echo 'purged without a trace'
