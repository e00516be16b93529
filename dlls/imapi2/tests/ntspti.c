/*
 * Tests of the pass-through road, over a host that answers as Windows and Wine do
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
#include <string.h>
#include <windef.h>
#include <winbase.h>
#include <winioctl.h>
#include <ntddstor.h>
#include <ntddscsi.h>

#include "wine/test.h"
#include "ntspti.h"
#include "mmc_commands.h"
#include "mmc_opcodes.h"

#ifndef ARRAY_SIZE
#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))
#endif

#define EXCLUSIVE_ACCESS 0x0002c05c     /* IOCTL_CDROM_EXCLUSIVE_ACCESS */

/* How the fake host answers one pass-through. */
struct answer
{
    DWORD error;            /* 0: the ioctl succeeds */
    BYTE status;
    BYTE sense[18];
    BYTE sense_length;
    ULONG moved;            /* as the host reports it */
    BOOL touch;             /* data from the drive really arrives */
    uint32_t takes_ms;
};

struct fake
{
    struct ntspti_host host;
    DWORD letters;
    DWORD numbers;              /* bit N: CdRomN exists */
    DWORD open_error;           /* of an opening for reading and writing */
    struct answer answer;       /* to everything but INQUIRY */
    struct answer inquiry;
    BOOL inquiry_follows;       /* answer INQUIRY with `answer` as well */
    const char *serial;
    BYTE peripheral_type;
    ULONG max_transfer;
    uint64_t now;
    int opened;
    unsigned int commands, inquiries;
    DWORD last_access;
    SCSI_PASS_THROUGH_DIRECT last;
    BOOL last_same_buffer;
    char exclusive_owner[64];   /* the CD-ROM driver of Windows */
    DWORD exclusive_flags;
    DWORD exclusive_error;
};

static struct fake *impl_from_host(struct ntspti_host *host)
{
    return CONTAINING_RECORD(host, struct fake, host);
}

static HANDLE fake_create_file(struct ntspti_host *host, const WCHAR *path, DWORD access)
{
    struct fake *fake = impl_from_host(host);
    int number;

    fake->last_access = access;
    if (fake->open_error && access)
    {
        SetLastError(fake->open_error);
        return INVALID_HANDLE_VALUE;
    }
    if (path[5] == ':' && path[4] >= 'A' && path[4] <= 'Z' && (fake->letters & (1u << (path[4] - 'A'))))
        number = path[4] - 'A';
    else if (path[4] == 'C' && (fake->numbers & (1u << (path[9] - '0'))) && !path[10])
        number = 100 + path[9] - '0';
    else
    {
        SetLastError(ERROR_FILE_NOT_FOUND);
        return INVALID_HANDLE_VALUE;
    }
    fake->opened++;
    return (HANDLE)(ULONG_PTR)(0x1000 + number);
}

static void fake_close(struct ntspti_host *host, HANDLE device)
{
    impl_from_host(host)->opened--;
}

static void fill_inquiry(struct fake *fake, BYTE *data, ULONG size, HANDLE device, BOOL vpd)
{
    struct mmc_inquiry inquiry = { .peripheral_type = fake->peripheral_type, .removable = true, .version = 5,
                                   .additional_length = 31 };
    BYTE reply[64] = { 0 };
    ULONG length = MMC_INQUIRY_LENGTH;

    strcpy(inquiry.vendor, "ACME    ");
    strcpy(inquiry.product, "Burner 9000     ");
    strcpy(inquiry.revision, "1.0b");
    mmc_encode_inquiry(reply, sizeof(reply), &inquiry);
    if (vpd)
    {
        length = 4 + (fake->serial ? strlen(fake->serial) : 0);
        memset(reply, 0, sizeof(reply));
        reply[0] = fake->peripheral_type;
        reply[1] = MMC_VPD_SERIAL;
        reply[3] = length - 4;
        if (fake->serial)
            memcpy(reply + 4, fake->serial, length - 4);
    }
    memcpy(data, reply, min(size, length));
}

