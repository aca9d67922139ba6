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
dpkg -i /tmp/vow.deb
echo drift >/etc/motd
await kept
echo 'repaired after an upgrade under a sleeping agent'
kill "$agent"
wait "$agent"
vow journal | grep -c 'drift by'
dpkg --purge vow
test ! -e /usr/lib/vow -a ! -e /var/cache/vow -a ! -e /var/lib/vow -a ! -e /usr/bin/vow
echo 'purged without a trace'
