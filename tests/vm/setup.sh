#!/usr/bin/env bash
# Completes the root that the laboratory's virtual machine starts from; runs inside of it, before it becomes an
# image. What takes minutes in the emulated machine takes seconds here: above all the Wine prefixes.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

set -eu

say() { printf '%s\n' "$*"; }

KERNEL=$(basename "$(echo /lib/modules/*)")

# What finds the root's disk, and nothing else: every megabyte is unpacked by an emulated processor.
make_initrd()
{
    mkdir -p /etc/initramfs-vm
    cp -r /etc/initramfs-tools/. /etc/initramfs-vm/
    sed -i 's/^MODULES=.*/MODULES=list/; s/^COMPRESS=.*/COMPRESS=gzip/' /etc/initramfs-vm/initramfs.conf
    rm -f /etc/initramfs-vm/conf.d/*
    printf '%s\n' virtio_pci virtio_blk ext4 >/etc/initramfs-vm/modules
    mkinitramfs -d /etc/initramfs-vm -o /boot/initrd.vm "$KERNEL"
    rm -f "/boot/initrd.img-$KERNEL"
    ln -sf "vmlinuz-$KERNEL" /boot/vmlinuz.vm
}

# The recorder module has to be there for this kernel: without it the machine has no drive.
check_module() { [ -e "/lib/modules/$KERNEL/updates/dkms/vhba.ko.xz" ] || dkms autoinstall -k "$KERNEL"; }

# The plain user whom the group lets at the drives.
add_user()
{
    ! id burner >/dev/null 2>&1 || return 0
    say 'burner:x:1000:1000::/home/burner:/bin/bash' >>/etc/passwd
    say 'burner:x:1000:' >>/etc/group
    sed -i 's/^\(cdrom:.*:\)$/\1burner/; t; s/^cdrom:.*/&,burner/' /etc/group
    install -d -o burner -g burner /home/burner
}

# A prefix without a desktop, browser engine or .NET, in which D: is the first drive, as a user makes it by hand.
make_prefix()
{
    export HOME=$1 WINEPREFIX=$1/.wine WINEDEBUG=-all WINEDLLOVERRIDES='mscoree,mshtml,winemenubuilder.exe='
    export LC_ALL=C.UTF-8
    /usr/lib/wine/wine64 wineboot -i
    wineserver -w
    ln -s /media/cdrom "$WINEPREFIX/dosdevices/d:"
    ln -s /dev/sr0 "$WINEPREFIX/dosdevices/d::"
    /usr/lib/wine/wine64 reg add 'HKLM\Software\Wine\Drives' /v d: /d cdrom /reg:64 /f
    wineserver -w
}

check_module
make_initrd
add_user
mkdir -p /media/cdrom /src /build /out
export -f make_prefix
setpriv --reuid=burner --regid=burner --init-groups bash -euc 'make_prefix /home/burner' </dev/null >/tmp/wine.log 2>&1 ||
    { cat /tmp/wine.log; exit 1; }
cp -a /home/burner/.wine /root/.wine
rm -f /root/.wine/wineserver     # names the server of the other one
chown -R root:root /root/.wine