static BOOL fake_pass_through(struct fake *fake, HANDLE device, void *in, void *out, DWORD size)
{
    SCSI_PASS_THROUGH_DIRECT *direct = out;
    BOOL inquiry = direct->Cdb[0] == MMC_OP_INQUIRY;
    const struct answer *answer = inquiry && !fake->inquiry_follows ? &fake->inquiry : &fake->answer;

    fake->commands++;
    fake->inquiries += inquiry;
    fake->last = *direct;
    fake->last_same_buffer = in == out && size >= sizeof(*direct);
    fake->now += answer->takes_ms;
    if (answer->error)
    {
        SetLastError(answer->error);
        return FALSE;
    }
    if (answer->touch && direct->DataIn == SCSI_IOCTL_DATA_IN)
    {
        if (inquiry)
            fill_inquiry(fake, direct->DataBuffer, direct->DataTransferLength, device, direct->Cdb[1] & 1);
        else
            memset(direct->DataBuffer, 0x5a, min(answer->moved, direct->DataTransferLength));
    }
    direct->DataTransferLength = inquiry && answer->touch ? direct->DataTransferLength : answer->moved;
    direct->ScsiStatus = answer->status;
    memcpy((BYTE *)direct + direct->SenseInfoOffset, answer->sense, min(18, direct->SenseInfoLength));
    direct->SenseInfoLength = answer->sense_length;
    return TRUE;
}

static BOOL fake_exclusive(struct fake *fake, const DWORD *request, BYTE *out, DWORD *returned)
{
    if (fake->exclusive_error)
    {
        SetLastError(fake->exclusive_error);
        return FALSE;
    }
    switch (request[0])
    {
    case 0:
        memset(out, 0, 65);
        out[0] = fake->exclusive_owner[0] != 0;
        memcpy(out + 1, fake->exclusive_owner, 64);
        *returned = 65;
        return TRUE;
    case 1:
        if (fake->exclusive_owner[0])
        {
            SetLastError(ERROR_ACCESS_DENIED);
            return FALSE;
        }
        fake->exclusive_flags = request[1];
        memcpy(fake->exclusive_owner, request + 2, 64);
        return TRUE;
    default:
        fake->exclusive_owner[0] = 0;
        return TRUE;
    }
}

/* What the CD-ROM driver of Windows tells without asking the drive. */
static void fill_property(struct fake *fake, STORAGE_DEVICE_DESCRIPTOR *descriptor, DWORD size, DWORD *returned)
{
    static const char texts[] = "ACME    \0Burner 9000     \0" "1.0b";
    DWORD start = FIELD_OFFSET(STORAGE_DEVICE_DESCRIPTOR, RawDeviceProperties);

    memset(descriptor, 0, size);
    descriptor->Size = start + sizeof(texts);
    descriptor->DeviceType = fake->peripheral_type;
    descriptor->VendorIdOffset = start;
    descriptor->ProductIdOffset = start + 9;
    descriptor->ProductRevisionOffset = start + 26;
    memcpy((BYTE *)descriptor + start, texts, sizeof(texts));
    if (fake->serial)
    {
        descriptor->SerialNumberOffset = start + sizeof(texts);
        strcpy((char *)descriptor + descriptor->SerialNumberOffset, fake->serial);
        descriptor->Size += strlen(fake->serial) + 1;
    }
    *returned = descriptor->Size;
}

static BOOL fake_ioctl(struct ntspti_host *host, HANDLE device, DWORD code, void *in, DWORD in_size,
                       void *out, DWORD out_size, DWORD *returned)
{
    struct fake *fake = impl_from_host(host);

    *returned = 0;
    switch (code)
    {
    case IOCTL_SCSI_PASS_THROUGH_DIRECT:
        return fake_pass_through(fake, device, in, out, out_size);
    case IOCTL_SCSI_GET_CAPABILITIES:
        if (!fake->max_transfer)
            break;
        memset(out, 0, out_size);
        ((IO_SCSI_CAPABILITIES *)out)->MaximumTransferLength = fake->max_transfer;
        ((IO_SCSI_CAPABILITIES *)out)->AlignmentMask = 3;
        *returned = sizeof(IO_SCSI_CAPABILITIES);
        return TRUE;
    case IOCTL_STORAGE_GET_DEVICE_NUMBER:
        ((STORAGE_DEVICE_NUMBER *)out)->DeviceNumber = ((ULONG_PTR)device - 0x1000) % 100;
        *returned = sizeof(STORAGE_DEVICE_NUMBER);
        return TRUE;
    case IOCTL_STORAGE_QUERY_PROPERTY:
        if (host->wine)
            break;
        fill_property(fake, out, out_size, returned);
        return TRUE;
    case EXCLUSIVE_ACCESS:
        if (host->wine)
            break;
        return fake_exclusive(fake, in, out, returned);
    }
    SetLastError(ERROR_INVALID_FUNCTION);
    return FALSE;
}

