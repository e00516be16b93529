/*
 * Commands for the drive itself: identity, tray, readiness, capacity, events
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

#ifndef LIBS_MMC_BASIC_H
#define LIBS_MMC_BASIC_H

#include "mmc_command.h"

/* SPC-3 6.33. */
void mmc_build_test_unit_ready(struct mmc_command *cmd);

/* SPC-3 6.27; allocation in bytes. The reply is for mmc_parse_sense(). */
void mmc_build_request_sense(struct mmc_command *cmd, bool descriptor_form, uint8_t allocation);

/* SPC-3 6.4; allocation in bytes, MMC_INQUIRY_LENGTH is right for most. */
void mmc_build_inquiry(struct mmc_command *cmd, uint16_t allocation);

#define MMC_INQUIRY_LENGTH      36      /* bytes that every drive gives */
#define MMC_PERIPHERAL_CD_DVD   5       /* peripheral device type, SPC-3 6.4 */

struct mmc_inquiry
{
    uint8_t peripheral_qualifier;   /* 0: a device is there */
    uint8_t peripheral_type;
    bool removable;
    uint8_t version;                /* of SPC that the drive claims: 5 is SPC-3, 6 SPC-4 */
    uint8_t additional_length;      /* as the drive announced it */
    char vendor[9];                 /* the padding blanks are kept, a 0 byte becomes a blank */
    char product[17];
    char revision[5];
};

/* Needs 5 bytes; text fields that were not returned are blanks. */
bool mmc_parse_inquiry(const uint8_t *data, size_t length, struct mmc_inquiry *inquiry);

/* The 36 bytes that a drive answers. */
size_t mmc_encode_inquiry(uint8_t *buffer, size_t size, const struct mmc_inquiry *inquiry);

#define MMC_VPD_SUPPORTED       0x00
#define MMC_VPD_SERIAL          0x80    /* unit serial number, SPC-3 7.6 */
#define MMC_VPD_IDENTIFICATION  0x83    /* device identification, SPC-3 7.6 */

/* INQUIRY with EVPD. */
void mmc_build_inquiry_vpd(struct mmc_command *cmd, uint8_t page, uint16_t allocation);

struct mmc_vpd_serial
{
    char serial[253];               /* blanks at both ends cut off, unprintable bytes as '?' */
};

bool mmc_parse_vpd_serial(const uint8_t *data, size_t length, struct mmc_vpd_serial *serial);

/* One designation descriptor of VPD page 83; data points into the reply. */
struct mmc_designator
{
    uint8_t code_set;               /* 1 binary, 2 ASCII, 3 UTF-8 */
    uint8_t association;            /* 0: the logical unit */
    uint8_t type;                   /* 1 vendor T10, 2 EUI-64, 3 NAA, 8 SCSI name */
    const uint8_t *data;
    uint8_t length;                 /* bytes */
};

/* Steps through VPD page 83: *offset starts as 0. False at the end, or when what follows is not whole. */
bool mmc_next_designator(const uint8_t *data, size_t length, size_t *offset, struct mmc_designator *designator);

enum mmc_start_stop
{
    MMC_STOP    = 0,
    MMC_START   = 1,
    MMC_EJECT   = 2,                /* LoEj without Start */
    MMC_LOAD    = 3,                /* LoEj with Start */
};

/* MMC-6, START STOP UNIT. */
void mmc_build_start_stop_unit(struct mmc_command *cmd, enum mmc_start_stop action, bool immediate);

/* MMC-6, PREVENT ALLOW MEDIUM REMOVAL; persistent: the prevention that lets the button through as an event. */
void mmc_build_prevent_allow_medium_removal(struct mmc_command *cmd, bool prevent, bool persistent);

/* MMC-5 6.19. */
void mmc_build_read_capacity(struct mmc_command *cmd);

struct mmc_capacity
{
    uint32_t last_lba;              /* 0 on a blank medium too */
    uint32_t block_size;            /* bytes */
};

bool mmc_parse_read_capacity(const uint8_t *data, size_t length, struct mmc_capacity *capacity);

/* MMC-5 6.24. */
void mmc_build_read_format_capacities(struct mmc_command *cmd, uint16_t allocation);

/* What FORMAT UNIT can make, MMC-5 6.5.4.2. */
enum mmc_format_type
{
    MMC_FORMAT_FULL                 = 0x00,
    MMC_FORMAT_SPARE_EXPANSION      = 0x01,
    MMC_FORMAT_ZONE_REFORMAT        = 0x04,
    MMC_FORMAT_ZONE                 = 0x05,
    MMC_FORMAT_CD_RW_GROW           = 0x10, /* CD-RW and DVD-RW full */
    MMC_FORMAT_SESSION_GROW         = 0x11,
    MMC_FORMAT_SESSION_ADD          = 0x12,
    MMC_FORMAT_DVD_RW_QUICK_GROW    = 0x13,
    MMC_FORMAT_DVD_RW_QUICK_ADD     = 0x14,
    MMC_FORMAT_DVD_RW_QUICK         = 0x15,
    MMC_FORMAT_HD_DVD_R_TEST_ZONE   = 0x16,
    MMC_FORMAT_SPARING              = 0x20,
    MMC_FORMAT_MRW                  = 0x24,
    MMC_FORMAT_DVD_PLUS_RW_BASIC    = 0x26,
    MMC_FORMAT_BD_RE_SPARE          = 0x30, /* full format with spare areas */
    MMC_FORMAT_BD_RE_NO_SPARE       = 0x31,
    MMC_FORMAT_BD_R_SPARE           = 0x32,
};

