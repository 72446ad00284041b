#!/usr/bin/env bash
# sudo ./install.sh    install the station as a service of this PC, or bring an installed one up to date
#
#   --card NAME                the sound card is the station's alone (its name from /proc/asound/cards, in brackets)
#   --replace-desktop-sound    the desktop's own sound server may be removed, where it and the station's exclude each other
#   --now                      upgrade though something sounds or is about to
#   --may-sleep                do not keep the PC from sleeping
#   --no-start                 do not start it
#   --no-sound-test            do not say the test sentence at the end
#
# The program goes to /opt/loaphuong, the settings to /etc/loaphuong (never overwritten), the data to /var/lib/loaphuong.
# Debian 12 or newer, Ubuntu 24.04 or newer. From an offline bundle (tools/bundle.sh) no network is needed.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$root/deploy/steps.sh"
cd /

card='' replace_desktop_sound='' now='' may_sleep='' start=yes sound_test=yes
while [ $# -gt 0 ]; do
    case $1 in
        --card) card=${2:?--card needs a name}; shift ;;
        --replace-desktop-sound) replace_desktop_sound=yes ;;
        --now) now=yes ;;
        --may-sleep) may_sleep=yes ;;
        --no-start) start='' ;;
        --no-sound-test) sound_test='' ;;
        *) sed -n '2,/^set/{s/^# \{0,1\}//;/^set/d;p}' "$root/install.sh" >&2; exit 2 ;;
    esac
    shift
done

must_be_root
began=$(date +%s)
release=$(release_of "$root")
old=$(current_release)
say "Loa phường $release${old:+ (installed: $old)}"

need_system_packages "$root" "$replace_desktop_sound"
need_user
put_program "$root" "$release"
put_settings "$root"
put_sound "$card"
[ -n "$may_sleep" ] || stay_awake

if [ -n "$old" ] && [ "$old" != "$release" ]; then
    upgrade "$old" "$release" "$start" "$now"
else
    switch_to "$release"
    put_units
    fit_sandbox
    first_start "$start"
fi
forget_old_releases "$old" "$release"

say "Installed in $(($(date +%s) - began)) s, $(du -sm "/opt/loaphuong/$release" | cut -f1) MB."
tell_what_next "$start" "$sound_test"
