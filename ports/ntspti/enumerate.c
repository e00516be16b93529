/*
 * Which CD-ROM drives the host has
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

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <windef.h>
#include <winbase.h>
#include <winioctl.h>
#include <ntddstor.h>
#include <winnls.h>
#include <ntddscsi.h>

#include "ntspti_private.h"
#include "port_id.h"

/*
 * Windows tells a drive's name through a handle opened for no access at all,
 * which mounts nothing and waits for no medium. Wine makes such answers up;
 * there the drive itself is asked for INQUIRY, which needs no medium either.
 */

#define WINE_MAX_TRANSFER    (32u << 10)    /* what Wine announces whatever the host can */
#define WINDOWS_MAX_TRANSFER (64u << 10)    /* every adapter can that much */
#define WINDOWS_ALIGNMENT    0x0f           /* no adapter asks for more than FILE_OCTA_BYTE_ALIGNMENT by default */

#define NAME_LENGTH 64

struct identity
{
    char vendor[NAME_LENGTH];
    char product[NAME_LENGTH];
    char revision[NAME_LENGTH];
    char serial[NAME_LENGTH];
    int number;                 /* N of CdRomN, -1 unknown */
    bool optical;
};

/* A drive that this user may not ask still gets a name, and is listed. */
static void unknown_identity(struct identity *identity)
{
    memset(identity, 0, sizeof(*identity));
    strcpy(identity->vendor, "unknown");
    strcpy(identity->product, "cdrom");
    identity->number = -1;
    identity->optical = true;
}

static void copy_trimmed(char out[NAME_LENGTH], const char *in)
{
    size_t length;

    while (*in == ' ')
        in++;
    length = strlen(in);
    while (length && in[length - 1] == ' ')
        length--;
    length = min(length, NAME_LENGTH - 1);
    memcpy(out, in, length);
    out[length] = 0;
}

static void read_number(struct ntspti_host *host, HANDLE handle, struct identity *identity)
{
    STORAGE_DEVICE_NUMBER number;
    DWORD returned;

    if (host->ioctl(host, handle, IOCTL_STORAGE_GET_DEVICE_NUMBER, NULL, 0, &number, sizeof(number), &returned) &&
        returned >= sizeof(number))
        identity->number = (int)number.DeviceNumber;
}

/* A text of a storage descriptor; offset 0 means none, and the end is not to be trusted. */
static void take_text(char out[NAME_LENGTH], const BYTE *descriptor, DWORD size, DWORD offset)
{
    char text[NAME_LENGTH];
    DWORD i;

    if (!offset || offset >= size)
        return;
    for (i = 0; i < NAME_LENGTH - 1 && offset + i < size && descriptor[offset + i]; i++)
        text[i] = (char)descriptor[offset + i];
    text[i] = 0;
    copy_trimmed(out, text);
}

static void read_property(struct ntspti_host *host, HANDLE handle, struct identity *identity)
{
    STORAGE_PROPERTY_QUERY query = { StorageDeviceProperty, PropertyStandardQuery, { 0 } };
    union
    {
        STORAGE_DEVICE_DESCRIPTOR descriptor;
        BYTE bytes[1024];
    } answer;
    DWORD size;

    memset(&answer, 0, sizeof(answer));
    if (!host->ioctl(host, handle, IOCTL_STORAGE_QUERY_PROPERTY, &query, sizeof(query), &answer, sizeof(answer),
                     &size) || size < FIELD_OFFSET(STORAGE_DEVICE_DESCRIPTOR, RawDeviceProperties))
        return;
    size = min(size, sizeof(answer));
    identity->optical = answer.descriptor.DeviceType == MMC_PERIPHERAL_CD_DVD;
    take_text(identity->vendor, answer.bytes, size, answer.descriptor.VendorIdOffset);
    take_text(identity->product, answer.bytes, size, answer.descriptor.ProductIdOffset);
    take_text(identity->revision, answer.bytes, size, answer.descriptor.ProductRevisionOffset);
    take_text(identity->serial, answer.bytes, size, answer.descriptor.SerialNumberOffset);
}

/* Runs a command of libs/mmc that brings data; tells how much came. */
static uint32_t ask(struct ntspti_host *host, HANDLE handle, const struct mmc_command *asked, void *data)
{
    struct port_limits limits = { WINE_MAX_TRANSFER, WINE_MAX_TRANSFER, 0 };
    struct port_command command;
    struct port_reply reply;

    ntspti_make_command(asked, data, &command);
    ntspti_deliver(host, handle, &limits, &command, &reply);
    return reply.delivery == PORT_DELIVERED && reply.status == PORT_STATUS_GOOD ? reply.transferred : 0;
}

static void read_inquiry(struct ntspti_host *host, HANDLE handle, struct identity *identity)
{
    struct mmc_vpd_serial serial;
    struct mmc_inquiry inquiry;
    struct mmc_command command;
    uint8_t data[255];
    uint32_t length;

    mmc_build_inquiry(&command, MMC_INQUIRY_LENGTH);
    length = ask(host, handle, &command, data);
    if (!mmc_parse_inquiry(data, length, &inquiry))
        return;
    identity->optical = inquiry.peripheral_type == MMC_PERIPHERAL_CD_DVD;
    copy_trimmed(identity->vendor, inquiry.vendor);
    copy_trimmed(identity->product, inquiry.product);
    copy_trimmed(identity->revision, inquiry.revision);

    mmc_build_inquiry_vpd(&command, MMC_VPD_SERIAL, sizeof(data));
    length = ask(host, handle, &command, data);
    if (mmc_parse_vpd_serial(data, length, &serial))
        copy_trimmed(identity->serial, serial.serial);
}

