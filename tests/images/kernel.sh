#!/usr/bin/env bash
# The images of the suite, mounted by a kernel in the laboratory's machine: each view as what it is, every file
# compared. Makes the suite unless the build folder has it.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

set -u
. "$(dirname "$0")/../../scripts/lib.sh"
. "$TOP/tests/vm/vm.sh"

KERNEL_SECONDS=1800

[ -s "$BUILD/images/list" ] || "$TOP/tests/images/run.sh" >"$BUILD/images.log" 2>&1
vm_for_tests 'the kernel mounts images' || exit "$((${?} - 1))"
vm_exec "$FOLDER" "$KERNEL_SECONDS" 'modprobe -a loop isofs udf; /src/tests/images/kernel.py /build/images'
