#!/usr/bin/env bash
# Checks the scripts of the tree, and that the lists which two of them share say the same.
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

shell_scripts()
{
    git ls-files --cached --others --exclude-standard | sort -u | while read -r file; do
        [ -f "$file" ] || continue
        case $file in
            *.sh) say "$file" ;;
            *) head -n 1 "$file" 2>/dev/null | grep -aqE '^#!.*\b(bash|sh)$' && say "$file" ;;
        esac
    done
}

for script in $(shell_scripts); do
    check "shellcheck $script" shellcheck "$script"
done

# A package that the list names has to exist under that name, or a newcomer's first command ends in an error.
unknown_packages()
{
    local package who probe unknown=0
    while read -r package who probe; do
        case $package in ''|\#*) continue ;; esac
        case $who in demo|test) ;; *) say "$package: group $who"; unknown=1 ;; esac
        [ -n "$probe" ] || { say "$package: no probe"; unknown=1; }
        apt-cache show "$package" >/dev/null 2>&1 || { say "$package: not known to apt"; unknown=1; }
    done <scripts/packages
    return "$unknown"
}

if [ -n "$(apt-cache dumpavail 2>/dev/null | head -n 1)" ]; then
    check 'every package of scripts/packages exists' unknown_packages
else
    skip 'every package of scripts/packages exists: apt has no lists here'
fi
