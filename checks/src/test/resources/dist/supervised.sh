# Runs inside of a Debian booted by systemd: the unit and the s6 folder of the package, an upgrade under
# an agent that sleeps and one that is awake. Prints what the test looks for.
set -e
. /proof/guest.sh
export DEBIAN_FRONTEND=noninteractive

main() { systemctl show -P MainPID vow; }
drift() {
  echo drift >/etc/motd
  await kept
  echo "repaired $1"
}
policy() {
  cat >/etc/vow/vow.hcl <<POLICY
agent {
  linger = "$1"
}
file "/etc/motd" {
  content = "kept\n"
}
exec "child" {
  run = "sleep 100000 & echo \$! >/run/child"
  creates = "/run/child"
}
POLICY
}

dpkg -i /proof/vow.deb
! systemctl is-active vow
mkdir -p /etc/vow
policy 500ms
systemctl enable --now vow
await kept
await 'test -s /run/child'
child=$(cat /run/child)
await asleep
drift 'asleep under systemd'
await asleep

before=$(main)
newer 11111111111111111111111111111111
test "$(main)" != "$before"
drift 'after an upgrade asleep'
kill -0 "$child"

policy 0s
systemctl reload vow
await 'vow status | grep -q awake'
before=$(main)
newer 22222222222222222222222222222222
test "$(main)" != "$before"
drift 'after an upgrade awake'
kill -0 "$child"
test "$(cat /run/child)" = "$child"
echo 'the child is still the first one'

before=$(main)
kill -9 "$before"
await 'test "$(main)" != 0 -a "$(main)" != "$before"'
drift 'after the agent was killed'

echo 'file {' >/etc/vow/vow.hcl
systemctl restart vow
drift 'by the last good policy'
systemctl stop vow
mv /var/lib/vow /proof/state
systemctl start vow || true
await 'systemctl is-failed -q vow'
sleep 7 # longer than RestartSec
systemctl is-failed -q vow
test "$(systemctl show -P NRestarts vow)" = 0
echo 'a wrong policy is not tried again'

rm -rf /var/lib/vow
mv /proof/state /var/lib/vow
policy 500ms
systemctl reset-failed vow
systemctl start vow
drift 'after the policy was mended'
systemctl disable --now vow
echo drift >/etc/motd
kill -0 "$child"

mkdir /run/scan
cp -r /usr/share/vow/s6/vow /run/scan/vow
s6-svscan /run/scan &
await kept
await asleep
drift 'asleep under s6'
s6-svc -t /run/scan/vow
drift 'after a restart by s6'
mv /var/lib/vow /proof/state
echo 'file {' >/etc/vow/vow.hcl
s6-svc -t /run/scan/vow
await 's6-svstat -o up,wantedup /run/scan/vow | grep -qx "false false"'
echo 'a wrong policy is not tried again by s6'
rm -rf /var/lib/vow
mv /proof/state /var/lib/vow
policy 500ms
s6-svc -u /run/scan/vow
drift 'after s6 started it again'
s6-svscanctl -t /run/scan
wait

echo "drifts in the journal: $(vow journal | grep -c 'file\[/etc/motd\].*drift')"
dpkg --purge vow
kill "$child"
test ! -e /usr/lib/vow -a ! -e /var/cache/vow -a ! -e /var/lib/vow -a ! -e /run/vow
echo 'purged without a trace'
