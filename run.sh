#!/usr/bin/env bash
# ./run.sh             set up what is missing and start the station
# ./run.sh COMMAND …   the same set-up, then `broadcaster COMMAND …`
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
. tools/setup.sh

need_packages libvlc.so.5=libvlc5 libvlc.so.5=libvlc-bin libvlc.so.5=vlc-plugin-base parec=pulseaudio-utils
if [ "${1:-run}" = demo ]; then
    # Without a sound card the demo plays into a virtual one, which needs the server itself.
    pactl info >/dev/null 2>&1 || need_packages pulseaudio=pulseaudio
fi
need_environment requirements.lock requirements-dev.lock

exec env PYTHONPATH="$PWD${PYTHONPATH:+:$PYTHONPATH}" .venv/bin/python -m broadcaster "${@:-run}"
