# shellcheck shell=bash
# The laboratory's virtual machine: a Debian with the kernel's own SCSI and a module that makes recorders, run by
# QEMU without hardware help. tests/vm/run.sh, up.sh, exec.sh and down.sh use this file.
#
# A machine that is up is a folder: its folder for results (out), the console's log, the process and two pipes, over
# which commands go in and what they say comes back. The disk is an image that nothing is ever written to.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

. "$TOP/tests/chroot/roots.sh"

VM_BOOT_SECONDS=300
# Where a machine is that stays up.
# shellcheck disable=SC2034
VM_STAYING=${IMAPI2_VM:-$BUILD/vm}

# What makes the image anew when it changes: the root's own recipe, and the first process, which is put into it.
vm_image() { say "$ROOTS/$1-image-$({ root_folder "$1"; cat "$TOP/tests/vm/init"; } | cksum | cut -d' ' -f1)"; }

# vm_can: says why there can be no machine here, or nothing.
vm_obstacle()
{
    if [ "$(id -u)" != 0 ]; then say 'making its disk needs root'
    elif ! command -v qemu-system-x86_64 >/dev/null; then say 'qemu-system-x86_64 is missing'
    elif ! unshare --mount --pid --fork true 2>/dev/null; then say 'this machine allows no mount namespaces'
    fi
}

# Makes the disk image of a root unless it is there: a folder with disk, kernel and initrd. Status as make_root.
vm_make_image()
{
    local name=$1 image root
    image=$(vm_image "$name")
    [ ! -e "$image/disk" ] || return 0
    make_root "$name" || return
    root=$(root_folder "$name")
    (
        flock 9
        [ ! -e "$image/disk" ] || exit 0
        rm -rf --one-file-system "$ROOTS/$name-image-"* "$image.new"
        mkdir -p "$image.new" || exit 1
        install -m 755 "$TOP/tests/vm/init" "$root/usr/local/sbin/vm-init" &&
            cp -L "$root/boot/vmlinuz.vm" "$image.new/kernel" && cp "$root/boot/initrd.vm" "$image.new/initrd" &&
            vm_make_disk "$root" "$image.new/disk" && mv "$image.new" "$image"
    ) 9>"$ROOTS/$name-image.lock" >>"$ROOTS/$name.log" 2>&1
}

# The disk with the older Wine, which the machine has as its second one when it was made. Status as make_root.
vm_make_wine8()
{
    local disk root
    disk=$(vm_wine8)
    [ ! -e "$disk" ] || return 0
    make_root wine8 || return
    root=$(root_folder wine8)
    (
        flock 9
        [ ! -e "$disk" ] || exit 0
        rm -rf --one-file-system "$ROOTS/wine8-image-"*
        mkdir -p "${disk%/*}" && vm_make_disk "$root" "$disk.new" && mv "$disk.new" "$disk"
    ) 9>"$ROOTS/wine8-image.lock" >>"$ROOTS/wine8.log" 2>&1
}

vm_wine8() { say "$ROOTS/wine8-image-$(root_folder wine8 | cksum | cut -d' ' -f1)/disk"; }

# A third more than what is in it, for the media of virtual recorders; the file is sparse.
vm_make_disk()
{
    local root=$1 disk=$2 kilobytes
    kilobytes=$(du -skx "$root" | cut -f1)
    mke2fs -q -t ext4 -E lazy_itable_init=1,lazy_journal_init=1 -O ^has_journal -m 0 -d "$root" "$disk" \
        $((kilobytes + kilobytes / 3 + 4194304))k
}

# vm_up NAME FOLDER: starts a machine and returns when it takes commands.
vm_up()
{
    local name=$1 folder=$2 image second=()
    image=$(vm_image "$name")
    ! vm_is_up "$folder" || die "$folder: a machine runs there"
    mkdir -p "$folder/out" || return 1
    rm -f "$folder"/port.in "$folder"/port.out
    mkfifo "$folder/port.in" "$folder/port.out" || return 1
    # shellcheck disable=SC2054
    [ ! -e "$(vm_wine8)" ] || second=(-drive if=none,id=wine8,format=raw,snapshot=on,file="$(vm_wine8)"
        -device virtio-blk-pci,drive=wine8)
    # Without SMAP: the emulation takes the stack of an iretq in user mode, as Wine 10 does it, for a trespass.
    qemu-system-x86_64 -machine q35 -cpu max,-smap -accel tcg,thread=multi -smp 2 -m 2048 -nodefaults -no-reboot \
        -display none -serial "file:$folder/console" \
        -kernel "$image/kernel" -initrd "$image/initrd" \
        -append 'root=/dev/vda rw rootfstype=ext4 console=ttyS0 init=/usr/local/sbin/vm-init block.events_dfl_poll_msecs=2000 mitigations=off panic=-1 quiet' \
        -drive "if=none,id=disk,format=raw,snapshot=on,file=$image/disk" -device virtio-blk-pci,drive=disk "${second[@]}" \
        -virtfs "local,path=$TOP,mount_tag=src,security_model=none,readonly=on,multidevs=remap" \
        -virtfs "local,path=$BUILD,mount_tag=build,security_model=none,readonly=on,multidevs=remap" \
        -virtfs "local,path=$folder/out,mount_tag=out,security_model=none" \
        -device virtio-serial-pci -chardev "pipe,id=port,path=$folder/port" \
        -device virtconsole,chardev=port </dev/null >"$folder/qemu.log" 2>&1 &
    say "$!" >"$folder/pid"
    vm_wait_ready "$folder" && return 0
    tail -n 20 "$folder/qemu.log" "$folder/console" >&2
    vm_down "$folder"
    return 1
}

