# shellcheck shell=bash
# The burners of the cross matrix, and what each can do to the medium in $DRIVE, as functions WORK_NAME:
#
#   burn_NAME IMAGE MEDIUM      writes the image as one session, and closes the medium
#   open_NAME IMAGE MEDIUM      the same, and another session can follow
#   add_NAME IMAGE MEDIUM       writes the image as the next session
#   grow_NAME OLD NEW FOLDER    turns the image that lies on a medium without sessions into the one with that folder too
#   audio_NAME TRACK...         an audio CD, track by track
#   raw_NAME TRACK...           an audio CD, with every bit of it from the host
#   erase_NAME MEDIUM
#
# Rows of our DLL share the functions ..._imapi2, and find their own name in $BURNER.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

# The function of a burner for a work, or nothing.
work_function() # WORK BURNER
{
    local name=$2
    case $2 in imapi2-*|wine8-*) name=imapi2 ;; esac
    ! declare -F "$1_$name" >/dev/null || say "$1_$name"
}

# burner WORK NAME ARGUMENT...
burner()
{
    local BURNER=$2 function
    function=$(work_function "$1" "$2")
    shift 2
    "$function" "$@"
}

# --- our DLL

# A Windows program with our DLL, by the road, in the width and in the Wine that the row's name has.
windows_program() # NAME.EXE ARGUMENT...
{
    local roads=linux folder=system32 program=$1
    shift
    case $BURNER in *-ntspti) roads=ntspti ;; esac
    case $BURNER in *-32) folder=syswow64 ;; esac
    case $BURNER in
        wine8-*)
            in_wine8 "IMAPI2_ROADS=$roads" /usr/lib/wine/wine64 "/root/.wine/drive_c/windows/$folder/$program" "$@"
            ;;
        *)
            export WINEPREFIX=$HOME/.wine WINEDEBUG=${WINEDEBUG:--all} WINEDLLPATH=/out/wine IMAPI2_ROADS=$roads
            /usr/lib/wine/wine64 "$WINEPREFIX/drive_c/windows/$folder/$program" "$@"
            ;;
    esac
}

path_in_wine() { say "Z:${1//\//\\}"; }

# With CDEmu the disc is closed: it dies of a question about a session that was left open.
burn_imapi2() { windows_program imapictl.exe burn 0 "$1" --close; }
open_imapi2() { windows_program imapictl.exe burn 0 "$1" --appendable; }
add_imapi2() { open_imapi2 "$@"; }
audio_imapi2() { windows_program imapictl.exe audio 0 "$@" --close; }
erase_imapi2() { windows_program imapictl.exe erase 0; }

# What has changed, as a program does it that keeps to IBlockRangeList.
grow_imapi2()
{
    local ranges
    ranges=$(python3 "${BASH_SOURCE[0]%/*}/../apps/changed_ranges.py" "$1" "$2")
    # shellcheck disable=SC2086
    windows_program imapi2_test.exe multisession 0 "$(path_in_wine "$2")" $ranges
}

raw_imapi2()
{
    local track tracks=()
    for track in "$@"; do tracks+=("$(path_in_wine "$track")" DE-A51-97-00001 c -); done
    windows_program raw_disc.exe 0 4006381333931 - "${tracks[@]}"
}

# --- those of others

burn_cdrskin()
{
    case $2 in
        dvd+rw|dvd-ram|bd-re*) cdrskin dev="$DRIVE" -v blank=format_if_needed "$1" ;;
        *) cdrskin dev="$DRIVE" -v "$1" ;;
    esac
}

open_cdrskin() { cdrskin dev="$DRIVE" -v -multi "$1"; }
add_cdrskin() { open_cdrskin "$@"; }

grow_cdrskin()
{
    local place
    place=$(cdrskin dev="$DRIVE" --grow_overwriteable_iso -msinfo) &&
        xorriso -as mkisofs -quiet -R -C "$place" -M "$1" -o /var/tmp/grown.iso "$3" &&
        cdrskin dev="$DRIVE" -v --grow_overwriteable_iso -multi /var/tmp/grown.iso
}

# Samples in files are big endian to these two, unless they are told.
audio_cdrskin() { cdrskin dev="$DRIVE" -v -tao -audio -swab "$@"; }
audio_wodim() { wodim dev="$DRIVE" -v -tao gracetime=2 -audio -swab "$@"; }

raw_wodim() { wodim dev="$DRIVE" -v -raw96r gracetime=2 -audio -swab "$@"; }

erase_cdrskin()
{
    case $1 in
        dvd+rw|dvd-ram|bd-re*) cdrskin dev="$DRIVE" -v blank=as_needed ;;
        *) cdrskin dev="$DRIVE" -v blank=fast ;;
    esac
}

burn_xorriso() { xorriso -as cdrecord dev="$DRIVE" -v "$1"; }
open_xorriso() { xorriso -as cdrecord dev="$DRIVE" -v -multi "$1"; }
add_xorriso() { open_xorriso "$@"; }
grow_xorriso() { xorriso -dev "$DRIVE" -map "$3" / -commit; }
erase_xorriso() { xorriso -outdev "$DRIVE" -blank as_needed; }

# The tray stays closed, since a disc that CDEmu ejects does not come back by itself. A BD-R is taken as it is: spare
# areas would be formatted first, and not every drive can.
run_growisofs() # MEDIUM ARGUMENT...
{
    local luke=notray
    case $1 in bd-r|bd-r-*) luke+=,spare:none ;; esac
    shift
    growisofs "-use-the-force-luke=$luke" "$@"
}

# Unless it is told otherwise, a medium can be gone on with.
burn_growisofs() { run_growisofs "$2" -dvd-compat -Z "$DRIVE=$1"; }
open_growisofs() { run_growisofs "$2" -Z "$DRIVE=$1"; }
add_growisofs() { run_growisofs "$2" -C "$(cdrskin dev="$DRIVE" -msinfo)" -M "$DRIVE=$1"; }
grow_growisofs() { MKISOFS=xorrisofs growisofs -use-the-force-luke=notray -M "$DRIVE" -quiet -R "$3"; }

# Track at once leaves blocks behind the data that cannot be read; -pad keeps them away from it.
burn_wodim() { wodim dev="$DRIVE" -v -pad gracetime=2 "$1"; }
open_wodim() { wodim dev="$DRIVE" -v -pad -multi gracetime=2 "$1"; }
add_wodim() { open_wodim "$@"; }
erase_wodim() { wodim dev="$DRIVE" -v gracetime=2 blank=fast; }
