/*
 * Sense data: parsing, building, and what a drive's words mean
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

#ifndef LIBS_MMC_SENSE_H
#define LIBS_MMC_SENSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* SPC-4, sense keys. */
enum mmc_sense_key
{
    MMC_SENSE_NO_SENSE          = 0x0,
    MMC_SENSE_RECOVERED_ERROR   = 0x1,
    MMC_SENSE_NOT_READY         = 0x2,
    MMC_SENSE_MEDIUM_ERROR      = 0x3,
    MMC_SENSE_HARDWARE_ERROR    = 0x4,
    MMC_SENSE_ILLEGAL_REQUEST   = 0x5,
    MMC_SENSE_UNIT_ATTENTION    = 0x6,
    MMC_SENSE_DATA_PROTECT      = 0x7,
    MMC_SENSE_BLANK_CHECK       = 0x8,
    MMC_SENSE_VENDOR_SPECIFIC   = 0x9,
    MMC_SENSE_COPY_ABORTED      = 0xa,
    MMC_SENSE_ABORTED_COMMAND   = 0xb,
    MMC_SENSE_VOLUME_OVERFLOW   = 0xd,
    MMC_SENSE_MISCOMPARE        = 0xe,
};

/*
 * Key, additional sense code and qualifier packed as 0x00KKAAQQ, so that one
 * number can be compared: mmc_sense_code() gives the same form. Names follow
 * SPC-3 annex D. A name without a key in it is used with the key that MMC-5
 * annex F lists for it.
 */
