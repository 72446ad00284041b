#!/bin/sh
# Starts a throwaway PostgreSQL on a socket in a new folder, prints its URL, and ends it with this script.
#
#   tests/postgres.sh COMMAND ...    runs COMMAND with BROADCASTER_TEST_POSTGRES set, then stops the server
#   tests/postgres.sh                prints the URL and serves until it is interrupted
#
# Needs Debian's package "postgresql" (the binaries only; no cluster of the system is touched).
# No one can reach it over a network, and nothing of it outlives this script.
set -eu

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$bin" ] || { echo "no PostgreSQL server here: apt-get install --no-install-recommends postgresql" >&2; exit 3; }
folder=$(mktemp -d /tmp/ward-postgres.XXXXXX)

# The server refuses to run as root.
if [ "$(id -u)" = 0 ]; then
    chown postgres "$folder"
    as() { (cd "$folder" && setpriv --reuid=postgres --regid=postgres --init-groups "$@"); }
else
    as() { (cd "$folder" && "$@"); }
fi
finish() {
    as "$bin/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null 2>&1 || true
    rm -rf "$folder"
}
trap finish EXIT
trap 'exit 130' INT TERM

as "$bin/initdb" -D "$folder/data" -U ward -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$folder.log" 2>&1 ||
    { cat "$folder.log" >&2; exit 1; }
rm -f "$folder.log"
as "$bin/pg_ctl" -D "$folder/data" -w -l "$folder/data/server.log" \
    -o "-c listen_addresses='' -c unix_socket_directories='$folder' -c max_connections=60 -c fsync=off" start >/dev/null

url="postgresql+psycopg://ward@/postgres?host=$folder"
if [ $# -gt 0 ]; then
    BROADCASTER_TEST_POSTGRES="$url" "$@"
else
    echo "$url"
    while :; do sleep 3600 & wait $!; done
fi
