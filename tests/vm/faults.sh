#!/usr/bin/env bash
# Faults between the DLL and the drive, in the laboratory's machine: each has to end in its documented result, with
# the drive unlocked and the next burn working.
#
#   tests/vm/faults.sh [FAULT...]
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

vm_for_tests 'faults on the road' || exit "$((${?} - 1))"
check 'the DLL is installed in the machine' vm_stage_dlls "$FOLDER"
vm_exec "$FOLDER" 3000 "$(vm_command /src/tests/vm/fault-cases.sh "$@")"
