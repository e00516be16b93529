/*
 * What UEFI loads from an El Torito image: it says so on the serial port and on the port that ends the emulator
 *
 * Copyright 2026 the imapi2 for Wine authors
 *
 * This library is free software; you can redistribute it and/or
 * modify it under the terms of the GNU Lesser General Public
 * License as published by the Free Software Foundation; either
 * version 2.1 of the License, or (at your option) any later version.
 *
 * This library is distributed in the hope that it will be useful,
 * but WITHOUT ANY WARRANTY; without even the implied warranty of
 * MERCHANTABILITY or FITNESS FOR A PARTICULAR PURPOSE.  See the GNU
 * Lesser General Public License for more details.
 *
 * You should have received a copy of the GNU Lesser General Public
 * License along with this library; if not, write to the Free Software
 * Foundation, Inc., 51 Franklin St, Fifth Floor, Boston, MA 02110-1301, USA
 */

static void out_byte(unsigned short port, unsigned char value)
{
    __asm__ volatile("outb %0, %1" : : "a"(value), "Nd"(port));
}

static unsigned char in_byte(unsigned short port)
{
    unsigned char value;

    __asm__ volatile("inb %1, %0" : "=a"(value) : "Nd"(port));
    return value;
}

unsigned long long efi_main(void *image, void *system_table);

unsigned long long efi_main(void *image, void *system_table)
{
    static const char text[] = "BOOTED BY EFI\r\n";
    unsigned int i;

    (void)image;
    (void)system_table;
    for (i = 0; text[i]; i++)
    {
        while (!(in_byte(0x3fd) & 0x20)) continue;
        out_byte(0x3f8, (unsigned char)text[i]);
    }
    while (!(in_byte(0x3fd) & 0x40)) continue;
    out_byte(0xf4, 0x10);
    return 0;
}