enum mmc_sense_code
{
    MMC_SENSE_CODE_NONE                         = 0x000000,
    MMC_SENSE_CODE_NOT_READY_NO_REASON          = 0x020400,
    MMC_SENSE_CODE_BECOMING_READY               = 0x020401,
    MMC_SENSE_CODE_INITIALIZING_REQUIRED        = 0x020402,
    MMC_SENSE_CODE_MANUAL_INTERVENTION          = 0x020403,
    MMC_SENSE_CODE_FORMAT_IN_PROGRESS           = 0x020404,
    MMC_SENSE_CODE_OPERATION_IN_PROGRESS        = 0x020407,
    MMC_SENSE_CODE_LONG_WRITE_IN_PROGRESS       = 0x020408,
    MMC_SENSE_CODE_SELF_TEST_IN_PROGRESS        = 0x020409,
    MMC_SENSE_CODE_NO_REFERENCE_POSITION        = 0x020600,
    MMC_SENSE_CODE_NO_MEDIUM                    = 0x023a00,
    MMC_SENSE_CODE_NO_MEDIUM_TRAY_CLOSED        = 0x023a01,
    MMC_SENSE_CODE_NO_MEDIUM_TRAY_OPEN          = 0x023a02,
    MMC_SENSE_CODE_INCOMPATIBLE_MEDIUM          = 0x023000,
    MMC_SENSE_CODE_UNKNOWN_FORMAT               = 0x023001,
    MMC_SENSE_CODE_INCOMPATIBLE_FORMAT          = 0x023002,
    MMC_SENSE_CODE_NO_SEEK_COMPLETE             = 0x030200,
    MMC_SENSE_CODE_WRITE_ERROR                  = 0x030c00,
    MMC_SENSE_CODE_WRITE_ERROR_LOSS_OF_STREAMING = 0x030c09,
    MMC_SENSE_CODE_WRITE_ERROR_PADDING_BLOCKS   = 0x030c0a,
    MMC_SENSE_CODE_UNRECOVERED_READ_ERROR       = 0x031100,
    MMC_SENSE_CODE_L_EC_UNCORRECTABLE           = 0x031105,
    MMC_SENSE_CODE_MEDIUM_POSITIONING_ERROR     = 0x031500,
    MMC_SENSE_CODE_FORMAT_CORRUPTED             = 0x033100,
    MMC_SENSE_CODE_FORMAT_FAILED                = 0x033101,
    MMC_SENSE_CODE_ZONED_FORMATTING_FAILED      = 0x033102,
    MMC_SENSE_CODE_SESSION_FIXATION_ERROR       = 0x037200,
    MMC_SENSE_CODE_LEAD_IN_WRITE_ERROR          = 0x037201,
    MMC_SENSE_CODE_LEAD_OUT_WRITE_ERROR         = 0x037202,
    MMC_SENSE_CODE_CD_CONTROL_ERROR             = 0x037300,
    MMC_SENSE_CODE_POWER_CALIBRATION_FULL       = 0x037302,
    MMC_SENSE_CODE_POWER_CALIBRATION_ERROR      = 0x037303,
    MMC_SENSE_CODE_PMA_UPDATE_FAILURE           = 0x037304,
    MMC_SENSE_CODE_PMA_FULL                     = 0x037305,
    MMC_SENSE_CODE_TRACK_FOLLOWING_ERROR        = 0x040900,
    MMC_SENSE_CODE_POSITIONING_ERROR            = 0x041500,
    MMC_SENSE_CODE_INTERNAL_TARGET_FAILURE      = 0x044400,
    MMC_SENSE_CODE_MEDIA_LOAD_OR_EJECT_FAILED   = 0x045300,
    MMC_SENSE_CODE_PARAMETER_LIST_LENGTH_ERROR  = 0x051a00,
    MMC_SENSE_CODE_INVALID_OPCODE               = 0x052000,
    MMC_SENSE_CODE_LBA_OUT_OF_RANGE             = 0x052100,
    MMC_SENSE_CODE_INVALID_ELEMENT_ADDRESS      = 0x052101,
    MMC_SENSE_CODE_INVALID_WRITE_ADDRESS        = 0x052102,
    MMC_SENSE_CODE_INVALID_FIELD_IN_CDB         = 0x052400,
    MMC_SENSE_CODE_LUN_NOT_SUPPORTED            = 0x052500,
    MMC_SENSE_CODE_INVALID_FIELD_IN_PARAMETERS  = 0x052600,
    MMC_SENSE_CODE_PARAMETER_VALUE_INVALID      = 0x052602,
    MMC_SENSE_CODE_COMMAND_SEQUENCE_ERROR       = 0x052c00,
    MMC_SENSE_CODE_CURRENT_PROGRAM_AREA_NOT_EMPTY = 0x052c03,
    MMC_SENSE_CODE_CURRENT_PROGRAM_AREA_EMPTY   = 0x052c04,
    MMC_SENSE_CODE_CANNOT_READ_UNKNOWN_FORMAT   = 0x053001,
    MMC_SENSE_CODE_CANNOT_READ_INCOMPATIBLE_FORMAT = 0x053002,
    MMC_SENSE_CODE_CANNOT_WRITE_INCOMPATIBLE_FORMAT = 0x053005,
    MMC_SENSE_CODE_CANNOT_FORMAT_INCOMPATIBLE_MEDIUM = 0x053006,
    MMC_SENSE_CODE_CANNOT_WRITE_APPLICATION_CODE = 0x053008,
    MMC_SENSE_CODE_SESSION_NOT_FIXATED          = 0x053009,
    MMC_SENSE_CODE_MEDIUM_NOT_FORMATTED         = 0x053010,
    MMC_SENSE_CODE_SAVING_NOT_SUPPORTED         = 0x053900,
    MMC_SENSE_CODE_MEDIUM_REMOVAL_PREVENTED     = 0x055302,
    MMC_SENSE_CODE_SYSTEM_RESOURCE_FAILURE      = 0x055500,
    MMC_SENSE_CODE_END_OF_USER_AREA             = 0x056300,
    MMC_SENSE_CODE_PACKET_DOES_NOT_FIT          = 0x056301,
    MMC_SENSE_CODE_ILLEGAL_MODE_FOR_TRACK       = 0x056400,
    MMC_SENSE_CODE_INVALID_PACKET_SIZE          = 0x056401,
    MMC_SENSE_CODE_COPY_PROTECTION              = 0x056f00,
    MMC_SENSE_CODE_SESSION_FIXATION_INCOMPLETE_TRACK = 0x057203,
    MMC_SENSE_CODE_EMPTY_OR_PARTIAL_RESERVED_TRACK = 0x057204,
    MMC_SENSE_CODE_NO_MORE_TRACK_RESERVATIONS   = 0x057205,
    MMC_SENSE_CODE_RMZ_EXTENSION_NOT_ALLOWED    = 0x057206,
    MMC_SENSE_CODE_NO_MORE_TEST_ZONE_EXTENSIONS = 0x057207,
    MMC_SENSE_CODE_MEDIUM_MAY_HAVE_CHANGED      = 0x062800,
    MMC_SENSE_CODE_POWER_ON_OR_RESET            = 0x062900,
    MMC_SENSE_CODE_PARAMETERS_CHANGED           = 0x062a00,
    MMC_SENSE_CODE_MODE_PARAMETERS_CHANGED      = 0x062a01,
    MMC_SENSE_CODE_INSUFFICIENT_TIME            = 0x062e00,
    MMC_SENSE_CODE_OPERATOR_REMOVAL_REQUEST     = 0x065a01,
    MMC_SENSE_CODE_WRITE_PROTECTED              = 0x072700,
    MMC_SENSE_CODE_HARDWARE_WRITE_PROTECTED     = 0x072701,
    MMC_SENSE_CODE_SOFTWARE_WRITE_PROTECTED     = 0x072702,
    MMC_SENSE_CODE_PERMANENT_WRITE_PROTECT      = 0x072706,
    MMC_SENSE_CODE_BLANK_CHECK                  = 0x080000,
    MMC_SENSE_CODE_NOT_ENOUGH_ROOM_WRITE_ONCE   = 0x086300,
    MMC_SENSE_CODE_MISCOMPARE                   = 0x0e1d00,
};

