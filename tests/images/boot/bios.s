# What a BIOS loads from an El Torito image: it says so on the serial port and on the port that ends the emulator.
#
# Copyright 2026 the imapi2 for Wine authors
#
# This library is free software; you can redistribute it and/or
# modify it under the terms of the GNU Lesser General Public
# License as published by the Free Software Foundation; either
# version 2.1 of the License, or (at your option) any later version.

        .code16
        .text
        .globl _start
_start:
        cli
        call    here
here:   pop     %si                     # wherever the image was loaded
        add     $(text - here), %si
        mov     %cs, %ax
        mov     %ax, %ds
        cld
next:   lodsb
        test    %al, %al
        jz      done
        mov     %al, %bl
        mov     $0x3fd, %dx             # line status: is there room for a byte?
wait:   inb     %dx, %al
        test    $0x20, %al
        jz      wait
        mov     $0x3f8, %dx
        mov     %bl, %al
        outb    %al, %dx
        jmp     next
done:   mov     $0x3fd, %dx
empty:  inb     %dx, %al
        test    $0x40, %al
        jz      empty
        mov     $0xf4, %dx
        mov     $0x10, %al
        outb    %al, %dx
halt:   hlt
        jmp     halt
text:   .asciz  "BOOTED BY BIOS\r\n"

        .org    0x1be                   # a partition, for the emulation of a hard disk: active, the whole of it
        .byte   0x80, 0, 2, 0, 6, 1, 18, 0
        .long   1, 2879
        .org    510
        .word   0xaa55