static DWORD fake_cdrom_letters(struct ntspti_host *host)
{
    return impl_from_host(host)->letters;
}

static bool fake_volume_name(struct ntspti_host *host, const WCHAR *root, WCHAR *name, DWORD size)
{
    if (root[0] != 'D')
        return false;
    lstrcpynW(name, L"\\\\?\\Volume{00000000-1111-2222-3333-444444444444}\\", size);
    return true;
}

static uint64_t fake_now_ms(struct ntspti_host *host)
{
    return impl_from_host(host)->now;
}

static void init_fake(struct fake *fake, bool wine)
{
    static const struct ntspti_host functions =
    {
        fake_create_file, fake_ioctl, fake_close, fake_cdrom_letters, fake_volume_name, fake_now_ms, false, false
    };
    static const struct answer good = { .touch = TRUE };

    memset(fake, 0, sizeof(*fake));
    fake->host = functions;
    fake->host.wine = wine;
    fake->letters = 1u << 3;
    fake->peripheral_type = MMC_PERIPHERAL_CD_DVD;
    fake->inquiry = good;
    fake->now = 1000000;
}

static bool keep_drive(void *context, const struct port_drive *drive)
{
    *(struct port_drive *)context = *drive;
    return false;
}

struct list
{
    unsigned int count;
    struct port_drive drives[8];
};

static bool keep_all(void *context, const struct port_drive *drive)
{
    struct list *list = context;

    list->drives[list->count++] = *drive;
    return list->count < ARRAY_SIZE(list->drives);
}

static struct port_device *open_first(struct port *port)
{
    struct port_device *device = NULL;
    struct port_drive drive;
    enum port_error error;

    memset(&drive, 0, sizeof(drive));
    error = port->ops->enumerate(port, keep_drive, &drive);
    ok(error == PORT_OK, "enumerate failed with %d\n", error);
    error = port->ops->open(port, drive.id, &device);
    ok(error == PORT_OK, "open failed with %d\n", error);
    return device;
}

/* ---- what becomes of one command */

#define NO   PORT_NO_DATA
#define IN_  PORT_FROM_DEVICE
#define OUT_ PORT_TO_DEVICE
#define SENSE_NOT_READY { 0x70, 0, 2, 0, 0, 0, 0, 10, 0, 0, 0, 0, 0x3a, 1 }

