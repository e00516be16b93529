#!/usr/bin/env bash
# imapictl as its user meets it: what it prints, what it does, and what it ends with.
#
#   tests/apps/imapictl.sh [WIDTH]      WIDTH is x86_64 (the default) or i386
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

set -u
. "$(dirname "$0")/../../scripts/lib.sh"

. "$(dirname "$0")/imapictl_lib.sh"

test_usage()
{
    run 1
    says 'without a command it lists them' out 'imapictl drive add NAME'
    run 0 help
    says 'help explains the exit codes' out '3 medium'
    run 0 help burn
    says 'help tells of a command' out '--dry-run +write nothing'
    says 'with examples' out '^  imapictl burn backup\.iso'
    run 0 drive export --help
    says 'and so does --help' out 'imapictl drive export Office'
    run 1 help dance
    run 1 dance
    says 'an unknown command is named' err 'no such command: dance'
    run 1 drive add
    says 'a missing name is told' err 'something is missing'
    says 'with the usage of the command' err 'usage: imapictl drive add'
    run 1 drive add a b
    run 1 drive add --folder
    run 1 drive add 'a/b'
    says 'a bad name is told' err 'a name has up to 40'
    run 1 drive add Fine --letter 12
    run 1 drive add Fine --medium vinyl
    says 'an unknown kind is told' err 'no kind of medium "vinyl"'
    run 1 burn --speed
    run 1 burn a.iso --speed fast
    run 1 burn a.iso --verify never
    run 1 burn a.iso --sing
    says 'an unknown option is named' err '--sing is not an option'
    run 1 burn a.iso --append --overwrite
    run 1 burn a.iso --label NAME
    says 'what is for folders is told' err 'are for a folder'
    run 1 burn a.iso b.iso c.iso
    run 1 burn a.wav b.wav --append
    says 'what sound takes is told' err 'sound takes no options but'
    run 1 drive list --json
    run 0 drive list
    holds 'nothing of this made a recorder' [ ! -s "$WORK/out" ]
}

test_no_recorder()
{
    run 0 list
    holds 'the list is empty' [ ! -s "$WORK/out" ]
    run 2 show
    says 'it tells how to make one' err 'imapictl drive add NAME'
    run 2 show Nobody
    says 'the missing recorder is named' err 'no recorder "Nobody"'
    run 2 insert Nobody cd-r
    run 2 drive remove Nobody
    run 2 eject Nobody --discard
    run 2 burn Nobody "$WORK/small.iso"
}

test_recorder()
{
    run 0 drive add Alice --folder "$FOLDER"
    says 'the folder is told' out 'Alice: .*recorder'
    holds 'the folder was made' [ -d "$FOLDER" ]
    run 4 drive add alice
    says 'a second one of that name is refused' err 'not made: .* \(0x000000B7\)'
    run 0 drive list
    says 'it is in the list' out '^Alice +.*recorder'
    run 0 list
    says 'IMAPI lists it' out '^0  Wine Virtual Recorder 1\.0'
    says 'with its id' out 'cdrom#ven_wine&prod_virtual_recorder&rev_1\.0#alice#'
    id=$(sed -n 's/^   //p' "$WORK/out")
    run 0 show
    says 'it is empty' out '^Medium +none'
    run 0 show 0
    run 0 show ALICE
    run 0 show "$id"
    run 2 show 1
    run 3 burn Alice "$WORK/small.iso"
    says 'the missing medium is told with its code' err '[a-z]+.* \(0xC0AA0202\)'
    run 0 kinds
    says 'kinds are listed' out '^cd-r +CD-R'
}

test_insert()
{
    run 1 insert Alice vinyl
    says 'a wrong kind is named' err '"vinyl" is neither'
    run 0 insert Alice cd-r
    run 0 show Alice
    says 'a CD-R' out '^Medium +CD-R$'
    says 'blank' out '^Status +.*blank'
    says 'with its capacity' out '^Capacity +359[0-9]{3} sectors'
    says 'and speeds' out '^Speeds .*x'
    run 0 insert Alice dvd+rw
    run 0 eject Alice
    run 0 load Alice
    run 0 show Alice
    says 'the medium is still there after the tray moved' out '^Medium +DVD\+RW$'
}

