#!/usr/bin/env bash
# ./run.sh             set up what is missing and start the station
# ./run.sh COMMAND …   the same set-up, then `broadcaster COMMAND …` in the folder you stand in
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$root/tools/setup.sh"

need_packages libvlc.so.5=libvlc5 libvlc.so.5=libvlc-bin libvlc.so.5=vlc-plugin-base parec=pulseaudio-utils
if [ "${1:-run}" = demo ]; then
    # Without a sound card the demo plays into a virtual one, which needs the server itself.
    pactl info >/dev/null 2>&1 || need_packages pulseaudio=pulseaudio
fi
need_environment "$root" requirements.lock requirements-dev.lock

# A file that lies about where the command is given must not be imported in a module's place.
exec env PYTHONPATH="$root" PYTHONSAFEPATH=1 "$root/.venv/bin/python" -m broadcaster "${@:-run}"
