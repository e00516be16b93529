#!/usr/bin/env bash
# Audio CDs that our DLL burns in the laboratory's machine, as cdrdao reads them there.
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

vm_for_tests 'audio CDs' || exit "$((${?} - 1))"
check 'the DLL is installed in the machine' vm_stage_dlls "$FOLDER"
vm_exec "$FOLDER" 1200 "$(vm_command /src/tests/vm/audio-cases.sh)"
