/*
 * How fast a drive reads and writes
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

#ifndef LIBS_MMC_PERFORMANCE_H
#define LIBS_MMC_PERFORMANCE_H

#include "mmc_command.h"

/* MMC-5 6.8: type. */
enum mmc_performance_type
{
    MMC_PERFORMANCE_NOMINAL         = 0x00,
    MMC_PERFORMANCE_UNUSABLE_AREA   = 0x01,
    MMC_PERFORMANCE_DEFECTS         = 0x02,
    MMC_PERFORMANCE_WRITE_SPEEDS    = 0x03,
};

#define MMC_PERFORMANCE_HEADER_LENGTH   8   /* bytes */
#define MMC_PERFORMANCE_LENGTH          16  /* bytes of a descriptor of types 00 and 03 */

/*
 * MMC-5 6.8 type 00: nominal performance from start_lba on with a tolerance of
 * 10 %; write: of writing, else of reading. data_length is that of the header
 * and max_descriptors descriptors.
 */
void mmc_build_get_performance_nominal(struct mmc_command *cmd, bool write, uint32_t start_lba,
                                       uint16_t max_descriptors);

/* MMC-5 6.8.5.3: type 03. */
void mmc_build_get_performance_write_speeds(struct mmc_command *cmd, uint16_t max_descriptors);

struct mmc_performance_header
{
    uint32_t data_length;               /* as announced: bytes behind the length field */
    bool write;
    bool exceptions;                    /* the descriptors are exceptions, not the nominal performance */
};

bool mmc_parse_performance_header(const uint8_t *data, size_t length, struct mmc_performance_header *header);

/* How many descriptors the drive has in all, whether or not they were returned: for a second, larger request. */
uint32_t mmc_performance_descriptors(const struct mmc_performance_header *header);

struct mmc_nominal_performance
{
    uint32_t start_lba;
    uint32_t start_kbps;                /* 1000 bytes per second */
    uint32_t end_lba;
    uint32_t end_kbps;
};

/* Steps through a reply of type 00: *offset starts as 0. */
bool mmc_next_nominal_performance(const uint8_t *data, size_t length, size_t *offset,
                                  struct mmc_nominal_performance *performance);

enum mmc_rotation
{
    MMC_ROTATION_DEFAULT    = 0,        /* CLV, ZCLV, CAV as the medium wants it */
    MMC_ROTATION_PURE_CAV   = 1,
};

struct mmc_write_performance
{
    uint8_t rotation;                   /* WRC, enum mmc_rotation */
    bool restore_defaults;              /* RDD */
    bool exact;
    bool mixed;                         /* MRW: good for mixed reading and writing */
    uint32_t end_lba;                   /* of the medium */
    uint32_t read_kbps;                 /* 1000 bytes per second */
    uint32_t write_kbps;
};

/* Steps through a reply of type 03: *offset starts as 0. */
bool mmc_next_write_performance(const uint8_t *data, size_t length, size_t *offset,
                                struct mmc_write_performance *performance);

#define MMC_STREAMING_LENGTH 28         /* bytes */

/* What SET STREAMING sends, MMC-5 6.39. */
struct mmc_streaming
{
    uint8_t rotation;                   /* WRC, enum mmc_rotation */
    bool restore_defaults;              /* RDD */
    bool exact;
    bool random_access;                 /* RA */
    uint32_t start_lba;
    uint32_t end_lba;
    uint32_t read_size;                 /* KB (1000 bytes) ... */
    uint32_t read_time;                 /* ... per so many milliseconds */
    uint32_t write_size;
    uint32_t write_time;
};

size_t mmc_encode_streaming(uint8_t *buffer, size_t size, const struct mmc_streaming *streaming);
bool mmc_parse_streaming(const uint8_t *data, size_t length, struct mmc_streaming *streaming);

/* MMC-5 6.39; length in bytes: MMC_STREAMING_LENGTH. */
void mmc_build_set_streaming(struct mmc_command *cmd, uint16_t length);

#define MMC_SPEED_MAX 0xffff            /* with SET CD SPEED: the fastest */

/* MMC-5 6.37; 1000 bytes per second. */
void mmc_build_set_cd_speed(struct mmc_command *cmd, enum mmc_rotation rotation, uint16_t read_kbps,
                            uint16_t write_kbps);

#endif /* LIBS_MMC_PERFORMANCE_H */
