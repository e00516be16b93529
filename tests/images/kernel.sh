#!/usr/bin/env bash
# The images of the suite, mounted by a kernel: each view as what it is, every file compared. The kernel is User-Mode
# Linux, or with --vm that of the laboratory's machine, which is newer and slower. Makes the suite unless the build
# folder has it.
#
#   tests/images/kernel.sh [--vm]
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

set -u
. "$(dirname "$0")/../../scripts/lib.sh"
. "$TOP/tests/images/uml/uml.sh"
. "$TOP/tests/vm/vm.sh"

KERNEL_SECONDS=1800

in_machine()
{
    vm_for_tests 'the kernel mounts images' || return "$((${?} - 1))"
    vm_exec "$FOLDER" "$KERNEL_SECONDS" \
        'modprobe -a loop isofs udf; /src/tests/images/kernel.py /build/images /media/cdrom'
}

in_process()
{
    local obstacle
    WORK=$(mktemp -d "${TMPDIR:-/var/tmp}/imapi2-kernel.XXXXXX") || return 1
    trap 'rm -rf "$WORK"' EXIT
    obstacle=$(uml_obstacle)
    [ -z "$obstacle" ] || { skip "the kernel mounts images: $obstacle"; return 0; }
    mkdir "$WORK/mount"
    uml_run "$KERNEL_SECONDS" "$TOP/tests/images/kernel.py" "$BUILD/images" "$WORK/mount" ||
        fail 'the kernel mounts images'
}

[ -s "$BUILD/images/list" ] || "$TOP/tests/images/run.sh" >"$BUILD/images.log" 2>&1
if [ "${1:-}" = --vm ]; then
    in_machine
else
    stay_on_processor 0
    in_process
fi
