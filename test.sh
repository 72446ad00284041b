#!/usr/bin/env bash
# ./test.sh            set up what the tests need, then run every check and every test
# ./test.sh ARG …      the same set-up, then `pytest ARG …` alone
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
. tools/setup.sh

need_packages libvlc.so.5=libvlc5 libvlc.so.5=libvlc-bin libvlc.so.5=vlc-plugin-base \
    parec=pulseaudio-utils pulseaudio=pulseaudio chromium=chromium shellcheck=shellcheck git=git
need_environment "$PWD" requirements-dev.lock

export PYTHONPATH="$PWD${PYTHONPATH:+:$PYTHONPATH}"
if [ $# -gt 0 ]; then
    exec .venv/bin/python -m pytest "$@"
fi
.venv/bin/ruff check .
.venv/bin/ruff format --check .
.venv/bin/mypy
.venv/bin/lint-imports
shellcheck -x run.sh test.sh tools/setup.sh .ci/run
exec .venv/bin/python -m pytest --cov --cov-report=term:skip-covered