#define MMC_SENSE_FIXED_LENGTH 18   /* bytes of the fixed form that every drive gives, SPC-3 4.5.3 */

/* One sense, from either form. */
struct mmc_sense
{
    bool valid;                 /* the bytes were sense data at all; else everything below is 0 */
    bool deferred;              /* belongs to an earlier command, SPC-4, deferred errors */
    bool descriptor_form;
    uint8_t key;                /* enum mmc_sense_key */
    uint8_t asc;
    uint8_t ascq;
    bool progress_valid;
    uint16_t progress;          /* of 65536, SPC-3 4.5.2.4.4 */
    bool information_valid;
    uint64_t information;       /* often the LBA of a medium error */
    bool ili;                   /* incorrect length, a READ met another sector size */
    bool command_specific_valid;
    uint64_t command_specific;
    bool field_valid;           /* 5/24 and 5/26 with sense key specific bytes: */
    bool field_in_cdb;          /* in the CDB, else in the data that was sent */
    uint16_t field_byte;
    uint8_t field_bit;          /* 0..7, 0xff: the drive did not say */
};

/*
 * Fixed and descriptor form (SPC-3 4.5.2, 4.5.3). What lies beyond length, or
 * beyond the length that the bytes themselves announce, is taken as absent.
 * False and sense->valid false when response code is unknown or key and ASC
 * are not there.
 */
bool mmc_parse_sense(const uint8_t *data, size_t length, struct mmc_sense *sense);

/*
 * Writes the fixed or descriptor form as a drive sends it; returns the bytes
 * written, 0 when size is smaller than that: 18 bytes fixed, 8 to 44 in descriptor form.
 */
size_t mmc_encode_sense(uint8_t *buffer, size_t size, const struct mmc_sense *sense);

/* 0x00KKAAQQ, comparable with enum mmc_sense_code; 0 for an invalid sense. */
uint32_t mmc_sense_code(const struct mmc_sense *sense);

/* A plain sense with that code, as a drive would make it. */
struct mmc_sense mmc_make_sense(uint32_t code);

/* What a caller can do about it. */
enum mmc_retry_class
{
    MMC_RETRY_NONE,             /* not an error, or one that repeating does not mend and waiting does not either */
    MMC_RETRY_NOW,              /* send the command again at once: unit attentions, aborted commands */
    MMC_RETRY_WAIT_READY,       /* the drive is busy with its medium: poll TEST UNIT READY, then send it again */
    MMC_RETRY_WAIT_LONG_WRITE,  /* the drive's buffer is full or flushing: wait for room, then send it again */
    MMC_RETRY_FINAL,            /* the medium or the drive is at its end: give up, close what can be closed */
};

#define MMC_ANY 0xffff          /* matches everything in a column of the sense table */

/* One row of mmc_sense_table.h, without its HRESULT. */
struct mmc_sense_row
{
    uint16_t key, asc, ascq;    /* MMC_ANY matches all */
    uint16_t opcode;            /* enum mmc_opcode of the command that failed, MMC_ANY matches all */
    enum mmc_retry_class retry;
    const char *text;           /* for people, a lower-case clause without a full stop */
};

/* The first row that matches; never NULL: the last row matches everything. The rows stand in mmc_sense_table.h. */
const struct mmc_sense_row *mmc_sense_lookup(const struct mmc_sense *sense, uint8_t opcode);

/* "illegal request", ... for people. */
const char *mmc_sense_key_name(uint8_t key);

#endif /* LIBS_MMC_SENSE_H */