test_burn()
{
    run 0 insert Alice cd-r
    run 0 burn Alice "$WORK/small.iso"
    says 'the phases are told' out '^writing'
    says 'and the progress' out '^ *[0-9]+ % .* MB/s  buffer +[0-9]+ %  [0-9]+:[0-9]{2} left'
    says 'up to the last sector' out '^100 %'
    says 'and the end' out '^burned'
    holds 'the medium holds the image' medium_is "$WORK/small.iso"
    run 0 show Alice
    says 'it has a session' out '^Sessions +1$'
    says 'it has a track' out 'track 1 +session 1, start 0'
    says 'it can take another session' out '^Status +.*appendable'
    says 'and burns' out '^Burning +possible'
    run 3 insert Alice cd-r
    says 'a written medium is not thrown away unasked' err '--replace'
    holds 'it is still there' medium_is "$WORK/small.iso"

    run 0 insert Alice dvd-r --replace
    run 0 burn "$WORK/small.iso" --close --verify full
    says 'it was verified' out '^verifying'
    run 0 show Alice
    says 'it is closed' out '^Medium +DVD-ROM$|^Status +.*finalized'
    says 'and why nothing can be burned' out '^Burning fails +(The medium is finalized|Nothing can be written to this DVD-ROM)'
    run 3 burn Alice "$WORK/small.iso"

    run 0 insert Alice cd-r --replace
    run 3 burn Alice "$WORK/large.iso"
    says 'an image that is too large is told' err '\(0xC0AA0404\)'
    run 4 burn Alice "$WORK/odd.iso"
    says 'an odd size is told' err '\(0xC0AA0403\)'
    run 4 burn Alice "$WORK/missing.iso"
    says 'a missing image is told' err 'cannot be read: .*\(0x80070002\)'
    run 0 burn Alice "$WORK/small.iso" --speed 8
    holds 'the medium holds the image' medium_is "$WORK/small.iso"
}

test_overwritable()
{
    run 0 insert Alice bd-re --replace
    run 0 burn Alice "$WORK/small.iso"
    run 3 burn Alice "$WORK/other.iso"
    says 'a medium with content is kept' err '\(0xC0AA0405\)'
    holds 'it holds what it held' medium_is "$WORK/small.iso"
    run 0 burn Alice "$WORK/other.iso" --overwrite
    holds 'it was overwritten' medium_is "$WORK/other.iso"
}

test_erase()
{
    run 0 insert Alice cd-rw --replace
    run 0 burn Alice "$WORK/small.iso" --close
    run 0 erase Alice
    says 'the end is told' out '^erased'
    run 0 show Alice
    says 'it is blank again' out '^Status +.*blank'
    run 0 burn Alice "$WORK/other.iso"
    holds 'and burns again' medium_is "$WORK/other.iso"
    run 0 insert Alice cd-r --replace
    run 3 erase Alice
    says 'a CD-R is not erased' err 'not erased: .*\(0x[0-9A-F]{8}\)'
}

# Two tracks with two seconds between them; the second is shorter than a track may be.
test_audio()
{
    head -c $((320 * 2352)) /dev/urandom >"$WORK/one.raw"
    head -c $((10 * 2352)) /dev/urandom >"$WORK/two.raw"
    run 1 audio Alice
    run 0 insert Alice cd-r --replace
    run 0 audio Alice "$WORK/one.raw" "$WORK/two.raw"
    says 'the end is told' out '^burned'
    run 0 show Alice
    says 'both tracks are on the disc' out '^ +track 2 +session 1, start 472,'
    run 3 audio Alice "$WORK/one.raw"
    says 'a written disc takes no tracks' err 'not finished: .*\(0x[0-9A-F]{8}\)'
    run 0 insert Alice dvd+r --replace
    run 3 audio Alice "$WORK/one.raw"
    run 0 insert Alice cd-r --replace
    run 4 audio Alice "$WORK/small.iso"
    run 0 insert Alice cd-r --replace
    run 0 burn Alice "$WORK/small.iso" --appendable
    run 0 show Alice
    says 'another session can follow' out '^Status +.*appendable'
}

