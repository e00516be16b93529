#!/usr/bin/env bash
# The cross matrix: which burner writes which medium in whose drive so that the kernel reads back what was burned.
#
#   tests/vm/matrix.sh [--quick] [--write] [--page] [--burners "NAME..."] [--drives "DRIVE/MEDIUM..."]
#
# --quick takes one cell of every road and of every family of media; --write lays the table into docs/matrix.md,
# --page does only that. The table has the last result of each cell; a run of all cells begins with an empty one.
# It uses the machine that tests/vm/up.sh started, if there is one.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

set -u
. "$(dirname "$0")/../../scripts/lib.sh"
. "$(dirname "$0")/vm.sh"

MIB=5
OURS='imapi2-linux imapi2-linux-32 imapi2-ntspti'
WINE8='wine8-linux wine8-ntspti'
BURNERS="$OURS $WINE8 cdrskin xorriso growisofs wodim"
MEDIA='cd-r cd-rw dvd-r dvd-r-dl dvd-rw dvd-ram dvd+r dvd+r-dl dvd+rw bd-r bd-r-dl bd-r-xl bd-re bd-re-dl bd-re-xl'
# Besides the one session of data: what else a burner can do to a medium of the virtual recorder.
WORKS='cd-r:open cd-rw:open dvd-r:open dvd-r-dl:open dvd+r:open bd-r:open bd-r-dl:open bd-r-xl:open
    cd-r:sessions cd-rw:sessions dvd-r:sessions dvd-r-dl:sessions dvd-rw:sessions dvd+r:sessions dvd+r-dl:sessions
    bd-r:sessions bd-r-dl:sessions bd-r-xl:sessions dvd+rw:sessions dvd-ram:sessions bd-re:sessions bd-re-dl:sessions
    bd-re-xl:sessions cd-r:audio cd-rw:audio cd-r:raw cd-rw:raw
    cd-rw:erase dvd-rw:erase dvd+rw:erase dvd-ram:erase bd-re:erase bd-re-dl:erase bd-re-xl:erase'
# shellcheck disable=SC2086
DRIVES="cdemu/cd-r cdemu/dvd+r cdemu/bd-r $(printf 'virtual/%s ' $MEDIA $WORKS)"
QUICK='imapi2-linux/cdemu/cd-r imapi2-linux/virtual/dvd+rw imapi2-linux/virtual/dvd-r imapi2-linux/virtual/bd-re
    imapi2-linux/virtual/dvd-ram imapi2-linux/virtual/cd-r:audio imapi2-linux/virtual/cd-rw:sessions
    imapi2-linux-32/cdemu/dvd+r imapi2-ntspti/cdemu/bd-r cdrskin/virtual/cd-r xorriso/virtual/bd-re growisofs/virtual/dvd-r wodim/virtual/dvd+r'
CELLS=
PARTLY=
WRITE=
ONLY_PAGE=
RESULTS=$BUILD/matrix-results

cells_of() # BURNERS DRIVES
{
    local burner drive
    for burner in $1; do
        for drive in $2; do say "$burner/$drive"; done
    done
}

ALL_CELLS=$(cells_of "$BURNERS" "$DRIVES")

while [ $# -gt 0 ]; do
    case $1 in
        --quick) CELLS=$QUICK; PARTLY=yes ;;
        --write) WRITE=yes ;;
        --page) ONLY_PAGE=yes ;;
        --burners) BURNERS=$2; PARTLY=yes; shift ;;
        --drives) DRIVES=$2; PARTLY=yes; shift ;;
        *) die "$0: $1 is not known" ;;
    esac
    shift
done

# Every cell has one line in the results, that of its last run.
forget() # BURNER DRIVE MEDIUM
{
    awk -v cell="$1 $2 $3" '$1 " " $2 " " $3 != cell' "$RESULTS" >"$RESULTS.new" && mv "$RESULTS.new" "$RESULTS"
}

# Hands on the lines "cell ..." as PASS, FAIL and SKIP, and keeps them for the table.
report()
{
    local word burner drive medium result seconds what
    while read -r word burner drive medium result seconds what; do
        [ "$word" = cell ] || { say "$word $burner $drive $medium $result $seconds $what"; continue; }
        forget "$burner" "$drive" "$medium"
        say "$burner $drive $medium $result $seconds $what" >>"$RESULTS"
        case $result in
            ok) pass "matrix: $burner writes $medium in $drive ($seconds s)" ;;
            no) skip "matrix: $burner, $medium in $drive: $what" ;;
            *) fail "matrix: $burner writes $medium in $drive: $what" ;;
        esac
    done
}

# The results of these cells, in their order.
results_of() # CELLS
{
    awk 'NR == FNR { result[$1 "/" $2 "/" $3] = $0; next } $0 in result { print result[$0] }' "$RESULTS" - <<<"$1"
}

