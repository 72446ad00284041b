# shellcheck shell=bash
# Sourced by install.sh and uninstall.sh: the steps of an installation, each of which can be done again.

opt=/opt/loaphuong etc=/etc/loaphuong var=/var/lib/loaphuong copies=/var/backups/loaphuong
packages=(libvlc5 libvlc-bin vlc-plugin-base pulseaudio pulseaudio-utils python3 python3-venv smartmontools)
own=(-o loaphuong -g loaphuong)
patience=60 # seconds a new release has to answer before the old one comes back

. "$root/tools/setup.sh"

must_be_root() {
    if [ "$(id -u)" -ne 0 ]; then
        say "Please run: sudo $0"
        exit 2
    fi
}

systemd_runs() { [ -d /run/systemd/system ]; }

# as_station COMMAND …   with the station's own rights: its folders are its own, and a station that was taken over could
# have laid a link there that leads root elsewhere
as_station() { runuser -u loaphuong -- "$@"; }

# station_file FILE   its new content from standard input
# shellcheck disable=SC2016  # the inner shell's words
station_file() { as_station sh -c 'rm -f -- "$1" && umask 027 && cat >"$1"' sh "$1"; }

# The version, and a mark of the very files: two builds of one version do not overwrite each other.
release_of() {
    local version
    version=$(sed -n 's/^__version__ = "\(.*\)"/\1/p' "$1/broadcaster/__init__.py")
    printf '%s-%s\n' "$version" "$(files_of "$1" | (cd "$1" && xargs -0 cat) | sha256sum | cut -c1-8)"
}

