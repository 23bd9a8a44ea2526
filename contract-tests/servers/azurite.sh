#!/usr/bin/env bash
# Azurite, Microsoft's emulator of Azure Blob Storage, on loopback; it keeps blobs in memory and
# begins empty each time.
#
# usage: azurite.sh install|installed|start|stop|status
#
#   install    node and npm where they are missing, as Debian's packages (as root, or with sudo);
#              and the npm package azurite, into a directory of its own, below ~/.cache
#   installed  prints the program; fails unless it can be run
#   start      until the emulator answers; prints the address of its account
#   stop       ends the process that start began, by its id
#   status     which process runs; fails unless it does
#
# Environment:
#   S3DL_AZURITE_DIR     what belongs to one that runs (/tmp/s3dl-azurite-UID)
#   S3DL_AZURITE         the program, dist/src/blob/main.js of the package (that of install)
#   S3DL_AZURITE_PORT    10000
#   S3DL_AZURITE_OWNER   the id of a process: the emulator stops when it has ended
set -euo pipefail

version=3.37.0
package=${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/hadoop-s3dl/azurite-$version
program=${S3DL_AZURITE:-$package/node_modules/azurite/dist/src/blob/main.js}
dir=${S3DL_AZURITE_DIR:-/tmp/s3dl-azurite-$(id -u)}
port=${S3DL_AZURITE_PORT:-10000}
account=devstoreaccount1
sweep=$(dirname "$(realpath "$0")")/azurite-sweep.js

fail() {
  echo "azurite.sh: $*" >&2
  exit 1
}

has() {
  command -v "$1" >/dev/null
}

install_package() {
  if (installed) >/dev/null 2>&1; then return; fi
  [ -z "${S3DL_AZURITE:-}" ] || [ -f "$program" ] || fail "S3DL_AZURITE names no file: $program"
  if ! has node || { [ ! -f "$program" ] && ! has npm; }; then
    local root=()
    [ "$(id -u)" = 0 ] || root=(sudo -n)
    "${root[@]}" apt-get update -qq
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive \
      apt-get install -y -qq --no-install-recommends nodejs npm
  fi
  [ ! -f "$program" ] || return 0
  # Beside its place until it is whole: a program without all that it needs would never be mended.
  mkdir -p "$(dirname "$package")"
  part=$(mktemp -d "$package.XXXXXX")
  trap 'rm -rf "$part"' EXIT
  npm install --loglevel=error --no-fund --no-audit --no-update-notifier --prefix "$part" \
    "azurite@$version" >&2
  if [ ! -f "$program" ]; then
    rm -rf "$package"
    mv -T "$part" "$package"
  fi
}

installed() {
  has node || fail "there is no node: $0 install"
  [ -f "$program" ] || fail "there is no Azurite ($program): $0 install"
  echo "$program"
}

# Where processes are not waited for, they stay as zombies, which a signal 0 still reaches.
runs() {
  grep -qs VmRSS "/proc/$1/status"
}

# The id may have gone to another process.
lives() {
  [ -f "$dir/pid" ] && runs "$(cat "$dir/pid")" &&
    grep -qsa "$program" "/proc/$(cat "$dir/pid")/cmdline"
}

answers() {
  (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null
}

start() {
  local end=$((SECONDS + 60)) pid
  installed >/dev/null
  ! lives || fail "it is running already: $0 stop"
  ! answers || fail "port $port is taken"
  mkdir -p "$dir"
  setsid node --require "$sweep" "$program" --blobHost 127.0.0.1 --blobPort "$port" --silent \
    --skipApiVersionCheck --disableTelemetry --inMemoryPersistence </dev/null >"$dir/out" 2>&1 &
  pid=$!
  echo "$pid" >"$dir/pid"
  until answers; do
    [ "$SECONDS" -lt "$end" ] || { stop; fail "nothing answers on port $port; see $dir/out"; }
    sleep 0.1
    runs "$pid" || fail "it has ended; see $dir/out"
  done
  if [ -n "${S3DL_AZURITE_OWNER:-}" ]; then
    setsid "$0" follow </dev/null >/dev/null 2>&1 &
  fi
  echo "http://127.0.0.1:$port/$account"
}

follow() {
  while runs "$S3DL_AZURITE_OWNER"; do sleep 1; done
  stop
  rm -f "$dir/out"
  rmdir --ignore-fail-on-non-empty "$dir"
}

# Nothing in memory is worth an orderly end.
stop() {
  if lives; then
    kill -KILL "$(cat "$dir/pid")" 2>/dev/null || true
    while lives; do sleep 0.1; done
  fi
  rm -f "$dir/pid"
}

status() {
  lives || { echo "azurite does not run"; return 1; }
  echo "azurite runs as $(cat "$dir/pid")"
}

case "${1:-}" in
  install) install_package ;;
  installed | start | stop | status | follow) "$1" ;;
  *) sed -n '2,20s/^# \{0,1\}//p' "$0"; exit 2 ;;
esac
