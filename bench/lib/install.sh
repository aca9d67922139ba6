# Sourced by the scripts beside this folder: what they need from Debian.

# Installs packages by name when root, and fails when one is missing in the end. No service of theirs
# is started: that is what policy-rc.d says while they are installed.
install_packages() {
  missing=''
  for package in "$@"; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] ||
      missing="$missing $package"
  done
  [ -n "$missing" ] || return 0
  if [ "$(id -u)" != 0 ]; then
    echo "unable to compare: not installed:$missing; apt install$missing" >&2
    exit 1
  fi
  echo "installing:$missing" >&2
  guard=/usr/sbin/policy-rc.d
  [ -e "$guard" ] && guard='' || { printf '#!/bin/sh\nexit 101\n' >"$guard" && chmod +x "$guard"; }
  status=0
  # shellcheck disable=SC2086 # a list of words
  quietly apt-get install -qq -y --no-install-recommends $missing ||
    { quietly apt-get update -qq && quietly apt-get install -qq -y --no-install-recommends $missing; } ||
    status=1
  [ -z "$guard" ] || rm -f "$guard"
  [ "$status" = 0 ] || { echo "unable to compare: unable to install:$missing" >&2; exit 1; }
}

install_peers() {
  install_packages ansible-core cfengine3 puppet-agent strace time
}

quietly() {
  DEBIAN_FRONTEND=noninteractive "$@" >/dev/null 2>&1
}
