#!/usr/bin/env bash
# The cross matrix: every burner writes every medium in every drive, and what was written is read back through the
# kernel and compared. This half runs in the laboratory's machine.
#
#   tests/vm/cells.sh IMAGE-MIB CELL...      a cell is BURNER/DRIVE/MEDIUM
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
impossible() # BURNER DRIVE MEDIUM
{
    awk -v burner="$1" -v drive="$2" -v medium="$3" '
        /^#/ || NF < 4 { next }
        ($1 == burner || $1 == "*") && ($2 == drive || $2 == "*") && ($3 == medium || $3 == "*") {
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

judge() # BURNER DRIVE MEDIUM: prints what went wrong
{
    local status
    start_drive "$2" "$3" >/tmp/start.log 2>&1 || { say 'the drive does not come up'; return 1; }
    timeout --kill-after=5 "$CELL_SECONDS" bash -c '. "$1/guest.sh"; . "$1/burners.sh"; "burn_$2" "$3" "$4" "$5"' \
        burn "$(dirname "$0")" "$1" "$IMAGE" "$3" "$2" </dev/null >/tmp/burn.log 2>&1
    status=$?
    [ "$status" = 0 ] || { say "exit code $status"; return 1; }
    reload_medium || { say 'no medium after reloading'; return 1; }
    same_data "$IMAGE" >/tmp/cmp.log 2>&1 || { say 'other data is read back'; return 1; }
    disc_fits
}

keep_logs() # NAME
{
    mkdir -p "/out/failed/$1"
    cp /tmp/start.log /tmp/burn.log /tmp/cmp.log "$RECORDER.log" "$CDEMU/out" "$CDEMU/log" "/out/failed/$1/" 2>/dev/null
}

cell() # BURNER/DRIVE/MEDIUM
{
    local burner drive medium reason start=$SECONDS
    IFS=/ read -r burner drive medium <<<"$1"
    reason=$(impossible "$burner" "$drive" "$medium")
    if [ -n "$reason" ]; then
        say "cell $burner $drive $medium no 0 $reason"
        return
    fi
    rm -f /tmp/start.log /tmp/burn.log /tmp/cmp.log
    if reason=$(judge "$burner" "$drive" "$medium"); then
        say "cell $burner $drive $medium ok $((SECONDS - start)) "
    else
        keep_logs "$burner-$drive-$medium"
        say "cell $burner $drive $medium fail $((SECONDS - start)) $reason"
    fi
    stop_drives
}

[ -s "$IMAGE" ] || make_image "$IMAGE" "$1"
shift
for name in "$@"; do cell "$name"; done
