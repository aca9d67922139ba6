# Sourced by vow, mvn25 and test: find_jdk25 exports JAVA_HOME, or says how to get a JDK 25 and fails.
# The version is read from the release file that every JDK has: starting one to ask costs 100 ms.

is_jdk25() {
  [ -x "$1/bin/javac" ] && grep -q '^JAVA_VERSION="25[.+"]' "$1/release" 2>/dev/null
}

find_jdk25() {
  home=${HOME:-/nonexistent}
  path_javac=$(command -v javac 2>/dev/null || true)
  [ -z "$path_javac" ] || path_javac=$(dirname -- "$(dirname -- "$(readlink -f -- "$path_javac")")")
  for jdk in "${JAVA_HOME:-}" "${JDK_25:-}" "${JDK25_HOME:-}" \
    "${JAVA_HOME_25_X64:-}" "${JAVA_HOME_25_ARM64:-}" "$path_javac" \
    /usr/lib/jvm/*25* /usr/lib/jvm/* /usr/java/*25* /opt/java/openjdk /opt/*jdk*25* /opt/java*25* \
    "${SDKMAN_DIR:-$home/.sdkman}"/candidates/java/25* \
    "${MISE_DATA_DIR:-${XDG_DATA_HOME:-$home/.local/share}/mise}"/installs/java/*25* \
    "${ASDF_DATA_DIR:-$home/.asdf}"/installs/java/*25* \
    "$home"/.jdks/*25* "$home"/.gradle/jdks/*25*; do
    if is_jdk25 "$jdk"; then
      JAVA_HOME=$jdk
      export JAVA_HOME
      return 0
    fi
  done
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
