#!/usr/bin/env bash
# A drive that is plugged in and out under a program that listens to MsftDiscMaster2, on a real kernel; runs in the
# laboratory's machine. Reports in the words of scripts/lib.sh.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

set -u
. "$(dirname "$0")/../../scripts/lib.sh"
. "$(dirname "$0")/guest.sh"
. "$(dirname "$0")/burners.sh"

NEWS=/tmp/news
START_SECONDS=300
NEWS_SECONDS=60

# The lines of a kind, with the carriage returns of a Windows program taken off.
news() { tr -d '\r' <"$NEWS" | sed -n "s/^$1 //p"; }
has_news() { [ "$(news "$1" | wc -l)" -ge "$2" ]; }

start_watching()
{
    BURNER=imapi2-linux windows_program imapictl.exe watch --seconds 600 >"$NEWS" 2>&1 &
    WATCHER=$!
    wait_until "$START_SECONDS" grep -q '^watching' "$NEWS" || { cat "$NEWS"; return 1; }
}

arrival() # COUNT
{
    wait_until "$NEWS_SECONDS" has_news added "$1" || { cat "$NEWS"; return 1; }
    [ "$(news added | wc -l)" = "$1" ]
}

removal() # COUNT
{
    wait_until "$NEWS_SECONDS" has_news removed "$1" || { cat "$NEWS"; return 1; }
    [ "$(news removed | wc -l)" = "$1" ]
}

one_name() { [ "$(tr -d '\r' <"$NEWS" | sed -n 's/^\(added\|removed\) //p' | sort -u | wc -l)" = 1 ]; }

still_there() { kill -0 "$WATCHER" && ! grep -q 'imapictl:' "$NEWS"; }

recorder_stop
if start_watching; then
    pass 'hot plug: a program listens without a drive'
    for turn in 1 2; do
        check "hot plug: the drive comes, time $turn" recorder_start cd-r
        check "hot plug: it is told as added, once, time $turn" arrival "$turn"
        check "hot plug: the drive goes, time $turn" recorder_stop
        check "hot plug: it is told as removed, once, time $turn" removal "$turn"
    done
    check 'hot plug: it had the same id each time' one_name
    check 'hot plug: the program is well' still_there
    kill "$WATCHER"
else
    cat "$NEWS"
    fail 'hot plug: a program listens'
fi