static const struct delivery_test
{
    const char *what;
    bool wine;
    enum port_direction direction;
    uint32_t length;
    struct answer answer;
    struct answer inquiry;          /* to the question afterwards */
    enum port_delivery delivery;
    uint32_t transferred;
    unsigned int inquiries;
} delivery_tests[] =
{
    /* Errors that both hosts give. */
    { "filtered",               true,  NO,   0,    { .error = 5 },    { 0 }, PORT_REFUSED, 0, 0 },
    { "filtered",               false, IN_,  16,   { .error = 5 },    { 0 }, PORT_REFUSED, 0, 0 },
    { "unknown ioctl",          true,  NO,   0,    { .error = 1 },    { 0 }, PORT_REFUSED, 0, 0 },
    { "not supported",          true,  NO,   0,    { .error = 50 },   { 0 }, PORT_REFUSED, 0, 0 },
    { "invalid parameter",      true,  IN_,  16,   { .error = 87 },   { 0 }, PORT_REFUSED, 0, 0 },
    { "struct too small",       true,  IN_,  16,   { .error = 122 },  { 0 }, PORT_REFUSED, 0, 0 },
    { "bad length",             false, IN_,  16,   { .error = 24 },   { 0 }, PORT_REFUSED, 0, 0 },
    { "above the queue limit",  true,  OUT_, 2048, { .error = 21 },   { 0 }, PORT_LOST, 0, 0 },
    { "device gone",            true,  IN_,  16,   { .error = 55 },   { 0 }, PORT_DEVICE_GONE, 0, 0 },
    { "no such device",         false, IN_,  16,   { .error = 433 },  { 0 }, PORT_DEVICE_GONE, 0, 0 },
    { "node vanished",          true,  IN_,  16,   { .error = 2 },    { 0 }, PORT_DEVICE_GONE, 0, 0 },
    { "not connected",          false, NO,   0,    { .error = 1167 }, { 0 }, PORT_DEVICE_GONE, 0, 0 },
    { "device error",           false, OUT_, 2048, { .error = 1117 }, { 0 }, PORT_DEVICE_GONE, 0, 0 },
    { "semaphore timeout",      false, OUT_, 2048, { .error = 121 },  { 0 }, PORT_TIMED_OUT, 0, 0 },
    { "timeout",                false, NO,   0,    { .error = 1460 }, { 0 }, PORT_TIMED_OUT, 0, 0 },
    { "bus reset",              false, NO,   0,    { .error = 1111 }, { 0 }, PORT_BUS_RESET, 0, 0 },
    { "aborted",                false, NO,   0,    { .error = 1235 }, { 0 }, PORT_BUS_RESET, 0, 0 },
    { "general failure",        true,  NO,   0,    { .error = 31 },   { 0 }, PORT_LOST, 0, 0 },
    { "no resources",           false, OUT_, 2048, { .error = 1450 }, { 0 }, PORT_LOST, 0, 0 },

    /* Windows is believed. */
    { "good, no data",          false, NO,   0,    { 0 },    { 0 }, PORT_DELIVERED, 0, 0 },
    { "good, empty",            false, IN_,  16,   { 0 },    { 0 }, PORT_DELIVERED, 0, 0 },
    { "good, short",            false, IN_,  16,   { .moved = 8, .touch = TRUE },  { 0 }, PORT_DELIVERED, 8, 0 },
    { "good, all written",      false, OUT_, 2048, { .moved = 2048 },              { 0 }, PORT_DELIVERED, 2048, 0 },
    { "good, claims too much",  false, IN_,  16,   { .moved = 99, .touch = TRUE }, { 0 }, PORT_DELIVERED, 16, 0 },
    { "good, slow",             false, NO,   0,    { .takes_ms = 20000 },          { 0 }, PORT_DELIVERED, 0, 0 },

    /* Wine: a bare success is doubted. */
    { "good, all read",         true,  IN_,  2048, { .moved = 2048, .touch = TRUE }, { 0 }, PORT_DELIVERED, 2048, 0 },
    { "good, short reply",      true,  IN_,  64,   { .moved = 12, .touch = TRUE },   { 0 }, PORT_DELIVERED, 12, 0 },
    { "lost, nothing moved",    true,  IN_,  64,   { .moved = 0 },                   { 0 }, PORT_LOST, 0, 0 },
    { "lost, buffer untouched", true,  IN_,  64,   { .moved = 64 },                  { 0 }, PORT_LOST, 0, 0 },
    { "tiny reply is believed", true,  IN_,  2,    { .moved = 2 },                   { 0 }, PORT_DELIVERED, 2, 0 },
    { "good, all written",      true,  OUT_, 2048, { .moved = 2048 },                { 0 }, PORT_DELIVERED, 2048, 0 },
    { "lost, short write",      true,  OUT_, 2048, { .moved = 1024 },                { 0 }, PORT_LOST, 0, 0 },
    { "lost, empty write",      true,  OUT_, 2048, { .moved = 0 },                   { 0 }, PORT_LOST, 0, 0 },
    { "timed out, reading",     true,  IN_,  64,   { .moved = 0, .takes_ms = 2000 }, { 0 }, PORT_TIMED_OUT, 0, 0 },
    { "timed out, writing",     true,  OUT_, 2048, { .moved = 2048, .takes_ms = 2000 }, { 0 }, PORT_TIMED_OUT, 0, 0 },
    { "timed out, no data",     true,  NO,   0,    { .takes_ms = 2000 },             { 0 }, PORT_TIMED_OUT, 0, 0 },
    { "good, just in time",     true,  OUT_, 2048, { .moved = 2048, .takes_ms = 1999 }, { 0 }, PORT_DELIVERED, 2048, 0 },
    { "no data, alive",         true,  NO,   0,    { 0 }, { .touch = TRUE },               PORT_DELIVERED, 0, 1 },
    { "no data, lost",          true,  NO,   0,    { 0 }, { .moved = 0 },                  PORT_LOST, 0, 1 },
    { "no data, lost, lies",    true,  NO,   0,    { 0 }, { .moved = 36 },                 PORT_LOST, 0, 1 },
    { "no data, gone",          true,  NO,   0,    { 0 }, { .error = 55 },                 PORT_DEVICE_GONE, 0, 1 },
    { "no data, checked",       true,  NO,   0,    { 0 },
        { .status = 2, .sense = SENSE_NOT_READY, .sense_length = 18 },                     PORT_DELIVERED, 0, 1 },
    { "empty write, alive",     true,  OUT_, 0,    { 0 }, { .touch = TRUE },               PORT_DELIVERED, 0, 1 },
    { "busy needs no doubt",    true,  NO,   0,    { .status = 8 }, { 0 },                 PORT_DELIVERED, 0, 0 },
};