files_of() {
    (cd "$1" && find broadcaster web scripts_vi audio/chimes config deploy tools docs ./*.md LICENSE pyproject.toml \
        requirements.lock run.sh install.sh uninstall.sh -type f -not -path '*/__pycache__/*' -print0 2>/dev/null | sort -z)
}

current_release() {
    if [ -L "$opt/current" ]; then basename "$(readlink "$opt/current")"; fi
}

# Not `dpkg-query | grep -q`: grep leaves early, and pipefail takes that for a failure.
is_installed() { [[ $(dpkg-query -W -f '${Status}' "$1" 2>/dev/null) == *'ok installed' ]]; }

# whole_bundle TREE   a stick that was pulled out too early must not become a station
whole_bundle() {
    if [ -e "$1/SHA256SUMS" ] && ! (cd "$1" && sha256sum --check --quiet SHA256SUMS >&2); then
        say "The bundle is damaged: copy it to the stick again."
        exit 2
    fi
}

need_system_packages() {
    local missing=() package removed offline='' apt=(apt-get)
    for package in "${packages[@]}"; do
        is_installed "$package" || missing+=("$package")
    done
    [ ${#missing[@]} -eq 0 ] && return
    say "Installing ${missing[*]}"
    if [ -d "$1/debs" ]; then
        # A stick's path may hold spaces, which a list of sources cannot: hence the link.
        offline=$(mktemp -d)
        ln -s "$1/debs" "$offline/debs"
        mkdir "$offline/lists"
        echo "deb [trusted=yes] file:$offline/debs ./" >"$offline/sources"
        apt+=(-o "Dir::Etc::sourcelist=$offline/sources" -o Dir::Etc::sourceparts=/dev/null
            -o "Dir::State::lists=$offline/lists" -o APT::Sandbox::User=root)
    fi
    "${apt[@]}" update -qq >&2
    removed=$("${apt[@]}" install --simulate --no-install-recommends "${missing[@]}" | sed -n 's/^Remv \([^ ]*\).*/\1/p' | xargs)
    if [ -n "$removed" ] && [ -z "$2" ]; then
        say "PulseAudio, which the station needs for itself, would remove: $removed"
        say "On a PC that is only the station that is right: run again with --replace-desktop-sound."
        exit 3
    fi
    DEBIAN_FRONTEND=noninteractive "${apt[@]}" install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
    [ -z "$offline" ] || rm -rf "$offline"
    # The desktop's copy of PulseAudio and the station's would quarrel about the card of a person who signs in.
    systemd_runs && [ -z "$removed" ] && systemctl --global disable --quiet pulseaudio.service pulseaudio.socket 2>/dev/null
    return 0
}

need_user() {
    id loaphuong >/dev/null 2>&1 || useradd --system --user-group --home-dir "$var" --shell /usr/sbin/nologin loaphuong
    getent group audio >/dev/null && usermod --append --groups audio loaphuong
    install -d -m 0750 "${own[@]}" "$var"
    as_station mkdir -p -m 0750 "$var/audio"
    install -d -m 0755 "$opt"
    install -d -m 0700 "$copies"
}

# put_program TREE RELEASE   the files and their own Python environment; the last thing written says it is whole
put_program() {
    local place=$opt/$2
    [ -e "$place/.whole" ] && return
    say "Copying the program to $place"
    rm -rf "$place"
    install -d -m 0755 "$place"
    files_of "$1" | tar -C "$1" --null -T - --owner=root --group=root --mode=go-w,a+rX -cf - | tar -C "$place" -xf -
    say "Preparing its Python environment"
    if [ -d "$1/wheels" ]; then
        ln -s "$(cd "$1" && pwd)/wheels" "$place/wheels"
    fi
    share_environment "$place"
    need_environment "$place" requirements.lock
    rm -f "$place/wheels"
    "$place/.venv/bin/python" -m compileall -q "$place/broadcaster" "$place/web"
    chmod -R go-w,a+rX "$place"
    touch "$place/.whole"
}

# The release in use has the very same packages: they are shared with it, file by file, instead of unpacked anew.
share_environment() {
    local old
    old=$opt/$(current_release)
    if [ -e "$old/.whole" ] && cmp -s "$old/requirements.lock" "$1/requirements.lock"; then
        cp -al "$old/.venv" "$1/.venv"
    fi
}

put_settings() {
    local file
    install -d -m 0750 "${own[@]}" "$etc"
    as_station mkdir -p -m 0750 "$etc/sound.pa.d"
    for file in "$1"/config/*; do
        [ -e "$etc/${file##*/}" ] || station_file "$etc/${file##*/}" <"$file"
    done
    station_file "$etc/sound.pa" <"$1/deploy/sound.pa"
}

# put_sound CARD   the sound card, and who else may be holding it
put_sound() {
    local holders rule=/etc/udev/rules.d/89-loaphuong.rules
    if [ -n "$1" ]; then
        if [ ! -d "/proc/asound/$1" ]; then
            say "There is no sound card \"$1\"; there are: $(sed -n 's/.*\[\(.*[^ ]\) *\].*/\1/p' /proc/asound/cards 2>/dev/null | xargs)"
            exit 2
        fi
        install -d /etc/udev/rules.d
        printf 'SUBSYSTEM=="sound", KERNEL=="card*", ATTR{id}=="%s", ENV{ACP_IGNORE}="1", ENV{PULSE_IGNORE}="1"\n' "$1" >"$rule"
        printf '.nofail\nload-module module-alsa-card device_id=%s card_name=loaphuong name=loaphuong\n' "$1" |
            station_file "$etc/sound.pa.d/card.pa"
        if systemd_runs && command -v udevadm >/dev/null; then
            udevadm control --reload
            udevadm trigger --subsystem-match=sound
        fi
        say "Sound card \"$1\" is the station's alone; desktops leave it alone after they next sign in."
        return
    fi
    if [ ! -r /proc/asound/cards ] || grep -q 'no soundcards' /proc/asound/cards; then
        say "No sound card is there. The station runs, shows that as a fault, and uses a card as soon as one is put in."
        return
    fi
    holders=$(ps -eo user=,comm= 2>/dev/null | awk '$1 != "loaphuong" && ($2 ~ /^(pipewire|wireplumber|pulseaudio)$/) {print $1}' | sort -u | xargs)
    if [ -n "$holders" ]; then
        say "The desktop of $holders has a sound server of its own, which may hold the card when a slot begins."
        say "To keep a card for the station: ./install.sh --card NAME, where NAME is one of:" \
            "$(sed -n 's/.*\[\(.*[^ ]\) *\].*/\1/p' /proc/asound/cards | xargs)"
    fi
}

# Whether there is a station on this PC that a backup would write over: its database lies here, or is on a server.
station_is_here() {
    local places database
    if [ -e "$var/station.db" ]; then return 0; fi
    if [ -z "$(current_release)" ] || ! places=$(loaphuong places 2>/dev/null); then return 1; fi
    database=$(sed -n 's/^database=//p' <<<"$places")
    [ -z "$database" ] || as_station test -e "$database"
}

# restore_backup FILE SECRET   a station comes back from its backup, on a PC that has none
restore_backup() {
    local file new=$var/restoring words=()
    if station_is_here; then
        say "There is a station on this PC already: nothing was restored."
        exit 2
    fi
    rm -rf "$new"
    # shellcheck disable=SC2064  # what it is now is meant
    trap "rm -rf '$new'" EXIT # a passphrase and a whole station do not stay there, however this ends
    install -d -m 0700 "${own[@]}" "$new"
    # A stick's mount is often closed to all but the person who put it in, and so is a file with a passphrase.
    install -m 0600 "${own[@]}" "$1" "$new/backup"
    if [ -n "$2" ]; then
        install -m 0600 "${own[@]}" "$2" "$new/passphrase"
        words=(--passphrase-file "$new/passphrase")
    fi
    say "Restoring from ${1##*/}"
    if ! loaphuong restore "$new/backup" --into "$new/home" --sounds-in "$var/audio/rendered" "${words[@]}" >&2; then
        say "Nothing was restored and nothing was started. Try an older backup, or without --restore."
        exit 1
    fi
    # Which card, and how, is each PC's own affair.
    as_station find "$new/home/config" -maxdepth 1 -name 'sound.pa*' -exec rm -rf {} +
    as_station chmod -R u=rwX,g=rX,o= "$new/home/config"
    as_station cp -a --remove-destination "$new/home/config/." "$etc/"
    for file in rendered recordings; do
        as_station rm -rf "${var:?}/audio/$file"
        if [ -e "$new/home/audio/$file" ]; then as_station mv "$new/home/audio/$file" "$var/audio/"; fi
    done
    for file in "$new"/home/var/*; do
        [ "${file##*/}" = station.db ] || { as_station rm -rf "${var:?}/${file##*/}" && as_station mv "$file" "$var/"; }
    done
    as_station mv "$new/home/var/station.db" "$var/" # the last one: with it the station is there
    rm -rf "$new"
    trap - EXIT
}

sleeps=(sleep.target suspend.target hibernate.target hybrid-sleep.target)

# A station that sleeps misses its slots; masked, no desktop setting and no closed lid can send it to sleep.
stay_awake() {
    local target
    for target in "${sleeps[@]}"; do ln -sfn /dev/null "/etc/systemd/system/$target"; done
    systemd_runs && systemctl daemon-reload
    return 0
}

may_sleep_again() {
    local target
    for target in "${sleeps[@]}"; do
        if [ "$(readlink "/etc/systemd/system/$target")" = /dev/null ]; then rm -f "/etc/systemd/system/$target"; fi
    done
}

# wake_for_slots MAY_SLEEP   where the PC may sleep, a timer of systemd wakes it before each slot and keeps it awake
# (loaphuong-wake.service); the times are the settings' own, so that changed slots ask for install.sh again
wake_for_slots() {
    local places zone unit=${units:-/etc/systemd/system}/loaphuong-wake.timer
    if [ -z "$1" ] || ! places=$(loaphuong places 2>/dev/null); then
        rm -f "$unit"
        return
    fi
    zone=$(sed -n 's/^timezone=//p' <<<"$places")
    {
        printf '[Unit]\nDescription=Loa phường: the PC is awake for its slots\nPartOf=loaphuong.target\n\n[Timer]\n'
        sed -n 's/^wake=//p' <<<"$places" | xargs printf "OnCalendar=*-*-* %s:00 $zone\n"
        printf 'WakeSystem=yes\nAccuracySec=1s\nUnit=loaphuong-wake.service\n'
    } >"$unit"
    systemd_runs && systemctl daemon-reload
    return 0
}

put_units() {
    install -d -m 0755 /etc/systemd/system /usr/local/bin
    install -m 0644 "$opt"/current/deploy/systemd/loaphuong* /etc/systemd/system/
    install -m 0755 "$opt/current/deploy/loaphuong" /usr/local/bin/loaphuong
    systemd_runs && systemctl daemon-reload
    return 0
}

# What the settings name and the sandbox would keep away: a stream, a hook, a server, a folder for backups.
fit_sandbox() {
    local places network backup dropins=/etc/systemd/system
    if ! places=$(loaphuong places 2>&1); then
        say "The settings cannot be used as they stand:"
        say "$places"
        return
    fi
    network=$(sed -n 's/^network=//p' <<<"$places") backup=$(sed -n 's/^backup=//p' <<<"$places")
    rm -f "$dropins/loaphuong-daemon.service.d/network.conf" "$dropins/loaphuong-renderer.service.d/backup.conf"
    if [ "$network" = true ]; then
        install -D -m 0644 "$opt/current/deploy/systemd/network.conf" "$dropins/loaphuong-daemon.service.d/network.conf"
    fi
    if [ -n "$backup" ]; then
        install -d "$dropins/loaphuong-renderer.service.d"
        # Quoted: a stick's name may hold spaces; and a % is systemd's own sign.
        printf '[Service]\nReadWritePaths="-%s"\n' "${backup//%/%%}" >"$dropins/loaphuong-renderer.service.d/backup.conf"
        case $backup in
            /home/* | /root/* | /run/user/*) say "The station may not enter $backup: choose a folder for backups outside" \
                "people's homes, such as a USB stick's below /media or /mnt." ;;
        esac
    fi
    systemd_runs && systemctl daemon-reload
    return 0
}

switch_to() {
    ln -sfn "$1" "$opt/current.new"
    mv -T "$opt/current.new" "$opt/current"
}

# start_and_ask   0 when the desk and the daemon answer; without systemd, when the database opens
start_and_ask() {
    if systemd_runs; then
        systemctl enable --quiet loaphuong.target
        # Not waited for: what cannot start is started again and again, and the question below has an end.
        systemctl start --no-block loaphuong.target
        loaphuong health --wait "$patience"
    else
        loaphuong prepare >/dev/null
    fi
}

first_start() {
    if ! systemd_runs; then
        install -d /etc/systemd/system/multi-user.target.wants
        ln -sfn ../loaphuong.target /etc/systemd/system/multi-user.target.wants/loaphuong.target
        say "systemd does not run here: nothing is started now; the station starts when this system is booted."
        loaphuong prepare >/dev/null
        return
    fi
    if [ -z "$1" ]; then
        systemctl enable --quiet loaphuong.target
        say "Not started: systemctl start loaphuong.target"
        return
    fi
    if ! start_and_ask; then
        say "The station does not answer. What its parts say: journalctl -u 'loaphuong-*' -n 50"
        exit 1
    fi
}

# upgrade OLD NEW START NOW MAY_SLEEP   a copy of the database, the new release, and the way back when it does not answer
upgrade() {
    local copy database
    copy=$copies/before-$2-$(date +%Y%m%dT%H%M%S).db
    database=$(loaphuong places | sed -n 's/^database=//p')
    if systemd_runs && systemctl is-active --quiet loaphuong-daemon.service && [ -z "$4" ] && ! loaphuong idle; then
        say "Nothing was changed: something sounds or is about to. Try again later, or with --now."
        exit 3
    fi
    systemd_runs && systemctl stop loaphuong.target 'loaphuong-*'
    copy_database "$copy"
    switch_to "$2"
    put_units
    fit_sandbox
    wake_for_slots "$5"
    if [ -z "$3" ]; then
        say "Not started: systemctl start loaphuong.target. The database as it was: $copy"
        return
    fi
    if start_and_ask; then
        say "Upgraded from $1 to $2. The database as it was: $copy"
        return
    fi
    say "$2 does not answer within $patience s: going back to $1"
    go_back "$1" "$copy" "$database"
    rm -f "$opt/$2/.whole"
    exit 1
}

copy_database() {
    local told
    rm -rf "$var/copy"
    as_station mkdir -m 0700 "$var/copy"
    if told=$(loaphuong copy --to "$var/copy/station.db" 2>&1); then
        (umask 077 && as_station cat "$var/copy/station.db" >"$1")
    elif [[ $told == *pg_dump* ]]; then
        say "The database is on a server: copy it there (pg_dump). Going on without a copy of our own."
    else
        say "The database cannot be copied, so nothing is changed: $told"
        systemd_runs && systemctl start --no-block loaphuong.target
        exit 1
    fi
    rm -rf "$var/copy"
}

# go_back OLD COPY DATABASE
go_back() {
    systemd_runs && systemctl stop loaphuong.target 'loaphuong-*'
    switch_to "$1"
    put_units
    if [ -n "$3" ] && [ -e "$2" ]; then
        as_station rm -f -- "$3-wal" "$3-shm"
        station_file "$3" <"$2"
        as_station chmod 0600 "$3"
    fi
    fit_sandbox
    if start_and_ask; then
        say "The station is back on $1, with its database as it was."
    else
        say "$1 does not answer either. What its parts say: journalctl -u 'loaphuong-*' -n 50"
    fi
}

# The release in use and the one before it stay, and the last five copies of the database.
forget_old_releases() {
    local place name
    for place in "$opt"/*/; do
        name=$(basename "$place")
        case $name in current | "$1" | "$2") ;; *) rm -rf "$place" ;; esac
    done
    find "$copies" -name 'before-*.db' -printf '%T@ %p\n' | sort -rn | tail -n +6 | cut -d' ' -f2- | xargs -r rm -f
}

tell_what_next() {
    say "The desk: $(loaphuong places | sed -n 's/^desk=//p')"
    if [ -s "$var/setup-code" ] && [ "$(loaphuong people list --json 2>/dev/null)" = "[]" ]; then
        say "First start: open the desk and type this one-time code: $(as_station cat "$var/setup-code")"
    fi
    if ! systemd_runs || [ -z "$1" ] || [ -z "$2" ]; then
        return
    fi
    say "The spoken test (turn the amplifier down first if the street should not hear it):"
    local told=0
    loaphuong test-sound >&2 || told=$?
    case $told in
        0) ;;
        2) say "The loudspeaker test was not made; the line above says why. Make it later, in the daytime: loaphuong test-sound" ;;
        *) say "The loudspeaker test was not heard. See: loaphuong check" ;;
    esac
}