/* A drive that is there, yet cannot be opened now: for lack of rights, or of a medium that the host wants to see. */
static bool exists_all_the_same(DWORD error)
{
    return error == ERROR_ACCESS_DENIED || error == ERROR_SHARING_VIOLATION || error == ERROR_NOT_READY ||
           error == ERROR_WRITE_PROTECT;
}

/* False when there is no device behind that path. */
static bool identify(struct ntspti_host *host, const WCHAR *path, struct identity *identity)
{
    HANDLE handle = host->create_file(host, path, host->wine ? GENERIC_READ | GENERIC_WRITE : 0);

    unknown_identity(identity);
    if (handle == INVALID_HANDLE_VALUE)
        return exists_all_the_same(GetLastError());
    read_number(host, handle, identity);
    if (host->wine)
        read_inquiry(host, handle, identity);
    else
        read_property(host, handle, identity);
    host->close(host, handle);
    return identity->optical;
}

static bool known_id(const struct ntspti_drive *drives, unsigned int count, const char *id)
{
    while (count--)
        if (port_id_equal(drives[count].drive.id, id))
            return true;
    return false;
}

/* The serial number tells equal drives apart, and keeps the id when the drive is plugged elsewhere. */
static bool build_id(const struct ntspti_drive *drives, unsigned int count, const struct identity *identity,
                     const char *place, char id[PORT_ID_MAX])
{
    const char *revision = identity->revision;
    char instance[NAME_LENGTH + 16];

    snprintf(instance, sizeof(instance), "%s", identity->serial[0] ? identity->serial : place);
    if (!port_id_build(id, identity->vendor, identity->product, revision, instance))
        return false;
    if (!known_id(drives, count, id))
        return true;
    snprintf(instance, sizeof(instance), "%s&%s", identity->serial, place);
    return port_id_build(id, identity->vendor, identity->product, revision, instance);
}

static bool number_listed(const struct ntspti_drive *drives, unsigned int count, int number)
{
    while (count--)
        if (drives[count].drive.legacy_number == number)
            return true;
    return false;
}

static bool add_drive(struct ntspti_host *host, struct ntspti_drive *drives, unsigned int count, const char *place)
{
    struct ntspti_drive *drive = &drives[count];
    struct identity identity;

    if (!identify(host, drive->path, &identity))
        return false;
    WideCharToMultiByte(CP_UTF8, 0, drive->path, -1, drive->drive.host_name, PORT_ID_MAX, NULL, NULL);
    drive->drive.legacy_number = identity.number;
    return build_id(drives, count, &identity, place, drive->drive.id);
}

static bool add_letter(struct ntspti_host *host, struct ntspti_drive *drives, unsigned int count, char letter)
{
    struct ntspti_drive *drive = &drives[count];
    WCHAR root[4] = { (WCHAR)letter, ':', '\\', 0 }, volume[64];
    char place[8];

    memset(drive, 0, sizeof(*drive));
    lstrcpyW(drive->path, L"\\\\.\\?:");
    drive->path[4] = (WCHAR)letter;
    snprintf(place, sizeof(place), "drive&%c", letter);
    if (!add_drive(host, drives, count, place))
        return false;
    snprintf(drive->drive.volume_path, sizeof(drive->drive.volume_path), "%c:\\", letter);
    if (host->volume_name(host, root, volume, ARRAY_SIZE(volume)))
        WideCharToMultiByte(CP_UTF8, 0, volume, -1, drive->drive.volume_name, sizeof(drive->drive.volume_name),
                            NULL, NULL);
    return true;
}

static bool add_number(struct ntspti_host *host, struct ntspti_drive *drives, unsigned int count, int number)
{
    struct ntspti_drive *drive = &drives[count];
    char path[16], place[16];

    memset(drive, 0, sizeof(*drive));
    snprintf(path, sizeof(path), "\\\\.\\CdRom%d", number);
    snprintf(place, sizeof(place), "cdrom%d", number);
    MultiByteToWideChar(CP_UTF8, 0, path, -1, drive->path, ARRAY_SIZE(drive->path));
    if (!add_drive(host, drives, count, place))
        return false;
    drive->drive.legacy_number = number;
    return true;
}

unsigned int ntspti_collect(struct ntspti_host *host, struct ntspti_drive *drives)
{
    DWORD letters = host->cdrom_letters(host);
    unsigned int count = 0;
    int i;

    for (i = 0; i < NTSPTI_LETTERS; i++)
        if ((letters & (1u << i)) && add_letter(host, drives, count, (char)('A' + i)))
            count++;
    /* Wine gives a letter to every drive, and has no names of this kind. */
    for (i = 0; i < NTSPTI_NUMBERS && !host->wine; i++)
        if (!number_listed(drives, count, i) && add_number(host, drives, count, i))
            count++;
    return count;
}

void ntspti_read_limits(struct ntspti_host *host, HANDLE handle, struct port_limits *limits)
{
    IO_SCSI_CAPABILITIES capabilities;
    DWORD returned;

    limits->max_transfer = host->wine ? WINE_MAX_TRANSFER : WINDOWS_MAX_TRANSFER;
    limits->alignment_mask = host->wine ? 0 : WINDOWS_ALIGNMENT;
    memset(&capabilities, 0, sizeof(capabilities));
    if (host->ioctl(host, handle, IOCTL_SCSI_GET_CAPABILITIES, NULL, 0, &capabilities, sizeof(capabilities),
                    &returned) && capabilities.MaximumTransferLength)
    {
        limits->max_transfer = capabilities.MaximumTransferLength;
        limits->alignment_mask = capabilities.AlignmentMask;
    }
    limits->max_aligned_transfer = limits->max_transfer;
}
