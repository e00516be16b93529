#!/usr/bin/env bash
# Runs one command in the laboratory's virtual machine, and powers it off. Its exit code is the command's.
#
#   tests/vm/run.sh [--root NAME] [--seconds N] COMMAND...
#
# In there /src is this tree, /build the build folder (both read-only), and /out is kept when IMAPI2_VM_OUT names
# a folder for it. The command runs as root; tests/vm/guest.sh has what it may want.
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

NAME=vm
TIME=1800
while :; do
    case ${1:-} in
        --root) NAME=$2; shift 2 ;;
        --seconds) TIME=$2; shift 2 ;;
        *) break ;;
    esac
done
[ $# -gt 0 ] || die 'usage: run.sh [--root NAME] [--seconds N] COMMAND...'
obstacle=$(vm_obstacle)
[ -z "$obstacle" ] || die "No virtual machine: $obstacle"
vm_make_image "$NAME" || { tail -n 20 "$ROOTS/$NAME.log" >&2; die 'The image could not be made'; }

FOLDER=$(mktemp -d "${TMPDIR:-/var/tmp}/imapi2-vm.XXXXXX") || exit 1
[ -z "${IMAPI2_VM_OUT:-}" ] || ln -s "$(realpath "$IMAPI2_VM_OUT")" "$FOLDER/out"
leave()
{
    vm_down "$FOLDER"
    rm -rf "$FOLDER"
}
trap leave EXIT
trap 'exit 130' INT TERM
vm_up "$NAME" "$FOLDER" || exit 125
vm_exec "$FOLDER" "$TIME" "$(vm_command "$@")"
