/*
 * Executed commands as lines of text, to read and to replay
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

#ifndef LIBS_MMC_TRACE_H
#define LIBS_MMC_TRACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mmc_command.h"

/*
 * One executed command is one record. Its first line:
 *
 *   mmc: dev=D: seq=17 op=READ_CAPACITY cdb=25000000000000000000 dir=in len=8
 *   timeout=10000 out=- reply=ok status=00 sense=- moved=8 in=hex:0004e1ff00000800 ms=2
 *
 * (in one line). Payloads are "-" (no bytes), "hex:..." up to 512 bytes, or
 * "crc:xxxxxxxx" (CRC-32 of the bytes; their number is len= for out and
 * moved= for in). Wine cuts a debug line at about 1 KiB, so a line holds at
 * most 192 bytes of payload; the first line then ends its payload in "+" and
 * lines of continuation follow:
 *
 *   mmc+ dev=D: seq=17 out@192=hex:...
 *
 * No line is longer than MMC_TRACE_LINE_MAX. Order of the members is fixed;
 * op= is for people and ignored by the parser. docs/tracing.md tells the same
 * to users.
 */

#define MMC_TRACE_LINE_MAX      880     /* bytes with the terminator */
#define MMC_TRACE_PAYLOAD_MAX   512     /* bytes kept as they are */
#define MMC_TRACE_SENSE_MAX     96      /* bytes */

/* How far the command came: the same order as enum port_delivery, which this library does not know. */
enum mmc_trace_delivery
{
    MMC_TRACE_DELIVERED,
    MMC_TRACE_TIMED_OUT,
    MMC_TRACE_DEVICE_GONE,
    MMC_TRACE_BUS_RESET,
    MMC_TRACE_REFUSED,
    MMC_TRACE_LOST,
};

enum mmc_trace_form
{
    MMC_TRACE_NO_BYTES,
    MMC_TRACE_BYTES,                    /* bytes holds all of it */
    MMC_TRACE_CRC,                      /* only length and CRC-32 are known */
};

struct mmc_trace_payload
{
    enum mmc_trace_form form;
    uint32_t length;                    /* bytes */
    uint32_t crc;                       /* CRC-32 (IEEE 802.3), for MMC_TRACE_CRC */
    uint8_t bytes[MMC_TRACE_PAYLOAD_MAX];
};

struct mmc_trace_record
{
    char device[32];                    /* a short name: "D:", "CdRom0"; no blanks */
    uint32_t sequence;                  /* counts the commands of one process */
    uint8_t cdb[MMC_CDB_MAX];
    uint8_t cdb_length;
    enum mmc_direction direction;
    uint32_t data_length;               /* bytes of the buffer */
    uint32_t timeout_ms;
    struct mmc_trace_payload out;
    enum mmc_trace_delivery delivery;
    uint8_t status;
    uint8_t sense[MMC_TRACE_SENSE_MAX];
    uint8_t sense_length;
    uint32_t transferred;               /* bytes */
    struct mmc_trace_payload in;
    uint32_t milliseconds;
};

/* Takes bytes over, or their CRC when there are too many. */
void mmc_trace_set_payload(struct mmc_trace_payload *payload, const void *data, size_t length);

/* Sets the name of the device, with everything that could not be read back as '_'. */
void mmc_trace_set_device(struct mmc_trace_record *record, const char *name);

/*
 * Writes line number part of the record, counted from 0, without a line feed.
 * Returns its length, 0 when there is no such line or size is less than
 * MMC_TRACE_LINE_MAX.
 */
size_t mmc_trace_format_line(char *buffer, size_t size, const struct mmc_trace_record *record, unsigned int part);

/*
 * Writes all lines, each with a line feed. Returns the bytes that it takes
 * without the terminator; when that is not less than size, buffer is empty.
 */
size_t mmc_trace_format(char *buffer, size_t size, const struct mmc_trace_record *record);

enum mmc_trace_result
{
    MMC_TRACE_NONE,                     /* another kind of line; the record is as before */
    MMC_TRACE_COMPLETE,                 /* the record is whole now */
    MMC_TRACE_MORE,                     /* lines of continuation must follow */
    MMC_TRACE_BAD,                      /* a line of a trace, but a broken one, or a continuation that does not fit */
};

/*
 * Reads one line, whatever stands before "mmc:" or "mmc+" in it (Wine's
 * "0024:trace:imapi2_scsi:function "). A continuation is added to *record,
 * which must be the one that its first lines made.
 */
enum mmc_trace_result mmc_trace_parse_line(const char *line, struct mmc_trace_record *record);

/* Reads a record that stands on lines of text, as mmc_trace_format() writes it; true when it is whole. */
bool mmc_trace_parse(const char *text, struct mmc_trace_record *record);

/* CRC-32 as used in the trace; start with 0, feed the result back in for more bytes. */
uint32_t mmc_crc32(uint32_t crc, const void *data, size_t length);

/* CRC-16 of CD subchannel Q and CD-Text, CCITT polynomial, inverted as on the disc. */
uint16_t mmc_crc16(const void *data, size_t length);

#endif /* LIBS_MMC_TRACE_H */
