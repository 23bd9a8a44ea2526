#!/usr/bin/env bash
# A Ceph cluster of one node with a RADOS gateway (S3) on loopback, without systemd and with nothing
# outside its directory; it keeps objects in memory and begins empty each time.
#
# usage: ceph-rgw.sh install|start|stop|status
#
#   install    Debian's packages, as root
#   start      until the gateway answers; prints its address
#   stop       ends the processes that start began, by their ids
#   status     which processes run; fails unless all do
#
# Environment:
#   S3DL_RGW_DIR                   where everything is kept (/tmp/s3dl-ceph-UID)
#   S3DL_RGW_PORT, S3DL_RGW_TLS_PORT, S3DL_RGW_MON_PORT   7480, 7443 (0 for none), 16700
#   S3DL_RGW_ACCESS_KEY, S3DL_RGW_SECRET_KEY              the user's keys
#   S3DL_RGW_OWNER                 the id of a process: everything stops when it has ended
set -euo pipefail

dir=${S3DL_RGW_DIR:-/tmp/s3dl-ceph-$(id -u)}
port=${S3DL_RGW_PORT:-7480}
tls_port=${S3DL_RGW_TLS_PORT:-7443}
mon_port=${S3DL_RGW_MON_PORT:-16700}
access_key=${S3DL_RGW_ACCESS_KEY:-s3dl-access}
secret_key=${S3DL_RGW_SECRET_KEY:-s3dl-secret-of-loopback}
conf=$dir/ceph.conf
fsid=5d1f9f5e-3b0e-4f0e-9d0c-6a7d3c2b1a00
osd_id=5d1f9f5e-3b0e-4f0e-9d0c-6a7d3c2b1a01
daemons=(rgw osd mon)
export CEPH_ARGS=

fail() {
  echo "ceph-rgw.sh: $*" >&2
  exit 1
}

installed() {
  local program
  for program in radosgw radosgw-admin ceph-osd ceph-mon monmaptool ceph openssl curl; do
    command -v "$program" >/dev/null || return 1
  done
}

install_packages() {
  ! installed || return 0
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    radosgw ceph-mon ceph-osd ceph-common openssl curl
}

# Where processes are not waited for, they stay as zombies, which a signal 0 still reaches.
lives() {
  [ -f "$dir/$1.pid" ] && grep -qs VmRSS "/proc/$(cat "$dir/$1.pid")/status" &&
    grep -qsa "$conf" "/proc/$(cat "$dir/$1.pid")/cmdline"
}

await() { # seconds, what, command...
  local end=$((SECONDS + $1)) what=$2
  shift 2
  until "$@" >/dev/null 2>&1; do
    [ "$SECONDS" -lt "$end" ] || fail "no $what; see $dir/log"
    sleep 0.1
  done
}

spawn() { # name, command...
  local name=$1
  shift
  setsid "$@" -f </dev/null >"$dir/log/$name.out" 2>&1 &
  echo $! >"$dir/$name.pid"
}

certificate() {
  openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj /CN=localhost \
    -addext subjectAltName=DNS:localhost,IP:127.0.0.1 \
    -keyout "$dir/key.pem" -out "$dir/cert.pem" 2>"$dir/log/openssl.out"
}

# With authentication off the monitor's clients hang unless ms_mon_client_mode is crc; without
# tcp_nodelay each GET takes 40 ms.
configuration() {
  local frontend="beast endpoint=127.0.0.1:$port tcp_nodelay=1"
  if [ "$tls_port" != 0 ]; then
    frontend+=" ssl_endpoint=127.0.0.1:$tls_port"
    frontend+=" ssl_certificate=$dir/cert.pem ssl_private_key=$dir/key.pem"
  fi
  cat >"$conf" <<END
[global]
fsid = $fsid
mon_initial_members = a
mon_host = [v2:127.0.0.1:$mon_port,v1:127.0.0.1:$((mon_port + 1))]
public_addr = 127.0.0.1
cluster_addr = 127.0.0.1
auth_cluster_required = none
auth_service_required = none
auth_client_required = none
ms_mon_client_mode = crc
run_dir = $dir/run
admin_socket =
log_file = $dir/log/\$name.log
mon_cluster_log_file = $dir/log/cluster.log
crash_dir = $dir/crash
osd_pool_default_size = 1
osd_pool_default_min_size = 1
osd_pool_default_pg_num = 4
osd_pool_default_pgp_num = 4
osd_pool_default_pg_autoscale_mode = off
osd_crush_chooseleaf_type = 0
mon_allow_pool_size_one = true
mon_max_pg_per_osd = 2000

[mon]
mon_data = $dir/mon
mon_data_avail_crit = 1
mon_data_avail_warn = 2
paxos_propose_interval = 0.05
paxos_min_wait = 0.02

[osd]
osd_data = $dir/osd
osd_objectstore = memstore
memstore_device_bytes = ${S3DL_RGW_BYTES:-12884901888}
osd_class_load_list = *
osd_class_default_list = *

[client]
rgw_frontends = $frontend
rgw_dns_name = localhost
rgw_thread_pool_size = 64
rgw_override_bucket_index_max_shards = 1
rgw_dynamic_resharding = false
rgw_gc_obj_min_wait = 5
rgw_gc_processor_period = 5
rgw_enable_apis = s3, admin, sts, iam
rgw_s3_auth_use_sts = true
rgw_sts_key = 0123456789abcdef
rgw_crypt_require_ssl = false
rgw_crypt_s3_kms_backend = testing
rgw_crypt_s3_kms_encryption_keys = testkey-1=MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=
END
}

