#!/usr/bin/env bash
# The house rules: which room may know what, how long things get, and what may not be pretended.
# docs/architecture.md tells why. Prints the place of each breach.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

set -u
. "$(dirname "$0")/../../scripts/lib.sh"
cd "$TOP" || exit 1

LONGEST_FILE=1000       # lines
LONGEST_FUNCTION=100    # lines

docs() { python3 "$TOP/tests/house/docs.py" "$1"; }

# What git knows and what it would take, so that the rules also hold before a commit.
tree() { git ls-files --cached --others --exclude-standard -- "$@" | sort -u | while read -r f; do [ -f "$f" ] && say "$f"; done; }
sources() { tree "$@" | grep -E '\.[ch]$'; }
own_sources() { sources libs ports dlls tools compat; }
code() { own_sources | grep -v '/tests/'; }

# rule NAME: passes when its standard input is empty; otherwise shows it as the breaches.
rule()
{
    local breaches
    breaches=$(cat)
    if [ -z "$breaches" ]; then
        pass "house: $1"
    else
        printf '%s\n' "$breaches" | head -n 40
        fail "house: $1"
    fi
}

# find_in PATTERN, with files on standard input. Lines that are comments do not count.
find_in()
{
    xargs -r grep -nHE -- "$1" | grep -vE '^[^:]*:[0-9]+:[[:space:]]*(/?\*|//)'
}

# includes ROOM ALLOWED: quoted includes of a room that are neither its own files nor allowed ones.
includes()
{
    local room=$1 allowed=$2 own
    own=$(sources "$room" | sed 's|.*/||' | grep '\.h$' | sed 's/\./\\./' | paste -sd'|')
    sources "$room" | find_in '#[[:space:]]*include[[:space:]]*"' | grep -vE "\"(${own:-none}|$allowed)\""
}

# Files of a room that its Makefile.in does not name, and names without a file.
unlisted()
{
    local makefile room file parent
    tree 'libs/*Makefile.in' 'ports/*Makefile.in' 'dlls/*Makefile.in' 'tools/*Makefile.in' 'compat/*Makefile.in' \
        'tests/*Makefile.in' | while read -r makefile; do
        room=${makefile%/Makefile.in}
        parent=$(sed -n 's/^PARENTSRC *= *//p' "$makefile")
        tree "$room/*.c" | grep "^$room/[^/]*$" | while read -r file; do
            grep -qw -- "$(basename "$file")" "$makefile" Makefile.in || say "$file: not in $makefile"
        done
        grep -oE '[a-z0-9_/]+\.(c|idl|rc|mc)\b' "$makefile" | while read -r file; do
            [ -e "$room/$file" ] || [ -e "$room/${parent:-.}/$file" ] || say "$makefile: names $file, which is not there"
        done
    done
}

long_files() { own_sources | xargs -r wc -l | awk -v most="$LONGEST_FILE" '$2 != "total" && $1 > most { print $2 ": " $1 " lines" }'; }

# name, file, first and last line of every function.
functions()
{
    code | grep '\.c$' | xargs -r ctags -x --c-kinds=f --fields=+e --_xformat='%N %F %n %{end}' |
        awk '$4 ~ /^[0-9]+$/'
}

long_functions() { functions | awk -v most="$LONGEST_FUNCTION" '$4 - $3 >= most { print $2 ":" $3 ": " $1 " is " $4 - $3 + 1 " lines long" }'; }

# E_NOTIMPL is allowed where Windows answers it (tests/house/notimpl lists these functions), and where
# docs/status.md names the class as one whose work is still to come.
unexplained_notimpl()
{
    local at=$TOP/tests/house/notimpl name file first last
    functions | while read -r name file first last; do
        sed -n "${first},${last}p" "$file" | grep -vE '^[[:space:]]*(/?\*|//)' | grep -qE '(return|[^=!]=|[(,]) ?E_NOTIMPL' || continue
        grep -qE "^$name([[:space:]]|$)" "$at" || grep -q "\`$name\`" docs/status.md 2>/dev/null ||
            say "$file:$first: $name answers E_NOTIMPL"
    done
}

