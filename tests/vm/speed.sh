#!/usr/bin/env bash
# How fast we burn beside cdrskin and growisofs: the same image to a blank in the same drive in the laboratory's
# machine, best of several, in an order that alternates. Printed are the ratios, and each program's processor time
# for a gigabyte.
#
#   tests/vm/speed.sh [MEGABYTES [TURNS]]
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

vm_for_tests 'speed beside other burners' || exit "$((${?} - 1))"
check 'the DLL is installed in the machine' vm_stage_dlls "$FOLDER"
vm_exec "$FOLDER" 7200 "$(vm_command /src/tests/vm/speed-race.sh "${1:-600}" "${2:-3}")"
