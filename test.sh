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
shellcheck -x run.sh test.sh install.sh uninstall.sh tools/setup.sh tools/bundle.sh deploy/steps.sh deploy/loaphuong deploy/disks tests/install/run.sh .ci/run

# Tests that listen to a sound card mostly wait, and must not be kept waiting: they run beside the others, and before them
# in the queue for the processor.
others=$(mktemp)
trap 'rm -f "$others"' EXIT
listening=(.venv/bin/python -m pytest -m audio -o cache_dir=.pytest_cache/audio)
reading=(.venv/bin/python -m pytest -m "not audio" -o cache_dir=.pytest_cache/others)
nice -n 10 "${reading[@]}" --cov --cov-report=term:skip-covered >"$others" 2>&1 &
beside=$!
heard=0
"${listening[@]}" || heard=$?
rest=0
wait "$beside" || rest=$?
cat "$others"

# On two cores one half is the other half's noise. What failed is asked once more, alone: a fault fails again.
if [ "$heard" -eq 1 ]; then
    echo "once more, alone: what failed of the tests that listen"
    heard=0
    "${listening[@]}" --last-failed --last-failed-no-failures none || heard=$?
fi
if [ "$rest" -eq 1 ]; then
    echo "once more, alone: what failed of the others"
    rest=0
    "${reading[@]}" --last-failed --last-failed-no-failures none || rest=$?
fi
exit $((heard ? heard : rest))