vm_is_up() { [ -s "$1/pid" ] && kill -0 "$(cat "$1/pid")" 2>/dev/null; }

vm_wait_ready()
{
    local line deadline=$((SECONDS + VM_BOOT_SECONDS))
    exec 8<>"$1/port.out"
    while [ "$SECONDS" -lt "$deadline" ]; do
        vm_is_up "$1" || break
        if read -r -t 1 line <&8 && [ "$line" = ready ]; then
            exec 8<&-
            return 0
        fi
    done
    exec 8<&-
    return 1
}

# vm_exec FOLDER SECONDS COMMAND: runs a line of shell in the machine; its output and exit code are this
# function's. 124: the time is over, and the machine may still be at it; 125: the machine has gone.
vm_exec()
{
    local folder=$1 deadline=$((SECONDS + $2)) command=$3 token="end-$$-$RANDOM" line status=125 held='' holds=
    exec 8<>"$folder/port.out" 7<>"$folder/port.in"
    printf '%s %s\n' "$token" "$(printf '%s' "$command" | base64 -w 0)" >&7
    while vm_is_up "$folder"; do
        [ "$SECONDS" -lt "$deadline" ] || { status=124; break; }
        if ! IFS= read -r -t 5 line <&8; then
            held=$held$line
            continue
        fi
        line=$held$line
        held=
        case $line in
            "$token "*) status=${line#* }; break ;;
            # Of an earlier command, whose time was over.
            end-[0-9]*-[0-9]*\ [0-9]*) holds=; continue ;;
        esac
        # The line feed before the token is not the command's.
        [ -z "$holds" ] || say ''
        holds=
        if [ -z "$line" ]; then holds=yes; else say "$line"; fi
    done
    exec 8<&- 7<&-
    return "$status"
}

# Powers the machine off; kills it when it does not go by itself. The folder stays, for its out and console.
vm_down()
{
    local folder=$1 pid turn
    vm_is_up "$folder" || return 0
    pid=$(cat "$folder/pid")
    exec 7<>"$folder/port.in"
    printf 'poweroff\n' >&7
    exec 7<&-
    for ((turn = 0; turn < 50; turn++)); do
        kill -0 "$pid" 2>/dev/null || break
        sleep 0.2
    done
    ! kill -0 "$pid" 2>/dev/null || kill "$pid" 2>/dev/null
    rm -f "$folder/pid" "$folder/port.in" "$folder/port.out"
}

# One argument is a line of shell, several are a command with its arguments.
vm_command()
{
    if [ $# = 1 ]; then say "$1"; else printf '%q ' "$@"; fi
}

# The DLL of both widths with its Unix side, marked as Wine's own, and its clients, where the machine finds them as
# /out/wine.
vm_stage_dlls()
{
    (cd "$BUILD" && sh "$TOP/build-aux/installdlls" winebuild "$1/out/wine" {x86_64,i386}/imapi2.{dll,so}) >/dev/null &&
        vm_stage_clients "$1/out/wine" x86_64 x86_64-w64-mingw32-gcc &&
        vm_stage_clients "$1/out/wine" i386 i686-w64-mingw32-gcc &&
        vm_exec "$1" 900 '. /src/tests/vm/guest.sh; install_imapi2'
}

vm_stage_clients() # FOLDER WIDTH COMPILER
{
    cp "$BUILD/$2/imapictl.exe" "$BUILD/$2/imapi2_test.exe" "$1/$2-windows/" &&
        compile_raw_disc "$3" "$1/$2-windows/raw_disc.exe"
}

# vm_for_tests WHAT: sets FOLDER to a machine that is up: the one that stays, or one for this script. Says why there
# is none; status 1: it is skipped, 2: that is a failure. With a second argument the machine gets the older Wine.
vm_for_tests()
{
    local obstacle
    obstacle=$(vm_obstacle)
    [ -z "$obstacle" ] || { skip "$1: $obstacle"; return 1; }
    FOLDER=$VM_STAYING
    ! vm_is_up "$FOLDER" || return 0
    vm_make_image vm && { [ -z "${2:-}" ] || vm_make_wine8; }
    case $? in
        0) ;;
        2) skip "$1: the archive's index could not be fetched"; return 1 ;;
        *) tail -n 20 "$ROOTS/vm.log"; fail 'the image of the machine is made'; return 2 ;;
    esac
    FOLDER=$(mktemp -d "${TMPDIR:-/var/tmp}/imapi2-vm.XXXXXX") || return 2
    trap 'vm_down "$FOLDER"; rm -rf "$FOLDER"' EXIT
    vm_up vm "$FOLDER" || { fail 'the machine comes up'; return 2; }
}
