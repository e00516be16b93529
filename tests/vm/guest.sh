# shellcheck shell=bash
# What a command in the laboratory's machine may want: drives that come and go, media, and Wine with the DLL.
# Read it with: . /src/tests/vm/guest.sh
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

DRIVE=/dev/sr0
RECORDER=/var/lib/recorder      # the folder of the virtual recorder, on the disk
CDEMU=/var/lib/cdemu            # images and log of the emulator
DRIVE_SECONDS=60
LOAD_SECONDS=30

say() { printf '%s\n' "$*"; }

wait_until() # SECONDS COMMAND...
{
    local deadline=$((SECONDS + $1))
    shift
    until "$@" >/dev/null 2>&1; do
        [ "$SECONDS" -lt "$deadline" ] || return 1
        sleep 0.1
    done
}

drive_is_there() { [ -b "$DRIVE" ] && [ -n "$(sg_node)" ]; }
drive_is_gone() { [ ! -e "$DRIVE" ]; }
medium_is_ready() { sg_turs "$DRIVE" >/dev/null 2>&1; }

# The generic node of the drive.
sg_node()
{
    local node
    for node in "/sys/block/${DRIVE##*/}/device/scsi_generic"/*; do
        [ ! -e "$node" ] || [ ! -c "/dev/${node##*/}" ] || say "/dev/${node##*/}"
    done
}

# Waits for a drive that was just made, and for udev, which asks it for its name.
expect_drive()
{
    wait_until "$DRIVE_SECONDS" drive_is_there && udevadm settle --timeout="$DRIVE_SECONDS" &&
        wait_until "$DRIVE_SECONDS" medium_is_ready
}

stop_process() # PID_FILE
{
    [ -s "$1" ] || return 0
    kill "$(cat "$1")" 2>/dev/null
    wait_until "$DRIVE_SECONDS" eval "! kill -0 $(cat "$1") 2>/dev/null" || kill -KILL "$(cat "$1")"
    rm -f "$1"
}

# --- our virtual recorder, as a drive of the kernel's

# recorder_start KIND [FAULTS]: a fresh blank; FAULTS is a fault script.
recorder_start()
{
    rm -rf "$RECORDER"
    mkdir -p "$RECORDER"
    [ -z "${2:-}" ] || say "$2" >"$RECORDER/faults"
    recorder_again --kind "$1"
}

# recorder_again [OPTIONS]: with what lies in its folder.
recorder_again()
{
    modprobe vhba
    recorder_stop || return 1
    setsid /build/native/vhba-recorder --verbose "$@" "$RECORDER" </dev/null >"$RECORDER.out" 2>"$RECORDER.log" &
    say "$!" >/run/recorder.pid
    expect_drive
}

recorder_stop()
{
    [ -s /run/recorder.pid ] || return 0
    stop_process /run/recorder.pid
    wait_until "$DRIVE_SECONDS" drive_is_gone
}

# --- CDEmu: somebody else's recorder. One life for every disc, since the second burn often ends it.

cdemu_medium() # COLUMN: the name that CDEmu has for it
{
    case $1 in
        cd-r) say cdr80 ;;
        dvd+r) say dvd+r ;;
        bd-r) say bdr ;;
        *) return 1 ;;
    esac
}

cdemu_start() # KIND
{
    local medium
    medium=$(cdemu_medium "$1") || return 1
    modprobe vhba
    cdemu_stop || return 1
    rm -rf "$CDEMU"
    mkdir -p "$CDEMU"
    export DBUS_SESSION_BUS_ADDRESS=unix:path=/run/cdemu.bus
    rm -f /run/cdemu.bus
    dbus-daemon --session --address="$DBUS_SESSION_BUS_ADDRESS" --fork --print-pid </dev/null >/run/cdemu-bus.pid \
        2>/dev/null || return 1
    setsid cdemu-daemon --num-devices=1 --audio-driver=null --bus=session --logfile="$CDEMU/log" </dev/null \
        >"$CDEMU/out" 2>&1 &
    say "$!" >/run/cdemu.pid
    wait_until "$DRIVE_SECONDS" drive_is_there || return 1
    udevadm settle --timeout="$DRIVE_SECONDS"
    wait_until "$DRIVE_SECONDS" cdemu status || return 1
    cdemu create-blank --writer-id=WRITER-ISO --medium-type="$medium" 0 "$CDEMU/disc.iso" >/dev/null || return 1
    expect_drive
}

cdemu_stop()
{
    [ -s /run/cdemu.pid ] || return 0
    stop_process /run/cdemu.pid
    stop_process /run/cdemu-bus.pid
    wait_until "$DRIVE_SECONDS" drive_is_gone
}

# --- media