static void check_delivery(struct fake *fake, struct port_device *device, const struct delivery_test *test)
{
    static BYTE buffer[2048];
    struct port_command command = { .cdb = { 0xf0 }, .cdb_length = 10, .direction = test->direction,
                                    .data = test->length ? buffer : NULL, .data_length = test->length,
                                    .timeout_ms = 1500 };
    struct port_reply reply;

    fake->answer = test->answer;
    fake->inquiry = test->inquiry;
    fake->inquiries = 0;
    memset(&reply, 0xcc, sizeof(reply));
    device->ops->execute(device, &command, &reply);
    ok(reply.delivery == test->delivery, "%s (%s): delivery %d, expected %d\n", test->what,
       test->wine ? "Wine" : "Windows", reply.delivery, test->delivery);
    ok(reply.transferred == test->transferred, "%s: transferred %u, expected %u\n", test->what,
       (unsigned int)reply.transferred, (unsigned int)test->transferred);
    ok(reply.host_error == (int)test->answer.error, "%s: host error %d\n", test->what, reply.host_error);
    ok(reply.status == test->answer.status, "%s: status %d\n", test->what, reply.status);
    ok(fake->inquiries == test->inquiries, "%s: asked %u times\n", test->what, fake->inquiries);
}

static void test_delivery(void)
{
    struct port_device *devices[2];
    struct fake fakes[2];
    struct port *ports[2];
    unsigned int i;

    for (i = 0; i < 2; i++)
    {
        init_fake(&fakes[i], i);
        ports[i] = ntspti_create(&fakes[i].host);
        devices[i] = open_first(ports[i]);
    }
    for (i = 0; i < ARRAY_SIZE(delivery_tests); i++)
        check_delivery(&fakes[delivery_tests[i].wine], devices[delivery_tests[i].wine], &delivery_tests[i]);
    for (i = 0; i < 2; i++)
    {
        devices[i]->ops->close(devices[i]);
        ok(!fakes[i].opened, "%d handles left\n", fakes[i].opened);
        ntspti_destroy(ports[i]);
    }
}

/* ---- the packet that the host gets, and the sense that comes back */

static void test_packet(void)
{
    static BYTE buffer[2048];
    static const BYTE cdb[12] = { 0xf1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 };
    struct port_command command = { .cdb_length = 12, .direction = PORT_TO_DEVICE, .data = buffer,
                                    .data_length = 2048, .timeout_ms = 2001 };
    static const BYTE sense[18] = SENSE_NOT_READY;
    struct port_device *device;
    struct port_reply reply;
    struct fake fake;
    struct port *port;

    init_fake(&fake, false);
    port = ntspti_create(&fake.host);
    device = open_first(port);
    ok(fake.last_access == (GENERIC_READ | GENERIC_WRITE), "opened with %#lx\n", fake.last_access);
    ok(!fake.commands, "Windows was asked for %u commands by the enumeration\n", fake.commands);

    memcpy(command.cdb, cdb, sizeof(cdb));
    fake.answer.moved = 2048;
    device->ops->execute(device, &command, &reply);
    ok(fake.last.Length == sizeof(SCSI_PASS_THROUGH_DIRECT), "length %u\n", fake.last.Length);
    ok(fake.last.CdbLength == 12, "CDB of %u bytes\n", fake.last.CdbLength);
    ok(!memcmp(fake.last.Cdb, cdb, 12), "CDB changed\n");
    ok(fake.last.DataIn == SCSI_IOCTL_DATA_OUT, "direction %u\n", fake.last.DataIn);
    ok(fake.last.DataBuffer == buffer, "buffer moved\n");
    ok(fake.last.DataTransferLength == 2048, "length %lu\n", fake.last.DataTransferLength);
    ok(fake.last.TimeOutValue == 3, "2001 ms became %lu s\n", fake.last.TimeOutValue);
    ok(fake.last.SenseInfoLength == 32, "sense %u\n", fake.last.SenseInfoLength);
    ok(fake.last_same_buffer, "the answer must come back in the packet\n");

    command.timeout_ms = 1;
    command.direction = PORT_NO_DATA;
    command.data = NULL;
    command.data_length = 0;
    fake.answer.moved = 0;
    fake.answer.status = PORT_STATUS_CHECK_CONDITION;
    fake.answer.sense_length = 18;
    memcpy(fake.answer.sense, sense, sizeof(sense));
    device->ops->execute(device, &command, &reply);
    ok(fake.last.TimeOutValue == 1, "1 ms became %lu s\n", fake.last.TimeOutValue);
    ok(fake.last.DataIn == SCSI_IOCTL_DATA_UNSPECIFIED, "direction %u\n", fake.last.DataIn);
    ok(!fake.last.DataBuffer, "buffer without data\n");
    ok(reply.delivery == PORT_DELIVERED, "delivery %d\n", reply.delivery);
    ok(reply.status == PORT_STATUS_CHECK_CONDITION, "status %u\n", reply.status);
    ok(reply.sense_length == 18, "sense of %u bytes\n", reply.sense_length);
    ok(!memcmp(reply.sense, sense, 18), "sense changed\n");

    /* Windows may leave the length of a sense buffer that nothing was written to. */
    memset(&fake.answer, 0, sizeof(fake.answer));
    fake.answer.sense_length = 32;
    device->ops->execute(device, &command, &reply);
    ok(reply.delivery == PORT_DELIVERED, "delivery %d\n", reply.delivery);
    ok(!reply.sense_length, "sense of %u bytes out of nothing\n", reply.sense_length);

    device->ops->close(device);
    ntspti_destroy(port);
}

