#!/usr/bin/env bash
# The cross matrix: which burner writes which medium in whose drive so that the kernel reads back what was burned.
#
#   tests/vm/matrix.sh [--quick] [--write] [--burners "NAME..."] [--drives "DRIVE/MEDIUM..."]
#
# --quick takes one cell of every road and of every family of media; --write lays the table into docs/matrix.md. The
# table has the last result of each cell; a run of all cells begins with an empty one.
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
WORKS='cd-r:open dvd-r:open dvd+r:open bd-r:open cd-r:audio cd-rw:audio
    cd-rw:erase dvd-rw:erase dvd+rw:erase dvd-ram:erase bd-re:erase'
# shellcheck disable=SC2086
DRIVES="cdemu/cd-r cdemu/dvd+r cdemu/bd-r $(printf 'virtual/%s ' $MEDIA $WORKS)"
QUICK='imapi2-linux/cdemu/cd-r imapi2-linux/virtual/dvd+rw imapi2-linux-32/cdemu/dvd+r imapi2-ntspti/cdemu/bd-r
    cdrskin/virtual/cd-r xorriso/virtual/bd-re growisofs/virtual/dvd-r wodim/virtual/dvd+r'
CELLS=
PARTLY=
WRITE=

while [ $# -gt 0 ]; do
    case $1 in
        --quick) CELLS=$QUICK; PARTLY=yes ;;
        --write) WRITE=yes ;;
        --burners) BURNERS=$2; PARTLY=yes; shift ;;
        --drives) DRIVES=$2; PARTLY=yes; shift ;;
        *) die "$0: $1 is not known" ;;
    esac
    shift
done

all_cells()
{
    local burner drive
    for burner in $BURNERS; do
        for drive in $DRIVES; do say "$burner/$drive"; done
    done
}

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

# The results as a table in Markdown; reasons get a letter and stand below.
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
        }' "$RESULTS"
}

versions()
{
    vm_exec "$1" 60 'uname -r | sed "s/^/- Linux /"
        dpkg-query -W -f "- \${Package} \${Version}\n" wine cdrskin xorriso growisofs wodim cdemu-daemon vhba-dkms'
}

page()
{
    say '# The cross matrix'
    say
    say 'Made by `tests/vm/matrix.sh --write`: every burner writes an image of one data session, the medium is reloaded,'
    say 'and what the kernel reads back is compared byte by byte. `imapi2-…` is this DLL, by the road behind the dash.'
    say '`cdemu` is CDEmu, `virtual` is our virtual recorder, both as drives of the kernel'"'"'s.'
    say
    table
    say
    say "Versions, $(date -u +%Y-%m-%d):"
    say
    versions "$1"
}

[ -n "$CELLS" ] || CELLS=$(all_cells)
OLDER=
case $CELLS in *wine8-*) OLDER=yes ;; esac
vm_for_tests 'the cross matrix' $OLDER || exit "$((${?} - 1))"
RESULTS=$BUILD/matrix-results
[ -n "$PARTLY" ] || : >"$RESULTS"
touch "$RESULTS"
case $CELLS in *imapi2-*) check 'the DLL is installed in the machine' vm_stage_dlls "$FOLDER" ;; esac
[ -z "$OLDER" ] || check 'the DLL is installed in the older Wine' vm_exec "$FOLDER" 600 \
    '. /src/tests/vm/guest.sh; install_wine8'
# shellcheck disable=SC2086
report < <(vm_exec "$FOLDER" 5000 "$(vm_command /src/tests/vm/cells.sh "$MIB" $CELLS)")
say
table
if [ -d "$FOLDER/out/failed" ]; then
    mkdir -p "$BUILD/matrix-failed" && cp -r "$FOLDER/out/failed/." "$BUILD/matrix-failed/"
    say "The logs of failed cells are in $BUILD/matrix-failed"
fi
[ -z "$WRITE" ] || page "$FOLDER" >"$TOP/docs/matrix.md"
