#!/usr/bin/env bash
# imapictl doctor on a machine without a drive, with a drive that the user has no rights to, with a virtual recorder
# that works, is in use or lacks a medium, and without the DLL.
#
#   tests/apps/imapictl_doctor.sh [WIDTH]      WIDTH is x86_64 (the default) or i386
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

set -u
. "$(dirname "$0")/../../scripts/lib.sh"
. "$(dirname "$0")/imapictl_lib.sh"

NO_RECORDER='^problem +Programs find no recorder'

test_dll()
{
    run 0 drive add Alice --folder "$FOLDER" --medium dvd+r
    run 0 doctor
    says 'Wine is told' out '^ok +This is a (32|64)-bit program under Wine [0-9]'
    says 'the registration' out '^ok +imapi2\.dll is registered as .*imapi2\.dll'
    says 'the file that answers, and its version' out '^ok +imapi2\.dll answers from .*, version 1\.'
    says 'the second DLL too' out '^ok +imapi2fs\.dll answers from '
    says 'the road' out 'The road to real drives is "ntspti"'
    wine "$SYSTEM\\regsvr32.exe" /u /s imapi2.dll >/dev/null 2>&1
    run 6 doctor
    says 'a missing registration is told' out '^problem +The DLL is not registered'
    says 'with what helps' out 'do: +wine regsvr32 imapi2\.dll'
    mv "$(system_folder "$WIDTH")/imapi2.dll" "$WORK/imapi2.dll"
    run 6 doctor --json
    json 'and a missing DLL' 'd["problems"] == 2 and "imapi2.dll cannot be used" in d["findings"][-1]["text"]'
    mv "$WORK/imapi2.dll" "$(system_folder "$WIDTH")/imapi2.dll"
    wine "$SYSTEM\\regsvr32.exe" /s imapi2.dll >/dev/null 2>&1
}

test_virtual()
{
    run 0 doctor
    says 'the virtual recorder is told' out '^ok +Recorder 0: Wine Virtual Recorder 1\.0, the virtual recorder "Alice" in '
    says 'and that nobody holds it' out '^ok +Nobody else holds recorder 0'
    says 'and that it can burn' out '^ok +Recorder 0 can burn'
    says 'and the end' out '^Nothing is wrong'
    run 0 eject Alice --discard
    run 0 doctor
    says 'a missing disc is told' out '^note +A burn on recorder 0 would fail now: .*0xC0AA0202'
    run 0 drive add Bob --letter R
    IMAPI2_ROADS=virtual run 0 doctor
    says 'a letter is told' out '^ok +Recorder 1 has the drive letter R:'
    says 'and roads that somebody chose' out '^note +Only these roads are used, since IMAPI2_ROADS says so: virtual'
    run 0 drive remove Bob
}

# Another program has the drive while the doctor comes.
test_holder()
{
    local tries=400
    run 0 insert Alice bd-r
    truncate -s 20G "$WORK/huge.iso"
    setsid "$WINE" "$SYSTEM\\imapictl.exe" burn Alice "$WORK/huge.iso" >"$WORK/burn" 2>&1 </dev/null &
    local burner=$!
    while [ $((tries -= 1)) -gt 0 ] && ! grep -q writing "$WORK/burn"; do sleep 0.05; done
    run 4 doctor
    says 'the holder is told' out '^problem +Recorder 0 cannot be had alone, it is held by imapictl: .*0xC0AA0210'
    kill -INT -- "-$burner"
    wait "$burner"
    run 0 drive remove Alice
}

# run_elsewhere CODE MACHINE: the doctor on a machine that is made up, as a user without rights. The server sees the
# machine of the one who starts it, so it has to end with the program.
run_elsewhere()
{
    # shellcheck disable=SC2016
    local then_wait='"$@"; code=$?; wineserver -w; exit $code'
    "$TOP/tests/apps/host_without_rights.sh" "$2" "$WORK" env HOME="$WORK/home" WINEPREFIX="$WORK/other" \
        WINEDLLPATH="$MODULES" sh -c "$then_wait" - "$WINE" "$SYSTEM\\imapictl.exe" doctor \
        >"$WORK/out" 2>"$WORK/err" </dev/null
    holds "the doctor ends with $1" [ $? = "$1" ]
}

# The prefix of a user without rights, where they can reach it. Debian's Wine keeps there where its server listens.
make_other_prefix()
{
    mkdir -p "$WORK/home"
    wineserver -w
    cp -a "$WINEPREFIX" "$WORK/other" && rm -f "$WORK/other/wineserver" && chown -R 65534:65534 "$WORK/other" "$WORK/home" && chmod 711 "$WORK"
}

# With the Unix side, where it can be laid out as Wine wants it.
lay_modules()
{
    MODULES=$WORK/modules
    if [ -e "$BUILD/$WIDTH/imapi2.so" ] && type -P winebuild >/dev/null; then
        (cd "$BUILD" && sh "$TOP/build-aux/installdlls" winebuild "$MODULES" "$WIDTH/imapi2.dll" "$WIDTH/imapi2.so")
    elif [ -d "$BUILD/test-modules" ]; then
        MODULES=$BUILD/test-modules
    fi >/dev/null
    if [ -d "$MODULES" ]; then
        cp "$MODULES/$WIDTH-windows/imapi2.dll" "$WORK/other/drive_c/windows/${SYSTEM##*\\}/"
        chmod -R a+rX "$MODULES"
    else
        MODULES=
    fi
}

test_machines()
{
    if [ "$(id -u)" != 0 ] || ! unshare --mount true 2>/dev/null; then
        skip 'doctor: made up machines need root and mount namespaces'
        return
    fi
    make_other_prefix || { fail 'no prefix for another user'; return; }
    lay_modules
    run_elsewhere 2 none
    says 'without a drive that is told' out '^note +The kernel has no optical drive'
    says 'and that programs find none' out "$NO_RECORDER"
    says 'with what helps' out 'do: +.*imapictl drive add NAME --medium dvd\+r'
    run_elsewhere 4 drive
    says 'missing rights are told' out '^problem +This user may not read and write /dev/sr0'
    says 'to both nodes' out '^problem +This user may not read and write /dev/sg0'
    says 'with what helps' out 'do: +"ls -l /dev/sg0" shows its group; as root "adduser USER GROUP"'
    if [ -n "$MODULES" ]; then
        says 'and that the recorder cannot be opened' out '^problem +Recorder 0 .*cannot be opened: .*0x80070005'
    else
        says 'and that programs find none' out "$NO_RECORDER"
    fi
}

start_imapictl "${1:-$ARCH64}"
test_dll
test_virtual
test_holder
test_machines
