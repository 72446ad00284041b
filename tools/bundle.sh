#!/usr/bin/env bash
# tools/bundle.sh [FOLDER]    everything an installation needs, in one file for a USB stick: program, wheels, packages
#
# Run it on a PC with a network and the same system as the one to be installed (Debian 12 for Debian 12). There:
#   tar -xf loaphuong-VERSION-….tar && sudo ./loaphuong-VERSION/install.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
root=$PWD
out=$(mkdir -p "${1:-dist}" && cd "${1:-dist}" && pwd)
. deploy/steps.sh

version=$(sed -n 's/^__version__ = "\(.*\)"/\1/p' broadcaster/__init__.py)
system=$(. /etc/os-release && printf '%s%s' "$ID" "${VERSION_ID:-}")-$(dpkg --print-architecture)
work=$(mktemp -d "$out/.bundling.XXXXXX")
trap 'rm -rf "$work"' EXIT
tree=$work/loaphuong-$version
mkdir -p "$tree/wheels" "$tree/debs/partial"

say "The program"
files_of "$root" | tar --null -T - -cf - | tar -C "$tree" -xf -

say "Python packages, each held against its hash in requirements.lock"
"${PYTHON:-python3}" -c 'import ensurepip, venv' >/dev/null 2>&1 || need_packages no-venv=python3 no-venv=python3-venv
"${PYTHON:-python3}" -m venv "$work/pip" # of its own: the tree's environment is nobody else's to change
"$work/pip/bin/python" -m pip download --quiet --disable-pip-version-check --no-deps --require-hashes --only-binary :all: \
    -d "$tree/wheels" -r requirements.lock

say "System packages with all they depend on, as for a system on which nothing is installed"
: >"$work/status"
apt-get -qq -o "Dir::State::status=$work/status" -o "Dir::Cache::archives=$tree/debs" -o Debug::NoLocking=1 \
    -o APT::Sandbox::User=root --download-only --no-install-recommends -y install "${packages[@]}" >/dev/null
rm -rf "$tree/debs/partial" "$tree/debs/lock"
(cd "$tree/debs" && for deb in *.deb; do
    dpkg-deb -f "$deb"
    printf 'Filename: ./%s\nSize: %s\nSHA256: %s\n\n' "$deb" "$(stat -c %s "$deb")" "$(sha256sum "$deb" | cut -d' ' -f1)"
done) >"$work/Packages"
mv "$work/Packages" "$tree/debs/"

file=$out/loaphuong-$version-$system.tar
(cd "$tree" && find . -type f -print0 | sort -z | xargs -0 sha256sum) >"$work/sums"
mv "$work/sums" "$tree/SHA256SUMS"
tar -C "$work" --owner=root --group=root -cf "$file" "loaphuong-$version"
(cd "$out" && sha256sum "${file##*/}" >"$file.sha256")
say "$file: $(du -m "$file" | cut -f1) MB, of it $(du -sm "$tree/wheels" | cut -f1) MB Python packages" \
    "($(find "$tree/wheels" -type f | wc -l)) and $(du -sm "$tree/debs" | cut -f1) MB system packages" \
    "($(find "$tree/debs" -type f | wc -l))"
