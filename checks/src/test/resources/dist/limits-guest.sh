#!/bin/busybox sh
# Process 1 of a virtual machine: keeps services with limits, says whether these hold, and ends it.
/bin/busybox --install -s /bin
export PATH=/bin LC_ALL=C.UTF-8
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev
mount -t tmpfs run /run
mount -t cgroup2 groups /sys/fs/cgroup

/opt/vow/bin/vow keep /limits.hcl >/run/out 2>&1 &
for _ in $(seq 120); do
  grep -qs given_up /run/vow/services.json && break
  sleep 1
done
groups=$(echo /sys/fs/cgroup/vow.*)
echo "memory: $(/opt/vow/bin/vow status eats | sed 1q)"
echo "processes: $(/opt/vow/bin/vow status forks | sed -n '1p;$p')"
used() { sed -n 's/^usage_usec //p' "$groups/spins/cpu.stat"; }
before=$(used)
sleep 10
echo "cpu: $(cat "$groups/spins/cpu.max"): $((($(used) - before) / 100000)) % used"
cat /run/out
poweroff -f
