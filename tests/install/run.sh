#!/usr/bin/env bash
# tests/install/run.sh [FOLDER]    a fresh Debian with a systemd of its own: install, use, kill, upgrade, way back, remove
#
# Needs root, debootstrap and unshare; touches nothing of this system. FOLDER (default: a new one, removed afterwards)
# keeps the fresh root for the next run. BUNDLE=FILE installs from an offline bundle, in a root without any network.
# ROWS=N: entries of the log that is upgraded (default: 100000).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

[ "$(id -u)" -eq 0 ] || { echo "must be run as root" >&2; exit 2; }
if [ $# -gt 0 ]; then
    work=$(mkdir -p "$1" && cd "$1" && pwd)
else
    work=$(mktemp -d /var/tmp/loaphuong-install.XXXXXX)
    drop=yes
fi
new=$work/root pid=''

told() { printf '\n== %s (%s s)\n' "$*" "$SECONDS"; }
broken() { echo "FAILED: $*" >&2; inside journalctl --no-pager -q -n 60 -u 'loaphuong-*' >&2 || true; exit 1; }

finish() {
    if [ -n "$pid" ]; then kill -9 "$pid" 2>/dev/null || true; wait 2>/dev/null || true; fi
    rm -rf "$new"
    if [ -n "${drop:-}" ]; then rm -rf "$work"; fi
}
trap finish EXIT

# What pip and TLS were told outside holds inside as well.
passed=()
for name in PIP_CERT SSL_CERT_FILE REQUESTS_CA_BUNDLE PIP_INDEX_URL PIP_EXTRA_INDEX_URL PIP_FIND_LINKS \
    http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY; do
    if [ -n "${!name:-}" ]; then passed+=("$name=${!name}"); fi
done

# inside COMMAND …   in the new root, beside its systemd
inside() {
    nsenter --target "$pid" --mount --pid --uts --ipc --cgroup --net --root --wdns=/ \
        env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 "${passed[@]}" "$@"
}

fresh_root() {
    if [ ! -e "$work/base/.whole" ]; then
        rm -rf "$work/base"
        debootstrap --variant=minbase \
            --include=systemd,systemd-sysv,dbus,udev,ca-certificates,procps,iproute2 bookworm "$work/base" >"$work/debootstrap.log"
        touch "$work/base/.whole"
    fi
    rm -rf "$new"
    cp -a "$work/base" "$new"
    if [ -n "${SSL_CERT_FILE:-}" ]; then install -D -m 0644 "$SSL_CERT_FILE" "$new$SSL_CERT_FILE"; fi
    cp -L /etc/resolv.conf "$new/etc/resolv.conf"
    if [ -n "${BUNDLE:-}" ]; then
        mkdir "$new/srv/tree"
        tar -C "$new/srv/tree" --strip-components=1 -xf "$BUNDLE"
    else
        mkdir "$new/srv/tree"
        # shellcheck disable=SC2016  # the inner shell's words
        git ls-files -z --cached --others --exclude-standard | xargs -0 sh -c 'for f; do [ -e "$f" ] && printf "%s\0" "$f"; done' _ |
            tar --null -T - -cf - | tar -C "$new/srv/tree" -xf -
    fi
    # No sound card here: a virtual one, as a technician would put it in for a trial.
    install -d "$new/etc/loaphuong/sound.pa.d"
    echo 'load-module module-null-sink sink_name=ward rate=48000 channels=2 format=s16le' >"$new/etc/loaphuong/sound.pa.d/trial.pa"
}

boot() {
    # shellcheck disable=SC2016  # the inner shell's words
    unshare --fork --pid --mount --uts --ipc --cgroup ${BUNDLE:+--net} --kill-child bash -euc '
        new=$1
        mount --make-rprivate /
        mount --bind "$new" "$new"
        mount -t proc proc "$new/proc"
        mount -t sysfs -o ro sysfs "$new/sys"
        if grep -q " /sys/fs/cgroup cgroup2" /proc/self/mounts; then
            mount -t cgroup2 cgroup2 "$new/sys/fs/cgroup"
        else
            mount -t tmpfs tmpfs "$new/sys/fs/cgroup"
            mkdir -p "$new/sys/fs/cgroup/systemd"
            mount -t cgroup -o none,name=systemd cgroup "$new/sys/fs/cgroup/systemd"
        fi
        mount --rbind /dev "$new/dev"
        mount -t tmpfs tmpfs "$new/run"
        mount -t tmpfs tmpfs "$new/tmp"
        ip link set lo up 2>/dev/null || true
        exec env -i container=lxc PATH=/usr/sbin:/usr/bin:/sbin:/bin chroot "$new" /lib/systemd/systemd --log-target=null
    ' _ "$new" &
    local outer=$! i
    for i in $(seq 100); do
        pid=$(pgrep -P "$outer" || true)
        if [ -n "$pid" ] && inside systemctl is-system-running --quiet 2>/dev/null; then return; fi
        sleep 0.2
    done
    inside systemctl is-system-running || true
    if [ -z "$pid" ]; then echo "systemd does not start here" >&2; exit 3; fi
    echo "went on after $i looks" >&2
}

page() {
    inside /opt/loaphuong/current/.venv/bin/python -c 'import sys, urllib.request as u
print(u.urlopen("http://127.0.0.1:8080" + sys.argv[1], timeout=5).status)' "$1"
}

main_pid() { inside systemctl show -p MainPID --value "$1"; }

within() {
    local seconds=$1 i
    shift
    for i in $(seq $((seconds * 5))); do
        "$@" && return
        sleep 0.2
    done
    return "$i"
}

# sealed_again TREE   a bundle knows the hash of each of its files, and so does a newer one
sealed_again() {
    # shellcheck disable=SC2016  # the inner shell's words
    inside sh -euc 'cd "$1"
        [ -e SHA256SUMS ] || exit 0
        cut -c67- SHA256SUMS | tr "\n" "\0" | xargs -0 sha256sum >sums
        mv sums SHA256SUMS' _ "$1"
}

all_active() {
    local one
    for one in loaphuong-desk loaphuong-daemon loaphuong-sound loaphuong-renderer.path loaphuong.target; do
        inside systemctl is-active --quiet "$one" || return 1
    done
}

changed_pid() { local now; now=$(main_pid "$1"); [ "$now" != 0 ] && [ "$now" != "$2" ]; }

told "a fresh Debian"
fresh_root
boot
echo "root: $(du -sm "$new" | cut -f1) MB"

told "install"
inside /srv/tree/install.sh || broken "no installation"
echo "root: $(du -sm "$new" | cut -f1) MB, program: $(du -sm "$new"/opt/loaphuong/*/ | xargs)"
[ "$(page /dang-nhap)" = 200 ] || broken "no first page"
within 20 all_active || broken "not all parts run"
[ "$(inside stat -c %U:%a /var/lib/loaphuong /etc/loaphuong | xargs)" = "loaphuong:750 loaphuong:750" ] || broken "the places are open"
within 60 inside sh -c '! systemctl is-active --quiet loaphuong-renderer' || broken "the renderer does not rest"

told "the daemon has no network, the desk has one"
daemon=$(main_pid loaphuong-daemon)
[ "$(inside sh -c "grep -c : /proc/$daemon/net/dev")" = 1 ] || broken "the daemon sees a network"
inside systemd-analyze security --no-pager loaphuong-daemon loaphuong-desk loaphuong-renderer loaphuong-sound 2>/dev/null | grep Overall || true

told "spoken test"
inside loaphuong test-sound --anyway || broken "not heard"

told "the disks are asked, and what they say can be read by the station"
inside systemctl start loaphuong-disks || broken "the disks are not asked"
inside systemctl is-active --quiet loaphuong-disks.timer || broken "nobody asks the disks tomorrow"
inside runuser -u loaphuong -- ls /run/loaphuong-disks || broken "the station cannot read what the disks say"

told "demo"
inside install -d -o loaphuong /tmp/demo
inside loaphuong demo --out /tmp/demo --seconds 8 || broken "the demo was not heard"

told "the bell calls the renderer"
inside runuser -u loaphuong -- touch /var/lib/loaphuong/renderer.wanted
within 20 inside systemctl is-active --quiet loaphuong-renderer || broken "nobody answers the bell"

told "a part that is killed comes back, one that hangs is replaced"
for part in loaphuong-desk loaphuong-daemon loaphuong-sound; do
    before=$(main_pid $part) since=$SECONDS
    inside kill -9 "$before"
    within 20 changed_pid $part "$before" || broken "$part stays dead"
    echo "$part: back after $((SECONDS - since)) s"
done
within 30 inside loaphuong health --wait 1 >/dev/null || broken "not well after the kills"
before=$(main_pid loaphuong-daemon) since=$SECONDS
inside kill -STOP "$before"
within 40 changed_pid loaphuong-daemon "$before" || broken "the watchdog does not bite"
echo "hung daemon: replaced after $((SECONDS - since)) s"
inside loaphuong health --wait 60 || broken "not well after the watchdog"

told "a log of ${ROWS:-100000} entries"
inside systemctl stop loaphuong.target 'loaphuong-*'
cp -a tests "$new/srv/tests"
since=$SECONDS
inside runuser -u loaphuong -- env PYTHONPATH=/opt/loaphuong/current:/srv PYTHONSAFEPATH=1 \
    /opt/loaphuong/current/.venv/bin/python -c '
import sys
from pathlib import Path
from broadcaster import settings
from broadcaster.store import open_store
from tests.bench.reports import _fill
here = settings.load(Path("/etc/loaphuong"), {})
_fill(open_store("sqlite:////var/lib/loaphuong/station.db", here.station.id), int(sys.argv[1]), 60)
' "${ROWS:-100000}" || broken "no log"
echo "written in $((SECONDS - since)) s, database: $(du -sm "$new/var/lib/loaphuong/station.db" | cut -f1) MB"
inside systemctl start loaphuong.target
inside loaphuong health --wait 60 || broken "not well with a long log"

told "upgrade with it"
echo "mưa rào tháng bảy" | inside loaphuong people add lan --name "Nguyễn Thị Lan" --role author
first=$(inside readlink /opt/loaphuong/current)
inside cp -a /srv/tree /srv/newer
inside sed -i 's/^__version__ = .*/__version__ = "99.1.0"/' /srv/newer/broadcaster/__init__.py
sealed_again /srv/newer
inside sh -c 'install -d -m 0755 /root/kept && echo "of root alone" >/root/kept/file && chmod 0755 /root'
inside runuser -u loaphuong -- ln -s /root/kept /var/lib/loaphuong/copy
inside runuser -u loaphuong -- ln -sf /root/kept/file /etc/loaphuong/sound.pa
since=$SECONDS
inside /srv/newer/install.sh --now --no-sound-test || broken "no upgrade"
echo "upgrade: $((SECONDS - since)) s"
[ "$(inside stat -c %U:%a /root/kept /root/kept/file | xargs)" = "root:755 root:644" ] || broken "root followed a link of the station's"
inside grep -q "of root alone" /root/kept/file || broken "root wrote through a link of the station's"
if inside test -L /etc/loaphuong/sound.pa; then broken "the link stays"; fi
second=$(inside readlink /opt/loaphuong/current)
[[ $second == 99.1.0-* && $second != "$first" ]] || broken "the link says $second"
inside loaphuong people list | grep -q "Nguyễn Thị Lan" || broken "Lan is gone"

told "an upgrade with other packages"
inside cp -a /srv/newer /srv/other
inside sed -i 's/^__version__ = .*/__version__ = "99.1.5"/' /srv/other/broadcaster/__init__.py
inside sh -c 'echo "# another list: the environment is not taken over" >>/srv/other/requirements.lock'
sealed_again /srv/other
since=$SECONDS
inside /srv/other/install.sh --now --no-sound-test || broken "no upgrade with other packages"
echo "upgrade with other packages: $((SECONDS - since)) s"
second=$(inside readlink /opt/loaphuong/current)
[[ $second == 99.1.5-* ]] || broken "the link says $second"

told "an upgrade that does not start, and the way back"
inside cp -a /srv/newer /srv/broken
inside sed -i 's/^__version__ = .*/__version__ = "99.2.0"/' /srv/broken/broadcaster/__init__.py
inside sh -c 'echo "raise SystemExit(1)" >>/srv/broken/broadcaster/air/daemon.py'
head=$(sed -n 's/^HEAD = "\(.*\)"/\1/p' "$new/srv/broken/broadcaster/store/migrations/__init__.py")
inside sed -i 's/^HEAD = .*/HEAD = "9999"/' /srv/broken/broadcaster/store/migrations/__init__.py
cat >"$new/srv/broken/broadcaster/store/migrations/versions/9999_ruin.py" <<ruin
"""What a release must not do, for the way back to undo."""

from alembic import op

revision = "9999"
down_revision = "$head"


def upgrade() -> None:
    op.execute("UPDATE person SET name = 'ruined'")
ruin
sealed_again /srv/broken
since=$SECONDS
if inside /srv/broken/install.sh --now --no-sound-test; then broken "a broken release was kept"; fi
echo "way back: $((SECONDS - since)) s"
[ "$(inside readlink /opt/loaphuong/current)" = "$second" ] || broken "the link did not go back"
inside loaphuong health --wait 60 || broken "not well after the way back"
inside loaphuong people list | grep -q "Nguyễn Thị Lan" || broken "the ruined database stays"
inside loaphuong log verify || broken "the log is not whole"

told "a sealed backup, and a stick with a space in its name"
inside install -d -o loaphuong "/mnt/loa phuong"
inside sh -c 'echo "mưa rào tháng bảy ngập đường" >/root/passphrase; install -m 0600 -o loaphuong /root/passphrase /etc/loaphuong/passphrase'
inside sed -i -e 's|^folder = ""|folder = "/mnt/loa phuong"|' -e 's|^passphrase_file = ""|passphrase_file = "/etc/loaphuong/passphrase"|' /etc/loaphuong/station.toml
inside /srv/newer/install.sh --no-sound-test || broken "not installed again"
[ "$(inside systemctl show -p ReadWritePaths --value loaphuong-renderer | grep -c "/mnt/loa phuong")" = 1 ] || broken "the stick is out of reach"
since=$SECONDS
inside loaphuong backup || broken "no backup"
echo "backup: $((SECONDS - since)) s, $(du -sm "$new/mnt/loa phuong" | cut -f1) MB"

told "uninstall keeps the data, purge does not"
inside /srv/newer/uninstall.sh
if inside test -e /opt/loaphuong; then broken "/opt/loaphuong stays"; fi
if inside systemctl cat loaphuong-daemon >/dev/null 2>&1; then broken "the units stay"; fi
inside test -s /var/lib/loaphuong/station.db || broken "the data is gone"
inside /srv/newer/uninstall.sh --purge
if inside sh -c 'test -e /var/lib/loaphuong || test -e /etc/loaphuong || id loaphuong' >/dev/null 2>&1; then broken "something stays"; fi
told "the station comes back from its backup, in one command"
since=$SECONDS
sealed=$(find "$new/mnt/loa phuong" -name '*.sealed' -printf '/mnt/loa phuong/%f')
inside /srv/newer/install.sh --no-sound-test --restore "$sealed" --passphrase-file /root/passphrase || broken "not restored"
echo "install and restore: $((SECONDS - since)) s"
inside loaphuong health --wait 60 || broken "not well after the restore"
inside loaphuong people list | grep -q "Nguyễn Thị Lan" || broken "Lan did not come back"
inside loaphuong log verify || broken "the log did not come back whole"
if inside test -e /var/lib/loaphuong/restoring; then broken "a copy of the backup stays"; fi
if inside /srv/newer/install.sh --restore "$sealed"; then broken "a station was overwritten"; fi
inside /srv/newer/uninstall.sh --purge

told "done"