# Results as a table in Markdown; reasons get a number and stand below.
table()
{
    awk '
        { rows[$1] || (rows[$1] = ++nrows); row[rows[$1]] = $1; col = $2 " " $3
          cols[col] || (cols[col] = ++ncols); name[cols[col]] = col
          text = $4
          if ($4 != "ok") {
              why = ""; for (i = 6; i <= NF; i++) why = why (i > 6 ? " " : "") $i
              if (!(why in note)) { note[why] = ++nnotes; notes[nnotes] = why }
              text = ($4 == "no" ? "–" : "**" $4 "**") " [" note[why] "]"
          }
          cell[$1, col] = text }
        END {
          printf "| drive, medium |"; for (r = 1; r <= nrows; r++) printf " %s |", row[r]
          printf "\n|---|"; for (r = 1; r <= nrows; r++) printf "---|"
          print ""
          for (c = 1; c <= ncols; c++) {
              printf "| %s |", name[c]
              for (r = 1; r <= nrows; r++) printf " %s |", cell[row[r], name[c]]
              print ""
          }
          if (nnotes) print ""
          for (n = 1; n <= nnotes; n++) print "[" n "] " notes[n] "  "
        }'
}

versions()
{
    local root
    root=$(root_folder vm)
    say "- Linux $(basename "$root"/lib/modules/*)"
    chroot "$root" dpkg-query -W -f '- ${Package} ${Version}\n' wine cdrskin xorriso growisofs wodim cdemu-daemon vhba-dkms
    [ ! -d "$(root_folder wine8)" ] || chroot "$(root_folder wine8)" dpkg-query -W -f '- ${Package} ${Version}\n' wine
}

page()
{
    say '# The cross matrix'
    say
    cat <<'TEXT'
Made by `tests/vm/matrix.sh --write`. `imapi2-…` is this DLL, by the road behind the dash, in Wine 10; `wine8-…` is the
same in the Wine 8 of Debian 12. `cdemu` is CDEmu, `virtual` is our virtual recorder, both as drives of the kernel's. A
dash is a cell that this burner cannot do, for the reason below the table; an empty one was not run.

## One session of data

Every burner writes an image of one session and closes the medium; the medium is reloaded, and what the kernel reads
back is compared byte by byte. cd-info has to find the track, and cdrskin has to find the medium closed, but for DVD+R and
BD-R of wodim and BD-R of growisofs: these never close them.
TEXT
    say
    results_of "$(grep -v : <<<"$ALL_CELLS")" | table
    say
    cat <<'TEXT'
## Other works

`open` leaves the medium appendable, which cdrskin has to see. `sessions` are two with a file each, the second where the
medium tells cdrskin, and made by xorriso; on a medium that is written anywhere the file-system grows instead. The kernel
and xorriso have to find both files in what they mount by themselves. `audio` is two tracks of sound, `raw` the same as
one raw image with its subchannels; both are compared sample by sample. `erase` is two sessions with an erasure in
between.
TEXT
    say
    results_of "$(grep : <<<"$ALL_CELLS")" | table
    say
    say "Versions, $(date -u +%Y-%m-%d):"
    say
    versions
}

if [ -n "$ONLY_PAGE" ]; then
    page >"$TOP/docs/matrix.md"
    exit
fi
[ -n "$CELLS" ] || CELLS=$(cells_of "$BURNERS" "$DRIVES")
SECOND_DISK=
case $CELLS in *wine8-*) SECOND_DISK=yes ;; esac
vm_for_tests 'the cross matrix' $SECOND_DISK || exit "$((${?} - 1))"
[ -n "$PARTLY" ] || : >"$RESULTS"
touch "$RESULTS"
case $CELLS in *imapi2-*) check 'the DLL is installed in the machine' vm_stage_dlls "$FOLDER" ;; esac
[ -z "$SECOND_DISK" ] || check 'the DLL is installed in the older Wine' vm_exec "$FOLDER" 600 \
    '. /src/tests/vm/guest.sh; install_wine8'
# shellcheck disable=SC2086
report < <(vm_exec "$FOLDER" 20000 "$(vm_command /src/tests/vm/cells.sh "$MIB" $CELLS)" ||
    fail 'matrix: the machine comes through all of its cells')
say
table <"$RESULTS"
if [ -d "$FOLDER/out/failed" ]; then
    mkdir -p "$BUILD/matrix-failed" && cp -r "$FOLDER/out/failed/." "$BUILD/matrix-failed/"
    say "The logs of failed cells are in $BUILD/matrix-failed"
fi
[ -z "$WRITE" ] || page >"$TOP/docs/matrix.md"