static void check_refused(struct fake *fake, struct port_device *device, uint8_t cdb_length, uint32_t length)
{
    static BYTE buffer[16];
    struct port_command command = { .cdb = { 0xf0 }, .cdb_length = cdb_length, .direction = PORT_FROM_DEVICE,
                                    .data = buffer, .data_length = length, .timeout_ms = 1000 };
    struct port_reply reply;

    fake->commands = 0;
    device->ops->execute(device, &command, &reply);
    ok(reply.delivery == PORT_REFUSED, "delivery %d\n", reply.delivery);
    ok(reply.host_error == ERROR_INVALID_PARAMETER, "error %d\n", reply.host_error);
    ok(!fake->commands, "the command was sent\n");
}

static void test_limits(void)
{
    struct port_device *device;
    struct port_limits limits;
    struct fake fake;
    struct port *port;

    init_fake(&fake, true);
    port = ntspti_create(&fake.host);
    device = open_first(port);
    device->ops->limits(device, &limits);
    ok(limits.max_transfer == 32768, "limit %u\n", (unsigned int)limits.max_transfer);
    ok(limits.max_aligned_transfer == 32768, "aligned limit %u\n", (unsigned int)limits.max_aligned_transfer);
    check_refused(&fake, device, 10, 32769);
    check_refused(&fake, device, 5, 16);
    check_refused(&fake, device, 17, 16);
    device->ops->close(device);

    fake.max_transfer = 1 << 20;
    device = open_first(port);
    device->ops->limits(device, &limits);
    ok(limits.max_transfer == 1 << 20, "limit %u\n", (unsigned int)limits.max_transfer);
    ok(limits.alignment_mask == 3, "mask %#x\n", (unsigned int)limits.alignment_mask);
    device->ops->close(device);
    ntspti_destroy(port);
}

/* ---- which drives there are */

static const char acme_id[] =
    "\\\\?\\cdrom#ven_acme&prod_burner_9000&rev_1.0b#k17-9#{53f56308-b6bf-11d0-94f2-00a0c91efb8b}";

static void check_enumeration(bool wine)
{
    struct list list = { 0 };
    struct fake fake;
    struct port *port;
    enum port_error error;

    init_fake(&fake, wine);
    fake.serial = "  K17-9 ";
    port = ntspti_create(&fake.host);
    error = port->ops->enumerate(port, keep_all, &list);
    ok(!error, "error %d\n", error);
    ok(list.count == 1, "%u drives\n", list.count);
    ok(!strcmp(list.drives[0].id, acme_id), "id %s\n", list.drives[0].id);
    ok(!strcmp(list.drives[0].host_name, "\\\\.\\D:"), "host name %s\n", list.drives[0].host_name);
    ok(!strcmp(list.drives[0].volume_path, "D:\\"), "path %s\n", list.drives[0].volume_path);
    ok(!strncmp(list.drives[0].volume_name, "\\\\?\\Volume{", 11), "volume %s\n", list.drives[0].volume_name);
    ok(list.drives[0].legacy_number == 3, "number %d\n", list.drives[0].legacy_number);
    ok(!fake.opened, "%d handles left\n", fake.opened);
    ok(fake.inquiries == fake.commands, "more than INQUIRY was sent\n");

    /* Two of a kind that claim one serial number. */
    memset(&list, 0, sizeof(list));
    fake.letters |= 1u << 4;
    port->ops->enumerate(port, keep_all, &list);
    ok(list.count == 2, "%u drives\n", list.count);
    ok(strcmp(list.drives[0].id, list.drives[1].id), "equal ids %s\n", list.drives[0].id);
    ok(!list.drives[1].volume_name[0], "volume %s\n", list.drives[1].volume_name);

    /* Something else under a letter of a CD-ROM drive. */
    memset(&list, 0, sizeof(list));
    fake.peripheral_type = 0;
    port->ops->enumerate(port, keep_all, &list);
    ok(!list.count, "%u drives\n", list.count);
    ntspti_destroy(port);
}