struct mmc_format_descriptor
{
    uint32_t blocks;                /* of the formatted medium */
    uint8_t type;                   /* enum mmc_format_type */
    uint8_t subtype;                /* low two bits of byte 4 */
    uint32_t parameter;             /* 24 bits: block length, zone number, … by type */
};

enum mmc_capacity_type
{
    MMC_CAPACITY_UNFORMATTED    = 1,    /* or blank: the largest capacity */
    MMC_CAPACITY_FORMATTED      = 2,
    MMC_CAPACITY_NO_MEDIUM      = 3,    /* the largest that the drive takes */
};

#define MMC_FORMATS_MAX 31              /* the list length is one byte of 8-byte descriptors */

struct mmc_format_capacities
{
    uint32_t current_blocks;
    uint8_t current_type;               /* enum mmc_capacity_type */
    uint32_t current_block_size;        /* bytes */
    uint32_t count;
    struct mmc_format_descriptor formats[MMC_FORMATS_MAX];
};

/* Needs the current descriptor; a last descriptor that is not whole is left out. */
bool mmc_parse_format_capacities(const uint8_t *data, size_t length, struct mmc_format_capacities *capacities);

/* MMC-6, GET EVENT STATUS NOTIFICATION: event classes. */
enum mmc_event_class
{
    MMC_EVENT_OPERATIONAL_CHANGE    = 1,
    MMC_EVENT_POWER                 = 2,
    MMC_EVENT_EXTERNAL_REQUEST      = 3,
    MMC_EVENT_MEDIA                 = 4,
    MMC_EVENT_MULTI_HOST            = 5,
    MMC_EVENT_DEVICE_BUSY           = 6,
};

#define MMC_EVENT_BIT(class) (1u << (class))

/* Codes of MMC_EVENT_MEDIA. */
enum mmc_media_event
{
    MMC_MEDIA_EVENT_NONE            = 0,
    MMC_MEDIA_EVENT_EJECT_REQUEST   = 1,
    MMC_MEDIA_EVENT_NEW_MEDIA       = 2,
    MMC_MEDIA_EVENT_REMOVAL         = 3,
    MMC_MEDIA_EVENT_CHANGED         = 4,
    MMC_MEDIA_EVENT_FORMAT_COMPLETED = 5,
    MMC_MEDIA_EVENT_FORMAT_RESTARTED = 6,
};

/* Polled; classes is a sum of MMC_EVENT_BIT(). */
void mmc_build_get_event_status(struct mmc_command *cmd, uint8_t classes, uint16_t allocation);

struct mmc_event_status
{
    bool no_event_available;            /* no class that was asked for exists */
    uint8_t event_class;                /* enum mmc_event_class */
    uint8_t supported_classes;          /* sum of MMC_EVENT_BIT() */
    uint8_t event_code;                 /* 0: nothing happened */
    uint8_t status;                     /* second byte of the event, by class */
    uint16_t parameter;                 /* third and fourth, by class */
    bool door_open;                     /* MMC_EVENT_MEDIA only */
    bool medium_present;                /* MMC_EVENT_MEDIA only */
};

/* Needs the 4-byte header; with an event class also the event's 4 bytes. */
bool mmc_parse_event_status(const uint8_t *data, size_t length, struct mmc_event_status *status);

/* MMC-6, MECHANISM STATUS; hosts may filter this one. */
void mmc_build_mechanism_status(struct mmc_command *cmd, uint16_t allocation);

struct mmc_mechanism_status
{
    bool fault;
    uint8_t changer_state;              /* 0 ready, 1 loading, 2 unloading, 3 initializing */
    uint8_t current_slot;
    uint8_t mechanism_state;            /* 0 idle, 7 none known */
    bool door_open;
    uint32_t current_lba;
    uint8_t slots;
};

bool mmc_parse_mechanism_status(const uint8_t *data, size_t length, struct mmc_mechanism_status *status);

/* MMC-5 6.25; hosts may filter this one. */
void mmc_build_read_media_serial_number(struct mmc_command *cmd, uint32_t allocation);

struct mmc_media_serial
{
    const uint8_t *data;                /* points into the reply */
    uint32_t length;                    /* bytes, 0: the medium has none */
};

bool mmc_parse_media_serial_number(const uint8_t *data, size_t length, struct mmc_media_serial *serial);

#endif /* LIBS_MMC_BASIC_H */