# A user with the keys, and a role for AssumeRole: arn:aws:iam:::role/s3dl.
accounts() {
  local admin=(radosgw-admin -c "$conf") trust rights
  trust='{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":["arn:aws:iam:::user/s3dl"]},"Action":["sts:AssumeRole"]}]}'
  rights='{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:*"],"Resource":"arn:aws:s3:::*"}]}'
  "${admin[@]}" user create --uid=s3dl --display-name=s3dl --max-buckets=0 \
    --access-key="$access_key" --secret-key="$secret_key" \
    --caps='users=*;buckets=*;roles=*;user-policy=*'
  "${admin[@]}" role create --role-name=s3dl --assume-role-policy-doc="$trust"
  "${admin[@]}" role-policy put --role-name=s3dl --policy-name=all --policy-doc="$rights"
}

one_osd_up() {
  timeout 20 ceph -c "$conf" osd stat | grep -q '1 up'
}

start() {
  local daemon
  installed || fail "Ceph is not installed: $0 install (as root), or apt-get install radosgw ceph-mon ceph-osd ceph-common"
  for daemon in "${daemons[@]}"; do
    ! lives "$daemon" || fail "$daemon is running already: $0 stop"
  done
  rm -rf "$dir"
  mkdir -p "$dir"/{run,log,crash,mon,osd}
  trap 'status=$?; [ $status = 0 ] || stop; exit $status' EXIT
  ulimit -n 65536 2>/dev/null || true
  [ "$tls_port" = 0 ] || certificate || fail "no certificate; see $dir/log/openssl.out"
  configuration

  local mon_address="[v2:127.0.0.1:$mon_port,v1:127.0.0.1:$((mon_port + 1))]"
  monmaptool --create --fsid "$fsid" --addv a "$mon_address" "$dir/monmap" >"$dir/log/monmap.out"
  ceph-mon -c "$conf" -i a --mkfs --monmap "$dir/monmap" >"$dir/log/mkfs-mon.out" 2>&1
  spawn mon ceph-mon -c "$conf" -i a
  ceph-osd -c "$conf" -i 0 --mkfs --osd-uuid "$osd_id" --no-mon-config >"$dir/log/mkfs-osd.out" 2>&1
  timeout 60 ceph -c "$conf" osd new "$osd_id" 0 >"$dir/log/osd-new.out" 2>&1 ||
    fail "no monitor; see $dir/log"
  spawn osd ceph-osd -c "$conf" -i 0
  await 60 "OSD" one_osd_up
  accounts >"$dir/log/accounts.out" 2>&1 || fail "no accounts; see $dir/log/accounts.out"
  spawn rgw radosgw -c "$conf" -n client.rgw
  await 90 "gateway on port $port" curl -s -o /dev/null -m 5 "http://127.0.0.1:$port/"
  lives rgw || fail "the gateway ended; is port $port or $tls_port taken? See $dir/log/rgw.out"
  if [ -n "${S3DL_RGW_OWNER:-}" ]; then
    setsid "$0" follow </dev/null >/dev/null 2>&1 &
  fi
  echo "http://127.0.0.1:$port"
}

follow() {
  while grep -qs VmRSS "/proc/$S3DL_RGW_OWNER/status"; do sleep 1; done
  stop
  rm -rf "$dir"
}

# Nothing in memory is worth an orderly end, which takes seconds.
stop() {
  local daemon
  for daemon in "${daemons[@]}"; do
    if lives "$daemon"; then
      kill -KILL "$(cat "$dir/$daemon.pid")" 2>/dev/null || true
      while lives "$daemon"; do sleep 0.1; done
    fi
    rm -f "$dir/$daemon.pid"
  done
}

status() {
  local daemon all=0
  for daemon in "${daemons[@]}"; do
    if lives "$daemon"; then
      echo "$daemon runs as $(cat "$dir/$daemon.pid")"
    else
      echo "$daemon does not run"
      all=1
    fi
  done
  return "$all"
}

case "${1:-}" in
  install) install_packages ;;
  start | stop | status | follow) "$1" ;;
  *) sed -n '2,18s/^# \{0,1\}//p' "$0"; exit 2 ;;
esac