# The kernel keeps what it knows of a medium until it has seen the tray without one. Tools that open the node without
# waiting for a medium make it look, and do not close the tray; it counts the changes that it has noticed.
reload_medium()
{
    local changes
    medium_is_ready
    changes=$(medium_changes)
    wait_until "$LOAD_SECONDS" eject_medium || { say 'the drive does not eject'; return 1; }
    wait_until "$LOAD_SECONDS" medium_changed "$changes" || { say 'the kernel does not see the tray'; return 1; }
    # CDEmu's disc is gone when it was ejected.
    if [ -s /run/cdemu.pid ]; then cdemu load 0 "$CDEMU/disc.iso"
    else sg_start --load "$DRIVE"
    fi >/dev/null 2>&1
    wait_until "$LOAD_SECONDS" drive_opens && blockdev --flushbufs "$DRIVE"
}

# udev locks the tray when it has seen a medium; burners leave drives that are still busy loading.
eject_medium()
{
    sg_prevent --allow "$DRIVE"
    sg_start --eject "$DRIVE"
}

medium_changes() { cat "/sys/block/${DRIVE##*/}/diskseq"; }

medium_changed() # CHANGES: since there were so many
{
    medium_is_ready
    [ "$(medium_changes)" != "$1" ]
}

drive_opens() { (: <"$DRIVE") 2>/dev/null; }

# same_data IMAGE: the medium begins with it, read through the kernel. Without read-ahead, which would run into the
# unreadable blocks behind a track at once, as on every drive.
same_data()
{
    local blocks chunks
    blocks=$(($(stat -c %s "$1") / 2048))
    chunks=$((blocks / 32))
    {
        dd if="$DRIVE" bs=64k count="$chunks" iflag=direct status=none
        dd if="$DRIVE" bs=2k skip=$((chunks * 32)) count=$((blocks % 32)) iflag=direct status=none
    } 2>/tmp/dd.log | cmp - "$1"
}

# A data disc of so many MiB, the content of which nothing can compress or guess.
make_image() # FILE MIB
{
    mkdir -p /tmp/data
    head -c "$2M" /dev/urandom >/tmp/data/random
    xorriso -as mkisofs -quiet -J -R -V LABORATORY -o "$1" /tmp/data >/dev/null 2>&1
    rm -r /tmp/data
}

# --- Wine

# The root with the older Wine, where its programs find what those of this one do.
WINE8=/mnt/wine8
mount_wine8()
{
    local folder
    ! mountpoint -q "$WINE8" || return 0
    mkdir -p "$WINE8"
    mount -t ext4 /dev/vdb "$WINE8" || return 1
    for folder in proc sys dev src build out tmp var/tmp; do
        mount --rbind "/$folder" "$WINE8/$folder" || return 1
    done
}

in_wine8() # VARIABLE=VALUE... PROGRAM ARGUMENT...
{
    chroot "$WINE8" /usr/bin/env -i PATH=/usr/bin:/bin HOME=/root LC_ALL=C.UTF-8 WINEPREFIX=/root/.wine \
        WINEDEBUG="${WINEDEBUG:--all}" WINEDLLPATH=/out/wine "$@"
}

install_wine8()
{
    mount_wine8 || return 1
    in_wine8 wineserver -p </dev/null >/dev/null 2>&1
    cp /out/wine/x86_64-windows/imapi2.dll /out/wine/x86_64-windows/*.exe "$WINE8/root/.wine/drive_c/windows/system32/"
    in_wine8 /usr/lib/wine/wine64 regsvr32 /s imapi2.dll </dev/null >/dev/null 2>&1
}

# Puts the DLL and its clients, of both widths, into this user's prefix, as the host's part laid them into /out/wine,
# and leaves a server running, which saves every later program its start.
install_imapi2()
{
    local windows=$HOME/.wine/drive_c/windows
    export WINEPREFIX=$HOME/.wine WINEDEBUG=-all WINEDLLPATH=/out/wine
    wineserver -p </dev/null >/dev/null 2>&1
    if cmp -s /out/wine/x86_64-windows/imapi2.dll "$windows/system32/imapi2.dll" &&
        cmp -s /out/wine/i386-windows/imapi2.dll "$windows/syswow64/imapi2.dll"; then
        return 0
    fi
    cp /out/wine/x86_64-windows/imapi2.dll /out/wine/x86_64-windows/*.exe "$windows/system32/"
    cp /out/wine/i386-windows/imapi2.dll /out/wine/i386-windows/*.exe "$windows/syswow64/"
    /usr/lib/wine/wine64 regsvr32 /s imapi2.dll </dev/null >/dev/null 2>&1 &&
        /usr/lib/wine/wine64 'C:\windows\syswow64\regsvr32.exe' /s imapi2.dll </dev/null >/dev/null 2>&1 && return 0
    rm -f "$windows/system32/imapi2.dll"
    return 1
}
