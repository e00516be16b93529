#!/usr/bin/env bash
# What goes wrong on the way to a drive, and what the DLL makes of it; runs in the laboratory's machine, which has
# the DLL in the prefix of both users. Reports in the words of scripts/lib.sh.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

set -u
. "$(dirname "$0")/../../scripts/lib.sh"
. "$(dirname "$0")/guest.sh"
. "$(dirname "$0")/burners.sh"

IMAGE=/var/tmp/faults.iso
LOG=/tmp/fault.log
# A WRITE has a minute, and the program five seconds more to tell.
TIMEOUT_SECONDS=65
ACCESS_DENIED=80070005
NOT_THERE=80070037      # ERROR_DEV_NOT_EXIST

named() { sed -n "s/.*$1 .*0x\([0-9A-Fa-f]*\).*/\1/p" "$TOP/include/imapi2error.h"; }

burn() { burner burn imapi2-linux "$1" >"$LOG" 2>&1; }
as_burner() { HOME=/home/burner setpriv --reuid=burner --regid=burner "$@"; }

# The log ends in this HRESULT, and the program in a failure.
failed_with() # STATUS HRESULT
{
    [ "$1" != 0 ] && [ -n "$2" ] && grep -qi "0x$2" "$LOG" && return 0
    say "exit code $1, expected 0x$2"
    tail -n 5 "$LOG"
    return 1
}

# After every fault: a new disc in the same drive can be burned and read back.
next_burn_works()
{
    recorder_stop
    recorder_start dvd+r || { say 'the drive does not come up'; return 1; }
    burn "$IMAGE" || { tail -n 5 "$LOG"; return 1; }
    reload_medium && same_data "$IMAGE"
}

# begin_burn KIND [FAULTS]: a burn runs in the background, as $pid, and has written something.
begin_burn()
{
    recorder_start "$1" "${2:-}" || { say 'the drive does not come up'; return 1; }
    burn "$IMAGE" &
    pid=$!
    wait_until 300 grep -q 'op=WRITE_10.*reply=ok status=00' "$RECORDER.log" || { say 'no WRITE comes'; return 1; }
}

# The emulator stops answering in mid-burn: the command times out and is told as such, in its time and five seconds.
stopped_emulator()
{
    local pid status since
    begin_burn dvd+r || return 1
    kill -STOP "$(cat /run/recorder.pid)"
    since=$SECONDS
    wait "$pid"
    status=$?
    since=$((SECONDS - since))
    kill -CONT "$(cat /run/recorder.pid)"
    failed_with "$status" "$(named E_IMAPI_RECORDER_COMMAND_TIMEOUT)" || return 1
    [ "$since" -le "$TIMEOUT_SECONDS" ] || { say "told after $since s"; return 1; }
}

killed_emulator()
{
    local pid
    begin_burn dvd+r || return 1
    kill -KILL "$(cat /run/recorder.pid)"
    wait "$pid"
    failed_with $? "$NOT_THERE"
}

# The drive itself goes, with the command that it has.
removed_drive()
{
    local pid
    begin_burn dvd+r 'opcode write-10 nth 40 : unplug' || return 1
    wait "$pid"
    failed_with $? "$NOT_THERE"
}

no_medium()
{
    recorder_start dvd+r || return 1
    wait_until "$LOAD_SECONDS" eject_medium || { say "the drive does not eject"; return 1; }
    burn "$IMAGE"
    failed_with $? "$(named E_IMAPI_RECORDER_MEDIA_NO_MEDIA)"
}

# Another program has the node open for itself alone.
second_program()
{
    local status holder
    recorder_start dvd+r || return 1
    python3 -c 'import os, sys, time
os.open(sys.argv[1], os.O_RDWR | os.O_EXCL | os.O_NONBLOCK)
time.sleep(600)' "$DRIVE" &
    holder=$!
    sleep 2
    burn "$IMAGE"
    status=$?
    kill "$holder"
    ! grep -q op=WRITE "$RECORDER.log" && failed_with "$status" "$(named E_IMAPI_RECORDER_LOCKED)"
}

# A user outside of the group gets no drive, and nothing was written.
permission_refused()
{
    local status
    recorder_start dvd+r || return 1
    as_burner --init-groups bash -c '. /src/tests/vm/guest.sh; install_imapi2' ||
        { say 'the user gets no DLL'; return 1; }
    as_burner --clear-groups "$(command -v bash)" -c '. /src/tests/vm/guest.sh; . /src/tests/vm/burners.sh
        burner burn imapi2-linux "$1"' burn "$IMAGE" >"$LOG" 2>&1
    status=$?
    ! grep -q op=WRITE "$RECORDER.log" && failed_with "$status" "$ACCESS_DENIED"
}

# A pressed disc.
read_only()
{
    rm -rf "$RECORDER"
    mkdir -p "$RECORDER"
    cp "$IMAGE" "$RECORDER/medium.iso"
    recorder_again --image || return 1
    burn "$IMAGE"
    set -- $?
    ! grep -q op=WRITE "$RECORDER.log" && failed_with "$1" "$(named E_IMAPI_DF2DATA_MEDIA_IS_NOT_SUPPORTED)"
}

too_small()
{
    recorder_start cd-r || return 1
    truncate -s 900M /var/tmp/large.iso
    burn /var/tmp/large.iso
    set -- $?
    rm /var/tmp/large.iso
    ! grep -q op=WRITE_10 "$RECORDER.log" &&
        failed_with "$1" "$(named E_IMAPI_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA)"
}

# As the kernel sees it (CDROM_DRIVE_STATUS, CDS_TRAY_OPEN). Opened without O_NONBLOCK the kernel would close it.
tray_is_open()
{
    python3 -c 'import fcntl, os, sys
node = os.open(sys.argv[1], os.O_RDONLY | os.O_NONBLOCK)
sys.exit(fcntl.ioctl(node, 0x5326, 0) != 2)' "$DRIVE"
}

# The user kills the burning program: nothing stays locked. Our DLL ejects the disc, and the drive burns it again.
killed_program()
{
    local pid
    begin_burn dvd+rw || return 1
    kill -KILL "$(pgrep -P "$pid" -f imapictl || say "$pid")"
    wait "$pid" 2>/dev/null
    BURNER=imapi2-linux windows_program imapictl.exe eject 0 2>&1 || return 1
    tray_is_open || { say 'the tray is closed'; return 1; }
    sg_start --load "$DRIVE"
    wait_until "$LOAD_SECONDS" medium_is_ready || { say 'the medium does not come back'; return 1; }
    # What the killed program wrote is data too.
    BURNER=imapi2-linux windows_program imapictl.exe burn 0 "$IMAGE" --overwrite 2>&1 || return 1
    reload_medium && same_data "$IMAGE"
}

[ -s "$IMAGE" ] || make_image "$IMAGE" 60
[ $# -gt 0 ] ||
    set -- stopped_emulator killed_emulator removed_drive second_program permission_refused no_medium read_only \
        too_small killed_program
for fault in "$@"; do
    check "fault: $fault" "$fault"
    check "after $fault the next burn works" next_burn_works
    recorder_stop
done
