#!/usr/bin/env bash
# imapictl makes images, burns folders and sound, compares, and answers programs in JSON; what goes wrong leaves
# nothing half-made.
#
#   tests/apps/imapictl_burn.sh [WIDTH]      WIDTH is x86_64 (the default) or i386
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

IMAGE_OF_TREE=

# A file of the image is what it is on the disk, to a reader that is not ours.
image_has() { 7zz e -so "$1" "$2" 2>/dev/null | cmp -s - "$WORK/tree/$2"; }
leaves_nothing() { [ ! -e "$1" ] && [ ! -e "$1.part" ]; }
boots_from() { xorriso -indev "stdio:$1" -report_el_torito plain 2>/dev/null | grep -Eq "$2"; }
volume_is() { [ "$(isoinfo -d -i "$1" | sed -n 's/^Volume id: //p')" = "$2" ]; }

make_files()
{
    mkdir -p "$WORK/tree/Ünder"
    say hello >"$WORK/tree/hello.txt"
    head -c 3000000 /dev/urandom >"$WORK/tree/Ünder/data.bin"
    head -c 20000 /dev/urandom >"$WORK/loader.bin"
    head -c 1474560 /dev/zero >"$WORK/efi.img"
    mkdir "$WORK/more"
    say again >"$WORK/more/more.txt"
    python3 "$TOP/tests/apps/wav_files.py" "$WORK" || fail 'no .wav files to test with'
}

test_image()
{
    IMAGE_OF_TREE=$WORK/tree.iso
    run 0 image "$WORK/tree" "$IMAGE_OF_TREE" --label PHOTOS
    says 'the file is told' out 'tree\.iso: [0-9.]+ MB'
    holds 'it has the files' image_has "$IMAGE_OF_TREE" hello.txt
    holds 'and those of folders' image_has "$IMAGE_OF_TREE" Ünder/data.bin
    holds 'and its name' volume_is "$IMAGE_OF_TREE" PHOTOS
    run 0 image "$WORK/tree" "$WORK/boot.iso" --boot "$WORK/loader.bin" --efi "$WORK/efi.img" --json
    json 'the answer is JSON' 'd["exit_code"] == 0 and d["bytes"] > 4000000 and d["messages"] == []'
    holds 'it boots with a BIOS' boots_from "$WORK/boot.iso" 'BIOS +y +none'
    holds 'and with UEFI' boots_from "$WORK/boot.iso" 'UEFI +y +none'
    run 0 image "$WORK/tree" "$WORK/udf.iso" --udf 2.50
    holds 'UDF alone when that is asked for' eval '! isoinfo -d -i "$WORK/udf.iso" >/dev/null 2>&1'
    run 0 image "$WORK/tree" "$WORK/iso.iso" --iso
    holds 'ISO 9660 alone, too' eval 'isoinfo -d -i "$WORK/iso.iso" | grep -q "NO Joliet"'
    run 0 image "$WORK/tree" "$WORK/joliet.iso" --joliet
    holds 'and with Joliet' eval 'isoinfo -d -i "$WORK/joliet.iso" | grep -q "Joliet with"'
}

test_image_errors()
{
    run 1 image "$WORK/tree"
    run 1 image "$WORK/tree" "$WORK/bad.iso" --udf 3.00
    says 'revisions are listed' err '1\.02, 1\.50, 2\.00'
    run 4 image "$WORK/nowhere" "$WORK/bad.iso"
    says 'the missing folder is named' err 'no folder ".*nowhere"'
    run 4 image "$WORK/tree" "$WORK/bad.iso" --boot "$WORK/nowhere"
    says 'and the missing loader' err 'nowhere" cannot be booted from'
    run 4 image "$WORK/tree" "$WORK/nowhere/bad.iso"
    holds 'nothing of this left a file' leaves_nothing "$WORK/bad.iso"
    say old >"$WORK/old.iso"
    # As on a full disk: a program may write 1 MiB and no more.
    (trap '' XFSZ; ulimit -f 1024; run 4 image "$WORK/tree" "$WORK/full.iso"; run 4 image "$WORK/tree" "$WORK/old.iso")
    says 'a full disk is told' err 'the image cannot be written: '
    holds 'no half of an image is left' leaves_nothing "$WORK/full.iso"
    holds 'and what was there before is untouched' [ "$(cat "$WORK/old.iso")" = old ]
}

# A file that is as good as endless to the writer, and takes no room.
test_image_interrupt()
{
    mkdir "$WORK/huge"
    truncate -s 3G "$WORK/huge/zeros.bin"
    interrupt 5 writing image "$WORK/huge" "$WORK/cut.iso" --udf 1.02
    holds 'no half of an image is left' leaves_nothing "$WORK/cut.iso"
}

test_folder()
{
    run 0 drive add Alice --folder "$FOLDER" --medium dvd+r
    run 0 burn Alice "$WORK/tree" --label DISC --json --appendable
    json 'the answer is JSON' 'd["result"] == "burned" and d["exit_code"] == 0 and d["sectors"] > 1400'
    holds 'the medium has the files' image_has "$MEDIUM" hello.txt
    run 3 burn Alice "$WORK/more"
    says 'a medium with data needs a word' err '--append adds the folder'
    run 0 burn Alice "$WORK/more" --append
    run 0 info Alice --json
    json 'there are two sessions' 'd["medium"]["sessions"] == 2'
    run 0 insert Alice dvd+rw --replace
    run 0 burn Alice "$WORK/tree"
    run 0 burn Alice "$WORK/more" --append
    run 3 burn Alice "$WORK/tree"
    says 'and overwritable ones another' err '--overwrite writes over'
    run 0 burn Alice "$WORK/tree" --overwrite --verify quick
    holds 'the medium has the files' image_has "$MEDIUM" hello.txt
}

