# shellcheck shell=bash
# What the tests of imapictl share: a program that runs, what it says, and what it ends with. They source
# scripts/lib.sh first, and call start_imapictl with a WIDTH, x86_64 or i386.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

# start_imapictl WIDTH: makes WORK, FOLDER, MEDIUM and a prefix, all of which go with this shell.
start_imapictl()
{
    WIDTH=$1
    WORK=$(mktemp -d "${TMPDIR:-/tmp}/imapi2-imapictl.XXXXXX") || exit 1
    trap 'drop_prefix; rm -rf "$WORK"' EXIT
    FOLDER=$WORK/recorder
    MEDIUM=$FOLDER/medium.iso
    # Windows' own search finds only programs of the width that the launcher has.
    case $WIDTH in
        "$ARCH32") SYSTEM='C:\windows\syswow64' ;;
        *) SYSTEM='C:\windows\system32' ;;
    esac
    make_prefix "$WORK/prefix" "$WIDTH" || { fail 'the DLL could not be registered'; exit 1; }
}

imapictl() { wine "$SYSTEM\\imapictl.exe" "$@"; }

show_output() { sed 's/^/    /' "$WORK/out" "$WORK/err"; }

# run CODE ARGUMENT...: the program ends with that code; leaves its output in out and err.
run()
{
    local expected=$1 code
    shift
    imapictl "$@" >"$WORK/out" 2>"$WORK/err" </dev/null
    code=$?
    tr -d '\r' <"$WORK/out" >"$WORK/out.unix" && mv "$WORK/out.unix" "$WORK/out"
    if [ "$code" = "$expected" ]; then
        pass "imapictl $* ends with $expected"
        return 0
    fi
    show_output
    fail "imapictl $* ends with $code, not $expected"
    return 1
}

# says NAME FILE PATTERN: the output of the last run holds that.
says()
{
    if grep -Eq -- "$3" "$WORK/$2"; then
        pass "$1"
    else
        show_output
        fail "$1: no \"$3\" on std$2"
    fi
}

holds() { if "${@:2}"; then pass "$1"; else show_output; fail "$1"; fi; }

# How much of the medium is one image, and no more.
medium_is() { cmp -s -n "$(stat -c %s "$1")" "$1" "$MEDIUM"; }

# json NAME EXPRESSION: the whole output of the last run is JSON, and the expression, in Python, is true of it.
json()
{
    if python3 -c 'import json, sys
d = json.load(open(sys.argv[1], encoding="utf-8"))
sys.exit(not eval(sys.argv[2], {"d": d}))' "$WORK/out" "$2" 2>"$WORK/json.err"; then
        pass "$1"
    else
        show_output
        tail -n 1 "$WORK/json.err"
        fail "$1: not $2"
    fi
}

# interrupt CODE PATTERN ARGUMENT...: runs it until its output holds the pattern, and presses ^C. As a terminal does,
# it goes to the whole group: Wine may have put a launcher before the program.
interrupt()
{
    local expected=$1 pattern=$2 tries=400 program code
    shift 2
    setsid "$WINE" "$SYSTEM\\imapictl.exe" "$@" >"$WORK/out" 2>"$WORK/err" </dev/null &
    program=$!
    while [ $((tries -= 1)) -gt 0 ] && ! grep -q "$pattern" "$WORK/out"; do sleep 0.05; done
    kill -INT -- "-$program"
    wait "$program"
    code=$?
    holds "imapictl $*, interrupted, ends with $expected ($code)" [ "$code" = "$expected" ]
    says 'and says so' err 'interrupted'
}
