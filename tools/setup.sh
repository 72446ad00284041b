# shellcheck shell=bash
# Sourced by run.sh and test.sh: installs what is missing, and does nothing when all is there.

say() { printf '%s\n' "$*" >&2; }

has() {
    case $1 in
        # Not `ldconfig -p | grep -q`: grep leaves early, and pipefail takes that for a failure.
        lib*.so.*) [[ $(PATH=$PATH:/sbin:/usr/sbin ldconfig -p 2>/dev/null) == *"$1"* ]] ;;
        *) command -v "$1" >/dev/null 2>&1 ;;
    esac
}

# need_packages THING=PACKAGE …   THING is a command, or a shared library named lib….so.N
need_packages() {
    local pair missing=() sudo=()
    for pair in "$@"; do
        has "${pair%%=*}" || missing+=("${pair#*=}")
    done
    [ ${#missing[@]} -eq 0 ] && return
    if ! command -v apt-get >/dev/null; then
        say "Please install first: ${missing[*]}"
        exit 2
    fi
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null; then
            say "As root, please run: apt-get install --no-install-recommends ${missing[*]}"
            exit 2
        fi
        sudo=(sudo)
    fi
    say "Installing ${missing[*]}"
    "${sudo[@]}" apt-get update -qq >&2
    "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# need_environment ROOT LOCK [LARGER_LOCK]   ROOT/.venv holds what LOCK names; a stamp of LARGER_LOCK serves as well
need_environment() {
    local python=${PYTHON:-python3} root=$1 lock source=()
    shift
    "$python" -c 'import ensurepip, venv' >/dev/null 2>&1 || need_packages no-venv=python3 no-venv=python3-venv
    if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
        say "Python 3.11 or newer is needed; PYTHON=… names one."
        exit 2
    fi
    for lock in "$@"; do
        [ -x "$root/.venv/bin/python" ] && (cd "$root" && sha256sum --check --status ".venv/$lock.stamp" 2>/dev/null) && return
    done
    say "Preparing the virtual environment (once, about a minute)"
    [ -d "$root/wheels" ] && source=(--no-index --find-links "$root/wheels") # an offline bundle
    [ -x "$root/.venv/bin/python" ] || "$python" -m venv "$root/.venv"
    "$root/.venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes \
        "${source[@]}" -r "$root/$1" >&2
    (cd "$root" && sha256sum "$1" >".venv/$1.stamp")
}
