# Boots a virtual machine with what is unpacked here, and control groups with all controllers, and
# prints what limits-guest.sh prints in it. The folder $1 keeps the kernel for the next time.
set -eu
kernels=$1
if ! [ -s "$kernels/vmlinuz" ]; then
  mkdir -p "$kernels"
  chmod 755 "$kernels"
  (
    cd "$kernels"
    name=$(apt-cache depends linux-image-cloud-amd64 | sed -n 's/.*Depends: \(linux-image-.*\)/\1/p')
    apt-get -qq download "$name" && dpkg-deb -x ./*.deb x
    mv x/boot/vmlinuz-* vmlinuz
    rm -rf x ./*.deb
  ) >&2
fi

guest=$PWD/guest
mkdir -p "$guest/bin" "$guest/dev" "$guest/proc" "$guest/sys" "$guest/tmp" "$guest/run" "$guest/etc" \
  "$guest/usr/lib/locale" "$guest/opt/vow"
cp "$(command -v busybox)" "$guest/bin/busybox"
cp -r bin lib share "$guest/opt/vow"
cp -r /usr/lib/locale/C.utf8 "$guest/usr/lib/locale"
echo root:x:0:0:root:/:/bin/sh >"$guest/etc/passwd"
echo root:x:0: >"$guest/etc/group"
find lib -name '*.so' -o -name java | xargs ldd 2>/dev/null |
  awk '{ for (i = 1; i <= NF; i++) if ($i ~ "^/.*[.]so") print $i }' | grep -v "^$PWD" | tr -d : |
  sort -u | xargs -I@ cp --parents -L @ "$guest"
cp limits-guest.sh "$guest/init"
cp limits.hcl "$guest/limits.hcl"
chmod +x "$guest/init"
(cd "$guest" && find . | busybox cpio -o -H newc 2>/dev/null | gzip -1) >initramfs

# Not KVM: a machine that is itself a guest may offer it and hang.
timeout 300 qemu-system-x86_64 -M q35 -accel tcg,thread=multi -cpu max -smp 2 -m 1000 -nographic \
  -no-reboot -nic none -kernel "$kernels/vmlinuz" -initrd initramfs \
  -append 'console=ttyS0 panic=-1 quiet' </dev/null | tr -d '\r'