/* A drive that cannot be opened is listed all the same, and says so when opened. */
static void check_unopenable(DWORD open_error, enum port_error expected)
{
    struct port_device *device = (struct port_device *)0xdeadbeef;
    struct list list = { 0 };
    struct fake fake;
    struct port *port;
    enum port_error error;

    init_fake(&fake, true);
    fake.open_error = open_error;
    port = ntspti_create(&fake.host);
    port->ops->enumerate(port, keep_all, &list);
    ok(list.count == 1, "%u drives\n", list.count);
    error = port->ops->open(port, list.drives[0].id, &device);
    ok(error == expected, "host error %lu: %d, expected %d\n", open_error, error, expected);
    ok(!device, "device %p\n", device);
    ntspti_destroy(port);
}

static void test_enumerate(void)
{
    struct port_device *device = (struct port_device *)0xdeadbeef;
    struct list list = { 0 };
    struct fake fake;
    struct port *port;
    enum port_error error;

    check_enumeration(true);
    check_enumeration(false);

    /* Without a letter only Windows has a name. */
    init_fake(&fake, false);
    fake.letters = 0;
    fake.numbers = 1u << 2;
    port = ntspti_create(&fake.host);
    port->ops->enumerate(port, keep_all, &list);
    ok(list.count == 1, "%u drives\n", list.count);
    ok(!strcmp(list.drives[0].host_name, "\\\\.\\CdRom2"), "host name %s\n", list.drives[0].host_name);
    ok(list.drives[0].legacy_number == 2, "number %d\n", list.drives[0].legacy_number);
    ok(!list.drives[0].volume_path[0], "path %s\n", list.drives[0].volume_path);
    error = port->ops->open(port, acme_id, &device);
    ok(error == PORT_E_NO_SUCH_DRIVE, "error %d\n", error);
    ok(!device, "device %p\n", device);
    ntspti_destroy(port);

    check_unopenable(ERROR_ACCESS_DENIED, PORT_E_ACCESS);
    check_unopenable(ERROR_SHARING_VIOLATION, PORT_E_LOCKED);
    check_unopenable(ERROR_NOT_READY, PORT_E_IO);
    check_unopenable(ERROR_WRITE_PROTECT, PORT_E_IO);

    /* A folder that plays a CD-ROM drive has no device. */
    memset(&list, 0, sizeof(list));
    init_fake(&fake, true);
    port = ntspti_create(&fake.host);
    fake.open_error = ERROR_FILE_NOT_FOUND;
    port->ops->enumerate(port, keep_all, &list);
    ok(!list.count, "%u drives\n", list.count);
    ntspti_destroy(port);
}

static void check_wow64(DWORD host_error, enum port_error expected)
{
    struct port_device *device;
    struct list list = { 0 };
    struct fake fake;
    struct port *port;
    enum port_error error;

    init_fake(&fake, true);
    fake.host.wow64 = true;
    fake.inquiry.error = host_error;
    port = ntspti_create(&fake.host);
    port->ops->enumerate(port, keep_all, &list);
    ok(list.count == 1, "%u drives\n", list.count);
    error = port->ops->open(port, list.drives[0].id, &device);
    ok(error == expected, "host error %lu: %d, expected %d\n", host_error, error, expected);
    if (!error)
        device->ops->close(device);
    ok(!fake.opened, "%d handles left\n", fake.opened);
    ntspti_destroy(port);
}

static void test_wow64(void)
{
    check_wow64(0, PORT_OK);
    check_wow64(ERROR_INVALID_PARAMETER, PORT_E_UNSUPPORTED);
    check_wow64(ERROR_INSUFFICIENT_BUFFER, PORT_E_UNSUPPORTED);
    check_wow64(ERROR_BAD_LENGTH, PORT_E_UNSUPPORTED);
}

