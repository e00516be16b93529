#!/usr/bin/env bash
# Runs a command as a user who has no rights, on a machine that has one optical drive, or none: /sys and /dev are
# made up in a mount namespace of their own. The nodes belong to root, group cdrom's number 24, mode 660; nobody
# opens them.
#
#   tests/apps/host_without_rights.sh drive|none WORK COMMAND...      as root; WORK is a folder to use
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

set -eu

if [ "${INSIDE:-}" != yes ]; then
    INSIDE=yes exec unshare --mount --propagation private -- "$0" "$@"
fi

# Numbers that no driver is likely to have, for the case that somebody did open them.
NUMBER=250
NOBODY=65534

make_dev()
{
    local name
    mkdir -p "$WORK/dev"
    mount --rbind /dev "$WORK/dev"
    mount -t tmpfs -o mode=755 none /dev
    for name in null zero full random urandom tty; do
        : >"/dev/$name"
        mount --bind "$WORK/dev/$name" "/dev/$name"
    done
    mkdir /dev/shm
    mount -t tmpfs -o mode=1777 none /dev/shm
    ln -s /proc/self/fd /dev/fd
}

# As tests/unit/linux_fixture.c does, and the kernel: a device with links from the lists.
make_drive()
{
    local device=/sys/devices/pci0000:00/ata2/host1/target1:0:0/1:0:0:0
    mkdir -p "$device/block/sr0" "$device/scsi_generic/sg0" /sys/bus/scsi/devices /sys/class/block /sys/class/scsi_generic
    echo 5 >"$device/type"
    echo 'HL-DT-ST' >"$device/vendor"
    echo 'DVDRAM GH24NSD1' >"$device/model"
    echo LG00 >"$device/rev"
    echo "11:$NUMBER" >"$device/block/sr0/dev"
    echo "21:$NUMBER" >"$device/scsi_generic/sg0/dev"
    ln -s "$device" "$device/block/sr0/device"
    ln -s "$device" /sys/bus/scsi/devices/1:0:0:0
    ln -s "$device/block/sr0" /sys/class/block/sr0
    ln -s "$device/scsi_generic/sg0" /sys/class/scsi_generic/sg0
    mknod -m 660 /dev/sr0 b 11 "$NUMBER"
    mknod -m 660 /dev/sg0 c 21 "$NUMBER"
    chgrp 24 /dev/sr0 /dev/sg0
}

kind=$1
WORK=$2
shift 2
mount -t tmpfs none /sys
make_dev
[ "$kind" = none ] || make_drive
exec setpriv --reuid="$NOBODY" --regid="$NOBODY" --clear-groups "$@"