test_verify()
{
    run 0 insert Alice cd-r --replace
    run 3 verify Alice "$IMAGE_OF_TREE"
    says 'a blank is told' err 'no medium with data'
    run 3 verify Alice "$IMAGE_OF_TREE" --json
    json 'nothing was compared' 'd["result"] == "not compared"'
    run 0 burn Alice "$IMAGE_OF_TREE"
    run 0 verify Alice "$IMAGE_OF_TREE"
    says 'the same is told' out 'the medium holds the image'
    cp "$IMAGE_OF_TREE" "$WORK/other.iso"
    printf 'X' | dd of="$WORK/other.iso" bs=1 seek=$((300 * 2048 + 7)) conv=notrunc status=none
    run 7 verify "$WORK/other.iso" --json
    says 'the first difference is told' err 'first at sector 300 '
    json 'also to programs' 'd["first_difference"] == 300 and d["exit_code"] == 7 and len(d["messages"]) == 1'
    json 'with the result' 'd["result"] == "not the same"'
    say 'read 100 to 115 : sense 3/11/05 information 100' >"$FOLDER/faults"
    run 7 verify Alice "$IMAGE_OF_TREE"
    says 'so is a scratch' err 'cannot be read at sector [0-9]+ or behind it: .+'
    rm "$FOLDER/faults"
    run 4 verify Alice "$WORK/nowhere.iso"
    : >"$WORK/empty.iso"
    run 4 verify Alice "$WORK/empty.iso"
}

test_dry_run()
{
    run 0 insert Alice cd-r --replace
    run 0 burn Alice "$IMAGE_OF_TREE" --dry-run
    says 'nothing hinders it' out 'nothing was written'
    run 0 burn Alice "$WORK/tree" --dry-run --json
    json 'also to programs' 'd["result"] == "would burn"'
    truncate -s 900M "$WORK/large.iso"
    run 3 burn Alice "$WORK/large.iso" --dry-run
    says 'what would hinder it is told' err 'does not fit: 460800 sectors are wanted, [0-9]+ are free'
    run 0 info Alice
    says 'the medium is still blank' out '^Status +.*blank'
    run 0 eject Alice --discard
    run 3 burn Alice "$IMAGE_OF_TREE" --dry-run --json
    json 'no medium' 'd["result"] == "would fail" and "0xC0AA0202" in d["messages"][0]'
}

# A list of sounds becomes a disc; what is no such sound is refused before the first track.
test_sound()
{
    local name
    run 0 insert Alice cd-r
    for name in mono rate bits float cut nosamples empty text odd; do
        run 4 burn Alice "$WORK/good.wav" "$WORK/$name.wav"
        says "$name: the file and the reason are told" err "$name\\.wav cannot be burned: .+"
    done
    run 4 burn Alice "$WORK/missing.wav"
    run 0 info Alice
    says 'the medium is still blank' out '^Status +.*blank'
    run 0 burn Alice "$WORK/good.wav" --dry-run
    run 0 burn Alice "$WORK/good.wav" "$WORK/extensible.wav" --close --speed 8
    says 'tracks are counted' out '^writing track 2'
    run 0 info Alice
    says 'both are on the disc' out '^ +track 2 '
    run 0 drive export Alice "$WORK/disc.cue"
    holds 'they hold the samples' python3 "$TOP/tests/apps/wav_files.py" --compare "$WORK"
    run 3 burn Alice "$WORK/good.wav"
    run 3 burn Alice "$WORK/good.wav" --dry-run
    run 0 insert Alice dvd+r --replace
    run 3 burn Alice "$WORK/good.wav" --dry-run
    says 'the wrong kind is told' err 'Sound cannot be on a DVD\+R'
}

# Whatever happens, the answer is one JSON document.
test_json()
{
    run 0 list --json
    json 'list' 'd["recorders"][0]["product"] == "Virtual Recorder" and d["recorders"][0]["index"] == 0'
    run 0 info --json
    json 'info' 'd["medium"]["type"] == "DVD+R" and "DVD+R" in d["profiles"] and d["obstacles"] == []'
    run 0 doctor --json
    json 'doctor' 'd["problems"] == 0 and all(f["level"] in ("ok", "note") for f in d["findings"])'
    run 2 info Nobody --json
    json 'a failure' 'd["exit_code"] == 2 and "no recorder \"Nobody\"" in d["messages"][0]'
    run 1 burn --json
    json 'a wrong command line' 'd["exit_code"] == 1 and d["messages"]'
    run 4 burn Alice "$WORK/a \"strange\" näme.iso" --json
    json 'a missing file' 'd["exit_code"] == 4 and d["messages"]'
    run 2 burn "a \"strange\" näme" "$IMAGE_OF_TREE" --json
    json 'names as they are' '"a \"strange\" näme" in d["messages"][0]'
}

# On a terminal there is a bar that is written over.
test_terminal()
{
    run 0 insert Alice bd-re --replace
    script -qec "'$WINE' '$SYSTEM\\imapictl.exe' burn Alice '$IMAGE_OF_TREE'" "$WORK/out" >"$WORK/err" 2>&1 </dev/null
    holds 'a terminal gets a bar' grep -aq '\[####' "$WORK/out"
    run 0 verify Alice "$IMAGE_OF_TREE"
    holds 'a file does not' eval '! grep -q "\[#" "$WORK/out"'
}

start_imapictl "${1:-$ARCH64}"
make_files
test_image
test_image_errors
test_image_interrupt
test_folder
test_verify
test_dry_run
test_sound
test_json
test_terminal
