# shellcheck shell=bash
# A kernel of one's own that is a process like any other: User-Mode Linux. It needs no rights, no hardware's help and no
# disk of its own, is up in seconds, and brings isofs and udf to machines whose kernel has none. Its root is this
# system, read only; what it is to read lies there as files.
#
#   uml_obstacle                  why it cannot run here; nothing when it can
#   uml_run SECONDS COMMAND...    runs a command in it, and ends as that one did
#
# Both want WORK, a folder for what they leave behind, whose path has no spaces.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

UML=$TOP/tests/images/uml
UML_MODULES=loop,cdrom,isofs,crc-itu-t,udf,nls_utf8
UML_MEMORY=${UML_MEMORY:-320}           # MiB

# Its memory is a file that it executes from: best one that never gets onto a disk.
uml_memory_folder()
{
    local free
    free=$(df --output=avail -k /dev/shm 2>/dev/null | tail -n 1)
    if [ -w /dev/shm ] && ! findmnt -no OPTIONS /dev/shm | grep -qw noexec &&
        [ "${free:-0}" -gt $((UML_MEMORY * 1024)) ]; then
        say /dev/shm
    else
        say "$WORK"
    fi
}

uml_build()
{
    [ -e "$WORK/ptrace.so" ] || gcc -O2 -shared -fPIC -o "$WORK/ptrace.so" "$UML/ptrace.c"
}

# The words of a command become a script, since the kernel's own command line knows no quoting that bears all.
uml_script()
{
    {
        say '#!/bin/bash'
        say 'export LC_ALL=C.UTF-8 PYTHONDONTWRITEBYTECODE=1 PATH=/usr/sbin:/usr/bin:/sbin:/bin'
        printf 'exec'
        printf ' %q' "$UML/init.py" "$UML_MODULES" "$@"
        say
    } >"$WORK/init" && chmod +x "$WORK/init"
}

# Everything that it says is on its one console; what the command says is between two lines of init.py.
uml_run()
{
    local seconds=$1 status
    shift
    uml_build && uml_script "$@" || return 1
    TMPDIR=$(uml_memory_folder) LD_PRELOAD=$WORK/ptrace.so timeout -k 10 "$seconds" linux.uml loglevel=3 \
        "mem=${UML_MEMORY}M" "uml_dir=$WORK/" rootfstype=hostfs rootflags=/ ro "init=$WORK/init" \
        con=null con0=null,fd:1 </dev/null 2>&1 | tr -d '\r' >"$WORK/console"
    if ! grep -qx 'init\.py: up' "$WORK/console"; then
        head -n 40 "$WORK/console"
        return 1
    fi
    sed '1,/^init\.py: up$/d; /^init\.py: down [0-9]*$/,$d' "$WORK/console"
    status=$(sed -n 's/^init\.py: down \([0-9]*\)$/\1/p' "$WORK/console")
    [ -n "$status" ] || { say "more than $seconds s, or the kernel died"; return 1; }
    return "$status"
}

uml_obstacle()
{
    local said
    if ! type -P linux.uml >/dev/null; then
        say "there is no linux.uml (Debian's package user-mode-linux)"
    elif ! said=$(uml_run 120 true); then
        say "User-Mode Linux does not run here:" \
            "$(grep -m 1 -iE 'panic|fail|error|not permitted|denied' <<<"$said" || tail -n 1 <<<"$said")"
    fi
}