# Recorders that come and go while somebody watches.
test_watch()
{
    run 1 watch --seconds soon
    says 'a bad number is told' err 'not a number of seconds'
    imapictl watch --seconds 30 </dev/null >"$WORK/news" 2>&1 &
    local watcher=$! turn
    for ((turn = 0; turn < 100; turn++)); do grep -q watching "$WORK/news" && break; sleep 0.2; done
    run 0 drive add Passing
    run 0 drive remove Passing
    wait "$watcher"
    holds 'the watcher ends well' [ "$?" = 0 ]
    cp "$WORK/news" "$WORK/out"
    says 'a recorder that comes is told' out '^added .*passing'
    says 'one that goes is told' out '^removed .*passing'
}

test_image()
{
    run 0 insert Alice "$WORK/small.iso" --replace
    holds 'the image was copied' medium_is "$WORK/small.iso"
    run 0 show Alice
    says 'it is a pressed disc' out '^Medium +CD-ROM$'
    run 3 burn Alice "$WORK/other.iso"
    run 0 eject Alice --discard
    run 0 load Alice
    run 0 show Alice
    says 'it is gone' out '^Medium +none'
}

# The first ^C ends the burn, and the drive is free afterwards.
test_interrupt()
{
    run 0 insert Alice bd-r --replace
    interrupt 5 writing burn Alice "$WORK/huge.iso"
    says 'with the code of the object' err '\(0xC0AA0002\)'
    says 'and what is left of the medium' err 'the BD-R is now: .*; .+'
    run 0 show Alice
    holds 'nobody holds the drive' eval '! grep -q "^In use" "$WORK/out"'
    run 0 insert Alice bd-r --replace
    run 0 burn Alice "$WORK/small.iso"
}

test_several()
{
    local unicode=$WORK/Ünïcödé.iso
    cp "$WORK/small.iso" "$unicode"
    run 0 drive add 'Bob 2' --medium cd-r --letter R
    run 2 burn "$WORK/small.iso"
    says 'which one is meant must be told' err 'several recorders'
    run 0 burn 'bob 2' "$unicode"
    run 0 show R:
    says 'found by its letter' out '^Path +R:'
    run 0 drive remove 'Bob 2'
    run 0 drive list
    holds 'one is left' [ "$(wc -l <"$WORK/out")" = 1 ]
}

test_unregistered()
{
    wine "$SYSTEM\\regsvr32.exe" /u /s imapi2.dll >/dev/null 2>&1
    run 0 list
    says 'it works without registration' out '^0  Wine Virtual Recorder'
    says 'and says so' err 'not registered'
    mv "$(system_folder "$WIDTH")/imapi2.dll" "$WORK/imapi2.dll"
    run 6 list
    mv "$WORK/imapi2.dll" "$(system_folder "$WIDTH")/imapi2.dll"
}

test_remove()
{
    touch "$FOLDER/notes.txt"
    run 0 drive remove Alice
    holds 'the medium is gone' [ ! -e "$MEDIUM" ]
    holds 'a foreign file is not' [ -e "$FOLDER/notes.txt" ]
    run 0 drive list
    holds 'no recorder is left' [ ! -s "$WORK/out" ]
}

start_imapictl "${1:-$ARCH64}"
head -c $((3 * 1048576)) /dev/urandom >"$WORK/small.iso"
head -c $((2 * 1048576)) /dev/urandom >"$WORK/other.iso"
head -c 3000 /dev/urandom >"$WORK/odd.iso"
truncate -s $((900 * 1048576)) "$WORK/large.iso"
truncate -s $((4000 * 1048576)) "$WORK/huge.iso"

test_usage
test_no_recorder
test_recorder
test_insert
test_burn
test_overwritable
test_erase
test_audio
test_watch
test_image
test_interrupt
test_several
test_unregistered
test_remove
