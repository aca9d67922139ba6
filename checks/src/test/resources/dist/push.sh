# Pushes a policy to a host that has no vow: an sshd on loopback, in a mount namespace of its own,
# where /opt and /usr/local are empty. Run in the folder of an unpacked vow.
set -eu
here=$PWD
mount -t tmpfs none /opt
mount -t tmpfs none /usr/local
mkdir -p /run/sshd site
ssh-keygen -q -t ed25519 -N '' -f key
cp key.pub authorized
cat >sshd_config <<END
ListenAddress 127.9.9.1
Port 20022
HostKey $here/key
PidFile none
AuthorizedKeysFile $here/authorized
StrictModes no
UsePAM no
PermitRootLogin yes
SetEnv PATH=/usr/local/bin:/usr/bin:/bin
END
/usr/sbin/sshd -f sshd_config
printf 'file "/etc/a" {\n  content = "kept by what was pushed\\n"\n}\n' >site/main.hcl
cat >ssh_config <<END
Host node
  HostName 127.9.9.1
  Port 20022
  IdentityFile $here/key
  StrictHostKeyChecking no
  UserKnownHostsFile /dev/null
  LogLevel ERROR
END
push="bin/vow push node site --into /opt/policy --ssh"
$push "ssh -F $here/ssh_config" && exit 1
$push "ssh -F $here/ssh_config" --install
ssh -F ssh_config node vow keep /opt/policy --once --root /opt/root
cat /opt/root/etc/a