/* ---- exclusive access */

static void check_owner(struct port_device *device, const char *expected)
{
    char owner[PORT_OWNER_MAX];
    enum port_error error = device->ops->owner(device, owner);

    ok(!error, "error %d\n", error);
    ok(!strcmp(owner, expected), "owner %s, expected %s\n", owner, expected);
}

static void check_lock(bool wine)
{
    struct port_device *first, *second;
    struct fake fake;
    struct port *port;
    enum port_error error;

    init_fake(&fake, wine);
    port = ntspti_create(&fake.host);
    first = open_first(port);
    second = open_first(port);

    check_owner(first, "");
    error = first->ops->unlock(first);
    ok(error == PORT_E_NOT_LOCKED, "error %d\n", error);
    error = first->ops->lock(first, "a burner", false);
    ok(!error, "error %d\n", error);
    check_owner(first, "a burner");
    check_owner(second, "a burner");
    error = second->ops->lock(second, "another", true);
    ok(error == PORT_E_LOCKED, "error %d\n", error);
    error = first->ops->lock(first, "a burner", false);
    ok(error == PORT_E_LOCKED, "not counted: error %d\n", error);
    error = first->ops->unlock(first);
    ok(!error, "error %d\n", error);
    check_owner(second, "");

    /* Closing gives back what is still held. */
    error = second->ops->lock(second, "another", true);
    ok(!error, "error %d\n", error);
    if (!wine)
        ok(fake.exclusive_flags == 1, "force sets flags %#lx\n", fake.exclusive_flags);
    check_owner(first, "another");
    second->ops->close(second);
    check_owner(first, "");
    first->ops->close(first);
    ntspti_destroy(port);
}

static void test_lock(void)
{
    struct port_device *device;
    struct fake fake;
    struct port *port;
    enum port_error error;

    check_lock(true);
    check_lock(false);

    /* A mounted file system hinders on Windows: nobody holds the drive, yet it is not given. */
    init_fake(&fake, false);
    port = ntspti_create(&fake.host);
    device = open_first(port);
    fake.exclusive_error = ERROR_ACCESS_DENIED;
    error = device->ops->lock(device, "a burner", false);
    ok(error == PORT_E_ACCESS, "error %d\n", error);

    /* A driver that does not know the request: our own lock. */
    fake.exclusive_error = ERROR_INVALID_FUNCTION;
    error = device->ops->lock(device, "a burner", false);
    ok(!error, "error %d\n", error);
    check_owner(device, "a burner");
    device->ops->close(device);
    ntspti_destroy(port);
}

/* ---- arrival and removal */

static void check_event(struct port *port, enum port_event_kind kind, const char *id)
{
    struct port_event event;
    enum port_error error = port->ops->wait_event(port, 0, &event);

    ok(!error, "error %d\n", error);
    ok(event.kind == kind, "event %d, expected %d\n", event.kind, kind);
    ok(!strcmp(event.id, id), "id %s, expected %s\n", event.id, id);
}

static void test_events(void)
{
    struct list list = { 0 };
    struct port_event event;
    struct fake fake;
    struct port *port;
    DWORD start;

    init_fake(&fake, true);
    port = ntspti_create(&fake.host);
    check_event(port, PORT_EVENT_NONE, "");
    fake.letters |= 1u << 5;
    port->ops->enumerate(port, keep_all, &list);
    ok(list.count == 2, "%u drives\n", list.count);
    check_event(port, PORT_EVENT_ARRIVED, list.drives[1].id);
    check_event(port, PORT_EVENT_NONE, "");

    /* Both go at once: one event each. */
    fake.letters = 0;
    check_event(port, PORT_EVENT_REMOVED, list.drives[0].id);
    check_event(port, PORT_EVENT_REMOVED, list.drives[1].id);
    check_event(port, PORT_EVENT_NONE, "");

    start = GetTickCount();
    port->ops->wake(port);
    port->ops->wait_event(port, 20000, &event);
    ok(GetTickCount() - start < 10000, "wake did not wake\n");
    ok(event.kind == PORT_EVENT_NONE, "event %d\n", event.kind);
    ntspti_destroy(port);
}

START_TEST(ntspti)
{
    test_delivery();
    test_packet();
    test_limits();
    test_enumerate();
    test_wow64();
    test_lock();
    test_events();
}