# A method that answers success and does nothing else.
hollow_methods()
{
    functions | grep '^[A-Za-z0-9]*_[A-Za-z]' | while read -r name file first last; do
        case $file in dlls/*) ;; *) continue ;; esac
        body=$(sed -n "$((first + 1)),${last}p" "$file" | grep -vE '^[[:space:]]*(/\*|\*( |/|$)|//)' |
            tr -d ' \t' | grep -vE '^([{}]|TRACE.*|FIXME.*|)$')
        [ "$body" != 'returnS_OK;' ] || say "$file:$first: $name only answers S_OK"
    done | grep -v -F -f "$TOP/tests/house/nothing-to-do"
}

no_license() { own_sources | xargs -r grep -L 'GNU Lesser General Public'; }

WINDOWS='#[[:space:]]*include[[:space:]]*[<"](windows|winbase|winsock2?|objbase|ole2|oleauto|unknwn|winioctl|windef|winternl)\.h'
HOST='#[[:space:]]*include[[:space:]]*<(unistd|fcntl|pthread|threads|sys/[a-z]+|linux/[a-z]+)\.h>'

sources libs ports/virtual | find_in "$WINDOWS" | rule 'the portable rooms include nothing of Windows'
sources libs ports/virtual | grep -v '^ports/virtual/storage_posix\.c$' | find_in "$HOST" | rule 'the portable rooms include nothing of one host, and no threads'
sources libs dlls ports tools | grep -v '^ports/linux/' | find_in '\bSG_IO\b|scsi/sg\.h|sg_io_hdr' |
    rule 'SG_IO only under ports/linux'
includes libs/mmc none | rule 'libs/mmc includes nothing but itself'
includes libs/fsimage none | rule 'libs/fsimage includes nothing but itself'
includes libs/fsimport '(fsimage|bytes|udf_format|udf_tag)\.h' | rule 'libs/fsimport includes libs/fsimage only'
includes libs/burn 'mmc[a-z_]*\.h|port\.h' | rule 'libs/burn includes libs/mmc and the port contract only'
includes ports/virtual 'mmc[a-z_]*\.h|port\.h|port_id\.h' | rule 'ports/virtual includes libs/mmc and the port contract only'
includes ports/ntspti 'mmc[a-z_]*\.h|port\.h|port_id\.h|wine/debug\.h' | rule 'ports/ntspti includes libs/mmc and the port contract only'
sources dlls | find_in '"(virtual|virtual_storage)\.h"' | rule 'the DLLs see virtual recorders through their port only'
code | grep -vE '^(libs/mmc|ports/virtual)/' | find_in '\bcdb\[[0-9]+\][[:space:]]*(\||=[^=])' |
    rule 'CDB bytes are laid in libs/mmc only'
code | grep -v '^libs/mmc/' | find_in '(profile|PROFILE)[a-z_]*[[:space:]]*(==|!=|=|\()[[:space:]]*0x[0-9a-fA-F]' |
    rule 'profile numbers stand in libs/mmc only'
code | grep -v '^libs/mmc/' | find_in '(asc|ascq|sense_key|sense\.key|sense->key)[[:space:]]*(==|!=)[[:space:]]*0x[0-9a-fA-F]' |
    rule 'sense bytes are read in libs/mmc only'
sources libs | find_in '\bE_IMAPI|\bHRESULT\b' | grep -v 'mmc_sense_table\.h' | rule 'the libraries know no HRESULT'
unlisted | rule 'every source is in its Makefile.in'
long_files | rule "no file has more than $LONGEST_FILE lines"
long_functions | rule "no function has more than $LONGEST_FUNCTION lines"
unexplained_notimpl | rule 'E_NOTIMPL only where Windows or docs/status.md says so'
hollow_methods | rule 'no method only says S_OK'
no_license | rule 'every source carries the licence'
docs links | rule 'the links of the documentation lead somewhere'
docs paths | rule 'the files that the documentation names are there'
docs steps | rule 'the steps that the documentation names are there, and each has its row'
docs errors | rule 'errors have the texts that the documentation quotes'
docs commands | rule 'imapictl has the words and options that the documentation names'
