# shellcheck shell=bash
# The burners of the cross matrix. burn_NAME IMAGE MEDIUM writes the image to $DRIVE as one session. Where a burner can
# do more: audio_NAME TRACK..., erase_NAME MEDIUM, open_NAME IMAGE MEDIUM (a session that others can follow).
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
        dvd+rw|dvd-ram|bd-re*) cdrskin dev="$DRIVE" -v blank=format_if_needed "$1" ;;
        *) cdrskin dev="$DRIVE" -v "$1" ;;
    esac
}

open_cdrskin() { cdrskin dev="$DRIVE" -v -multi "$1"; }

# Samples in files are big endian to these two, unless they are told.
audio_cdrskin() { cdrskin dev="$DRIVE" -v -tao -audio -swab "$@"; }
audio_wodim() { wodim dev="$DRIVE" -v -tao gracetime=2 -audio -swab "$@"; }

erase_cdrskin()
{
    case $1 in
        dvd+rw|dvd-ram|bd-re*) cdrskin dev="$DRIVE" -v blank=as_needed ;;
        *) cdrskin dev="$DRIVE" -v blank=fast ;;
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

# imapictl through our DLL, with these roads, in the program of this width.
imapictl_with() # WIDTH-FOLDER ROADS ARGUMENT...
{
    local folder=$1
    export WINEPREFIX=$HOME/.wine WINEDEBUG=${WINEDEBUG:--all} WINEDLLPATH=/out/wine IMAPI2_ROADS=$2
    shift 2
    /usr/lib/wine/wine64 "$WINEPREFIX/drive_c/windows/$folder/imapictl.exe" "$@"
}

# With CDEmu the disc is closed: it dies of a question about a session that was left open.
burn_imapi2-linux() { imapictl_with system32 linux burn 0 "$1" --close; }
burn_imapi2-linux-32() { imapictl_with syswow64 linux burn 0 "$1" --close; }
burn_imapi2-ntspti() { imapictl_with system32 ntspti burn 0 "$1" --close; }

# The same in the older Wine, 64 bit.
wine8_with() # ROADS ARGUMENT...
{
    local roads=$1
    shift
    in_wine8 "IMAPI2_ROADS=$roads" /usr/lib/wine/wine64 /root/.wine/drive_c/windows/system32/imapictl.exe "$@"
}

burn_wine8-linux() { wine8_with linux burn 0 "$1" --close; }
burn_wine8-ntspti() { wine8_with ntspti burn 0 "$1" --close; }

open_imapi2-linux() { imapictl_with system32 linux burn 0 "$1" --appendable; }
audio_imapi2-linux() { imapictl_with system32 linux audio 0 "$@" --close; }
audio_imapi2-linux-32() { imapictl_with syswow64 linux audio 0 "$@" --close; }
audio_imapi2-ntspti() { imapictl_with system32 ntspti audio 0 "$@" --close; }
erase_imapi2-linux() { imapictl_with system32 linux erase 0; }
erase_imapi2-ntspti() { imapictl_with system32 ntspti erase 0; }
