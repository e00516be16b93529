# shellcheck shell=bash
# The burners of the cross matrix: burn_NAME IMAGE MEDIUM DRIVE-KIND writes the image to $DRIVE as one session.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

burn_cdrskin()
{
    case $2 in
        dvd+rw|bd-re*) cdrskin dev="$DRIVE" -v blank=format_if_needed "$1" ;;
        *) cdrskin dev="$DRIVE" -v "$1" ;;
    esac
}

burn_xorriso() { xorriso -as cdrecord dev="$DRIVE" -v "$1"; }

# A BD-R is taken as it is: spare areas would be formatted first, and not every drive can.
burn_growisofs()
{
    case $2 in
        bd-r*) growisofs -use-the-force-luke=spare:none -Z "$DRIVE=$1" ;;
        *) growisofs -Z "$DRIVE=$1" ;;
    esac
}

# Track at once leaves blocks behind the data that cannot be read; -pad keeps them away from it.
burn_wodim() { wodim dev="$DRIVE" -v -pad gracetime=2 "$1"; }

# imapictl through our DLL. With CDEmu the disc is closed: it dies of a question about a session that was left open.
imapictl_burn() # WIDTH-FOLDER ROADS IMAGE
{
    export WINEPREFIX=$HOME/.wine WINEDEBUG=${WINEDEBUG:--all} WINEDLLPATH=/out/wine IMAPI2_ROADS=$2
    /usr/lib/wine/wine64 "$WINEPREFIX/drive_c/windows/$1/imapictl.exe" burn 0 "$3" --close
}

burn_imapi2-linux() { imapictl_burn system32 linux "$1"; }
burn_imapi2-linux-32() { imapictl_burn syswow64 linux "$1"; }
burn_imapi2-ntspti() { imapictl_burn system32 ntspti "$1"; }
