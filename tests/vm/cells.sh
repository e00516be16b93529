#!/usr/bin/env bash
# The cross matrix: every burner writes every medium in every drive, and what was written is read back through the
# kernel and compared. This half runs in the laboratory's machine.
#
#   tests/vm/cells.sh IMAGE-MIB CELL...      a cell is BURNER/DRIVE/MEDIUM or BURNER/DRIVE/MEDIUM:WORK
#
# The works: data, one session, closed (the usual one); open, the same, and another session can follow; sessions, a
# second one behind the first; audio, two tracks; raw, two tracks as one raw image; erase, two sessions with an erasure
# in between.
#
# Each cell prints one line: cell BURNER DRIVE MEDIUM ok|fail|no SECONDS WHAT. Logs of failures go to /out/failed.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

set -u
. "$(dirname "$0")/guest.sh"
. "$(dirname "$0")/burners.sh"

CELL_SECONDS=300
IMAGE=/var/tmp/matrix.iso

start_drive() # DRIVE MEDIUM
{
    case $1 in
        virtual) recorder_start "$2" ;;
        cdemu) cdemu_start "$2" ;;
    esac
}

stop_drives()
{
    recorder_stop
    cdemu_stop
}

# Why a burner cannot do this, or nothing.
impossible() # BURNER DRIVE MEDIUM[:WORK]
{
    awk -v burner="$1" -v drive="$2" -v medium="$3" '
        function fits(pattern, name) {
            gsub(/\*/, ".*", pattern)
            gsub(/\+/, "[+]", pattern)
            return name ~ "^" pattern "$"
        }
        /^#/ || NF < 4 { next }
        fits($1, burner) && fits($2, drive) && fits($3, medium) {
            $1 = $2 = $3 = ""; sub(/^ +/, ""); print; exit
        }' "$(dirname "$0")/matrix.list"
}

# What the drive tells of the disc: it is written, and its only track is at least as long as the image.
disc_fits()
{
    local told sectors
    # shellcheck disable=SC2153
    sectors=$(cat "/sys/block/${DRIVE##*/}/size")
    [ $((sectors * 512)) -ge "$(stat -c %s "$IMAGE")" ] || { say "the kernel sees $sectors sectors"; return 1; }
    told=$(cd-info --dvd --no-header --no-cddb --no-device-info -C "$DRIVE" 2>&1)
    grep -qE '^ *1: .* (data|XA) ' <<<"$told" || { say 'cd-info finds no data track'; return 1; }
}

# The burner's own part, with its time.
burner_does() # WORK BURNER ARGUMENT...
{
    local status
    timeout --kill-after=5 "$CELL_SECONDS" bash -c '. "$1/guest.sh"; . "$1/burners.sh"; shift; burner "$@"' burner \
        "$(dirname "$0")" "$@" </dev/null >>/tmp/burn.log 2>&1
    status=$?
    [ "$status" = 0 ] || { say "$1: exit code $status"; return 1; }
}

medium_holds() # IMAGE
{
    reload_medium || { say 'no medium after reloading'; return 1; }
    same_data "$1" >/tmp/cmp.log 2>&1 || { say 'other data is read back'; return 1; }
    disc_fits
}

# What a foreign program tells of the medium.
foreign_status() { cdrskin dev="$DRIVE" -minfo 2>&1 | tee /tmp/cmp.log; }
disc_is_appendable() { foreign_status | grep -qi 'appendable'; }
disc_is_closed() { foreign_status | grep -q '^disk status: *complete'; }

# CDEmu closes every disc whatever it is told, and is not asked more than it stands. wodim leaves every DVD+R and BD-R
# open, and growisofs every BD-R.
has_to_be_closed() # BURNER MEDIUM
{
    [ ! -s /run/cdemu.pid ] || return 1
    case $1/$2 in wodim/dvd+r|wodim/dvd+r-dl|wodim/bd-r*|growisofs/bd-r*) return 1 ;; esac
}

work_data()
{
    burner_does burn "$1" "$IMAGE" "$2" && medium_holds "$IMAGE" || return 1
    ! has_to_be_closed "$@" || disc_is_closed || { say 'the medium is not closed'; return 1; }
}

work_open()
{
    burner_does open "$1" "$IMAGE" "$2" && medium_holds "$IMAGE" || return 1
    disc_is_appendable || { say 'the medium is not appendable'; return 1; }
}

# --- sessions: what the second one shows has both files

SESSIONS=/var/tmp/sessions

make_first_session()
{
    rm -rf "$SESSIONS"
    mkdir -p "$SESSIONS/1" "$SESSIONS/2" "$SESSIONS/mounted"
    head -c 700000 /dev/urandom >"$SESSIONS/1/one"
    head -c 900000 /dev/urandom >"$SESSIONS/2/two"
}

# The drive tells another program where the next session goes.
append_session() # BURNER MEDIUM
{
    local place
    xorriso -as mkisofs -quiet -R -o "$SESSIONS/1.iso" "$SESSIONS/1" >>/tmp/start.log 2>&1
    burner_does open "$1" "$SESSIONS/1.iso" "$2" && reload_medium || return 1
    place=$(cdrskin dev="$DRIVE" -msinfo 2>/dev/null)
    case $place in 0,[1-9]*) ;; *) say "the next session goes to \"$place\""; return 1 ;; esac
    xorriso -as mkisofs -quiet -R -C "$place" -M "$SESSIONS/1.iso" -o "$SESSIONS/2.iso" "$SESSIONS/2" \
        >>/tmp/start.log 2>&1
    burner_does add "$1" "$SESSIONS/2.iso" "$2"
}

