# Runs inside of a Debian that has no Java: installs the package, keeps a policy, upgrades while asleep,
# removes everything. Prints what the test looks for.
set -e
. /proof/guest.sh
mount -t proc proc /proc
! command -v java
export DEBIAN_FRONTEND=noninteractive
dpkg -i /proof/vow.deb
vow --version
mkdir -p /etc/vow
printf 'agent {\n  linger = "500ms"\n}\nfile "/etc/motd" {\n  content = "kept\\n"\n}\n' >/etc/vow/vow.hcl
vow keep --once

vow keep &
agent=$!
await asleep
echo drift >/etc/motd
await kept
echo 'repaired while installed'
await asleep
newer 0123456789abcdef0123456789abcdef
echo drift >/etc/motd
await kept
echo 'repaired after an upgrade under a sleeping agent'
kill "$agent"
wait "$agent"
# A newer vow trusts nothing that the older one knew, and finds the drift by looking at everything.
echo "repaired by event: $(vow journal | grep -c ': drift by sh'), by looking: $(vow journal | grep -c ': boot')"
echo before >/etc/issue
printf 'file "/etc/issue" {\n  content = "kept\\n"\n}\n' >>/etc/vow/vow.hcl
vow keep --once
vow uninstall --reverse --yes
[ "$(cat /etc/issue)" = before ]
test ! -e /usr/lib/vow -a ! -e /var/cache/vow -a ! -e /var/lib/vow -a ! -e /usr/bin/vow
echo 'purged without a trace'
