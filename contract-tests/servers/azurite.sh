#!/usr/bin/env bash
# Azurite, Microsoft's emulator of Azure Blob Storage, on loopback; it keeps blobs in memory and
# begins empty each time.
#
# usage: azurite.sh install|start|stop|status
#
#   install    the npm package azurite, into the directory below; needs node and npm
#   start      until the emulator answers; prints the address of its account
#   stop       ends the process that start began, by its id
#   status     which process runs; fails unless it does
#
# Environment:
#   S3DL_AZURITE_DIR     where everything is kept (/tmp/s3dl-azurite-UID)
#   S3DL_AZURITE         the program, dist/src/blob/main.js of the package (that of install)
#   S3DL_AZURITE_PORT    10000
#   S3DL_AZURITE_OWNER   the id of a process: the emulator stops when it has ended
set -euo pipefail

dir=${S3DL_AZURITE_DIR:-/tmp/s3dl-azurite-$(id -u)}
port=${S3DL_AZURITE_PORT:-10000}
installed=/tmp/s3dl-azurite-$(id -u)/package
program=${S3DL_AZURITE:-$installed/node_modules/azurite/dist/src/blob/main.js}
version=3.37.0
account=devstoreaccount1

fail() {
  echo "azurite.sh: $*" >&2
  exit 1
}

install_package() {
  [ ! -f "$program" ] || return 0
  command -v npm >/dev/null || fail "there is no npm"
  npm install --silent --no-fund --no-audit --prefix "$installed" "azurite@$version"
}

# The id may have gone to another process.
lives() {
  [ -f "$dir/pid" ] && grep -qs VmRSS "/proc/$(cat "$dir/pid")/status" &&
    grep -qsa "$program" "/proc/$(cat "$dir/pid")/cmdline"
}

answers() {
  (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null
}

start() {
  local end=$((SECONDS + 60))
  command -v node >/dev/null || fail "there is no node"
  [ -f "$program" ] || fail "there is no $program: $0 install, or name one in S3DL_AZURITE"
  ! lives || fail "it is running already: $0 stop"
  ! answers || fail "port $port is taken"
  mkdir -p "$dir"
  setsid node "$program" --blobHost 127.0.0.1 --blobPort "$port" --silent --skipApiVersionCheck \
    --disableTelemetry --inMemoryPersistence </dev/null >"$dir/out" 2>&1 &
  echo $! >"$dir/pid"
  until answers; do
    [ "$SECONDS" -lt "$end" ] || { stop; fail "nothing answers on port $port; see $dir/out"; }
    sleep 0.1
    lives || fail "it has ended; see $dir/out"
  done
  if [ -n "${S3DL_AZURITE_OWNER:-}" ]; then
    setsid "$0" follow </dev/null >/dev/null 2>&1 &
  fi
  echo "http://127.0.0.1:$port/$account"
}

follow() {
  while grep -qs VmRSS "/proc/$S3DL_AZURITE_OWNER/status"; do sleep 1; done
  stop
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
  start | stop | status | follow) "$1" ;;
  *) sed -n '2,18s/^# \{0,1\}//p' "$0"; exit 2 ;;
esac