# On a medium without sessions the file-system itself goes on.
grow_session() # BURNER MEDIUM
{
    xorriso -dev "stdio:$SESSIONS/1.iso" -map "$SESSIONS/1/one" /one -commit >>/tmp/start.log 2>&1
    cp "$SESSIONS/1.iso" "$SESSIONS/2.iso"
    xorriso -dev "stdio:$SESSIONS/2.iso" -map "$SESSIONS/2/two" /two -commit >>/tmp/start.log 2>&1
    burner_does burn "$1" "$SESSIONS/1.iso" "$2" && reload_medium &&
        burner_does grow "$1" "$SESSIONS/1.iso" "$SESSIONS/2.iso" "$SESSIONS/2"
}

both_files_in() { cmp "$SESSIONS/1/one" "$1/one" && cmp "$SESSIONS/2/two" "$1/two"; }

kernel_reads_sessions()
{
    local status
    mount -t iso9660 -o ro "$DRIVE" "$SESSIONS/mounted" || return 1
    both_files_in "$SESSIONS/mounted"
    status=$?
    umount "$SESSIONS/mounted"
    return "$status"
}

xorriso_reads_sessions()
{
    xorriso -osirrox on -indev "$DRIVE" -extract / "$SESSIONS/read" && both_files_in "$SESSIONS/read"
}

work_sessions()
{
    make_first_session
    case $2 in
        dvd+rw|dvd-ram|bd-re*) grow_session "$@" ;;
        *) append_session "$@" ;;
    esac || return 1
    reload_medium || { say 'no medium after reloading'; return 1; }
    kernel_reads_sessions >/tmp/cmp.log 2>&1 || { say 'the kernel does not see both sessions'; return 1; }
    xorriso_reads_sessions >/tmp/cmp.log 2>&1 || { say 'xorriso does not see both sessions'; return 1; }
}

# --- audio

# Two tracks of samples that nothing can guess; the second has to be filled up with silence.
burn_two_tracks() # WORK BURNER
{
    local tracks='/var/tmp/track1.raw /var/tmp/track2.raw'
    head -c $((700 * 2352)) /dev/urandom >/var/tmp/track1.raw
    head -c $((305 * 2352)) /dev/urandom >/var/tmp/track2.raw
    # shellcheck disable=SC2086
    burner_does "$1" "$2" $tracks || return 1
    reload_medium || { say 'no medium after reloading'; return 1; }
    # shellcheck disable=SC2086
    "$(dirname "$0")/same-audio.py" "$DRIVE" $tracks 2>&1
}

work_audio() { burn_two_tracks audio "$1"; }
work_raw() { burn_two_tracks raw "$1"; }

work_erase()
{
    make_image /var/tmp/second.iso 3
    burner_does burn "$1" "$IMAGE" "$2" && reload_medium && burner_does erase "$1" "$2" && reload_medium &&
        burner_does burn "$1" /var/tmp/second.iso "$2" || return 1
    IMAGE=/var/tmp/second.iso medium_holds /var/tmp/second.iso
}

judge() # BURNER DRIVE MEDIUM WORK: prints what went wrong
{
    start_drive "$2" "$3" >/tmp/start.log 2>&1 || { say 'the drive does not come up'; return 1; }
    "work_$4" "$1" "$3"
}

keep_logs() # NAME
{
    mkdir -p "/out/failed/$1"
    cp /tmp/start.log /tmp/burn.log /tmp/cmp.log "$RECORDER.log" "$CDEMU/out" "$CDEMU/log" "/out/failed/$1/" 2>/dev/null
}

# Burners come here with the works that they have a function for; the others are held to be left out on purpose.
is_taught() # BURNER WORK MEDIUM
{
    local work=$2
    case $work:$3 in
        data:*) work=burn ;;
        sessions:dvd+rw|sessions:dvd-ram|sessions:bd-re*) work=grow ;;
        sessions:*) work=add ;;
    esac
    [ -n "$(work_function "$work" "$1")" ]
}

cell() # BURNER/DRIVE/MEDIUM
{
    local burner drive medium work reason start=$SECONDS
    IFS=/ read -r burner drive medium <<<"$1"
    case $medium in
        *:*) work=${medium#*:} ;;
        *) work=data ;;
    esac
    reason=$(impossible "$burner" "$drive" "$medium")
    [ -n "$reason" ] || is_taught "$burner" "$work" "${medium%%:*}" ||
        reason='not one of the works this burner is held to here'
    if [ -n "$reason" ]; then
        say "cell $burner $drive $medium no 0 $reason"
        return
    fi
    rm -f /tmp/start.log /tmp/burn.log /tmp/cmp.log
    if reason=$(judge "$burner" "$drive" "${medium%%:*}" "$work"); then
        say "cell $burner $drive $medium ok $((SECONDS - start)) "
    else
        keep_logs "$burner-$drive-${medium/:/-}"
        say "cell $burner $drive $medium fail $((SECONDS - start)) ${reason//$'\n'/; }"
    fi
    stop_drives
}

[ -s "$IMAGE" ] || make_image "$IMAGE" "$1"
shift
for name in "$@"; do cell "$name"; done
true
