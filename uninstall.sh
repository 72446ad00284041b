#!/usr/bin/env bash
# sudo ./uninstall.sh [--purge]    remove the program and its services; --purge removes settings, data and sounds too
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$root/deploy/steps.sh"
cd /

purge=''
case ${1:-} in
    '') ;;
    --purge) purge=yes ;;
    *) sed -n '2,/^set/{s/^# \{0,1\}//;/^set/d;p}' "$root/uninstall.sh" >&2; exit 2 ;;
esac
must_be_root

if systemd_runs; then
    systemctl disable --quiet --now loaphuong.target 2>/dev/null || true
    systemctl stop 'loaphuong-*' 2>/dev/null || true
fi
rm -f /etc/systemd/system/multi-user.target.wants/loaphuong.target
rm -rf /etc/systemd/system/loaphuong.target /etc/systemd/system/loaphuong-*
rm -f /etc/udev/rules.d/89-loaphuong.rules /usr/local/bin/loaphuong
may_sleep_again
if systemd_runs; then systemctl daemon-reload; fi
rm -rf /opt/loaphuong
if [ -n "$purge" ]; then
    rm -rf /etc/loaphuong /var/lib/loaphuong /var/backups/loaphuong
    if id loaphuong >/dev/null 2>&1; then userdel loaphuong; fi
    say "The station is gone, with its settings, its log and its sounds."
else
    say "The program is gone. Settings stay in /etc/loaphuong, the log and the sounds in /var/lib/loaphuong;"
    say "./install.sh takes them up again, ./uninstall.sh --purge removes them."
fi
