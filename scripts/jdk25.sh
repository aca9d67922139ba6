# Sourced by vow, mvn25 and test: find_jdk25 exports JAVA_HOME, or says how to get a JDK 25 and fails.
# The version is read from the release file that every JDK has: starting one to ask costs 100 ms.

# Nothing is started here that the shell can do itself: every run of vow waits for it.
is_jdk25() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  while IFS= read -r line; do
    case $line in 'JAVA_VERSION="25'[.+\"]*) return 0 ;; esac
  done <"$1/release"
  return 1
}

first_jdk25() {
  for jdk in "$@"; do
    if is_jdk25 "$jdk"; then
      JAVA_HOME=$jdk
      export JAVA_HOME
      return 0
    fi
  done
  return 1
}

path_jdk() {
  javac=$(command -v javac) && javac=$(readlink -f -- "$javac") && echo "${javac%/*/*}"
}

find_jdk25() {
  first_jdk25 "${JAVA_HOME:-}" "${JDK_25:-}" "${JDK25_HOME:-}" \
    "${JAVA_HOME_25_X64:-}" "${JAVA_HOME_25_ARM64:-}" && return 0
  first_jdk25 "$(path_jdk)" && return 0
  home=${HOME:-/nonexistent}
  first_jdk25 /usr/lib/jvm/*25* /usr/lib/jvm/* /usr/java/*25* /opt/java/openjdk /opt/*jdk*25* \
    /opt/java*25* "${SDKMAN_DIR:-$home/.sdkman}"/candidates/java/25* \
    "${MISE_DATA_DIR:-${XDG_DATA_HOME:-$home/.local/share}/mise}"/installs/java/*25* \
    "${ASDF_DATA_DIR:-$home/.asdf}"/installs/java/*25* \
    "$home"/.jdks/*25* "$home"/.gradle/jdks/*25* && return 0
  cat >&2 <<'MESSAGE'
unable to run vow: no JDK 25 found (looked at JAVA_HOME, JDK_25, the javac on PATH, /usr/lib/jvm,
/opt, and the folders of SDKMAN, mise, asdf and IntelliJ). Get one, for example:
  SDKMAN          sdk install java 25-tem
  mise            mise install java@temurin-25
  Debian, Ubuntu  the package temurin-25-jdk from https://adoptium.net/installation/linux
or set JAVA_HOME to the folder of one that you have.
MESSAGE
  return 1
}
