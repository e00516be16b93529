# shellcheck shell=bash
# Boot images for the suite, and what starts them: QEMU with SeaBIOS, and with OVMF.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

BOOT_SOURCES=$TOP/tests/images/boot
BOOT_SECONDS=120
OVMF=/usr/share/OVMF/OVMF_CODE_4M.fd
OVMF_VARIABLES=/usr/share/OVMF/OVMF_VARS_4M.fd

# make_boot_images FOLDER: bios.bin (2 KiB, no emulation), floppy.img (1.44 MB, begins with the same), efi.img (a FAT).
make_boot_images()
{
    mkdir -p "$1" && make_bios_image "$1" && make_efi_image "$1"
}

make_bios_image()
{
    as --32 -o "$1/bios.o" "$BOOT_SOURCES/bios.s" && objcopy -O binary -j .text "$1/bios.o" "$1/bios.bin" &&
        truncate -s 2048 "$1/bios.bin" && cp "$1/bios.bin" "$1/floppy.img" && truncate -s 1474560 "$1/floppy.img" &&
        cp "$1/floppy.img" "$1/disk.img"
}

make_efi_image()
{
    x86_64-w64-mingw32-gcc -std=c11 -O2 -Wall -Wextra -Werror -ffreestanding -nostdlib -shared \
        -Wl,--subsystem,10 -Wl,-e,efi_main -o "$1/bootx64.efi" "$BOOT_SOURCES/efi.c" &&
        mformat -C -i "$1/efi.img" -f 1440 :: && mmd -i "$1/efi.img" ::/EFI ::/EFI/BOOT &&
        mcopy -i "$1/efi.img" "$1/bootx64.efi" ::/EFI/BOOT/BOOTX64.EFI
}

# boots_with bios|efi IMAGE: the image boots, and what runs is the program meant for that firmware.
boots_with()
{
    local console status firmware=() mark='BOOTED BY BIOS'
    console=$(mktemp)
    if [ "$1" = efi ]; then
        mark='BOOTED BY EFI'
        cp "$OVMF_VARIABLES" "$console.vars"
        firmware=(-drive "if=pflash,format=raw,readonly=on,file=$OVMF" -drive "if=pflash,format=raw,file=$console.vars")
    fi
    timeout "$BOOT_SECONDS" qemu-system-x86_64 -machine q35 -accel tcg -m 256 -nodefaults -display none -net none \
        "${firmware[@]}" -serial "file:$console" -device isa-debug-exit,iobase=0xf4,iosize=4 \
        -drive "if=none,id=cd,format=raw,media=cdrom,readonly=on,file=$2" -device ide-cd,drive=cd,bootindex=0 </dev/null
    grep -qa "$mark" "$console"
    status=$?
    [ "$status" = 0 ] || tail -c 500 "$console"
    rm -f "$console" "$console.vars"
    return "$status"
}
