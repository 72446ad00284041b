#!/usr/bin/env bash
# sudo ./install.sh    install the station as a service of this PC, or bring an installed one up to date
#
#   --card NAME                the sound card is the station's alone (its name from /proc/asound/cards, in brackets)
#   --replace-desktop-sound    the desktop's own sound server may be removed, where it and the station's exclude each other
#   --now                      upgrade though something sounds or is about to
#   --restore FILE             a backup comes back on this PC, which has no station yet
#   --passphrase-file FILE     opens it, where it is sealed
#   --may-sleep                the PC may sleep: it is woken before each slot, where its firmware can be, and then kept awake
#   --no-start                 do not start it
#   --no-sound-test            do not say the test sentence at the end
#
# The program goes to /opt/loaphuong, the settings to /etc/loaphuong (never overwritten), the data to /var/lib/loaphuong.
# Debian 12 or newer, Ubuntu 24.04 or newer. From an offline bundle (tools/bundle.sh) no network is needed.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$root/deploy/steps.sh"
here=$PWD
cd /

card='' replace_desktop_sound='' now='' may_sleep='' restore='' passphrase='' start=yes sound_test=yes
while [ $# -gt 0 ]; do
    case $1 in
        --card) card=${2:?--card needs a name}; shift ;;
        --replace-desktop-sound) replace_desktop_sound=yes ;;
        --now) now=yes ;;
        --restore) restore=${2:?--restore needs a file}; shift ;;
        --passphrase-file) passphrase=${2:?--passphrase-file needs a file}; shift ;;
        --may-sleep) may_sleep=yes ;;
        --no-start) start='' ;;
        --no-sound-test) sound_test='' ;;
        *) sed -n '2,/^set/{s/^# \{0,1\}//;/^set/d;p}' "$root/install.sh" >&2; exit 2 ;;
    esac
    shift
done

must_be_root
for file in "$restore" "$passphrase"; do
    if [ -n "$file" ] && [ ! -r "$(cd "$here" && realpath -m "$file")" ]; then
        say "$file cannot be read."
        exit 2
    fi
done
if [ -n "$restore" ]; then restore=$(cd "$here" && realpath "$restore"); fi
if [ -n "$passphrase" ]; then passphrase=$(cd "$here" && realpath "$passphrase"); fi
began=$(date +%s)
release=$(release_of "$root")
old=$(current_release)
say "Loa phường $release${old:+ (installed: $old)}"

if [ -n "$restore" ] && station_is_here; then
    say "There is a station on this PC already: nothing was restored. To start over: ./uninstall.sh --purge"
    exit 2
fi

whole_bundle "$root"
need_system_packages "$root" "$replace_desktop_sound"
need_user
put_program "$root" "$release"
put_settings "$root"
put_sound "$card"
if [ -n "$may_sleep" ]; then may_sleep_again; else stay_awake; fi

if [ -z "$restore" ] && [ -n "$old" ] && [ "$old" != "$release" ]; then
    upgrade "$old" "$release" "$start" "$now" "$may_sleep"
else
    switch_to "$release"
    put_units
    if [ -n "$restore" ]; then restore_backup "$restore" "$passphrase"; fi
    fit_sandbox
    wake_for_slots "$may_sleep"
    first_start "$start"
fi
forget_old_releases "$old" "$release"

say "Installed in $(($(date +%s) - began)) s, $(du -sm "/opt/loaphuong/$release" | cut -f1) MB."
tell_what_next "$start" "$sound_test"
