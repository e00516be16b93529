/*
 * Commands that move blocks to and from the medium
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

#ifndef LIBS_MMC_TRANSFER_H
#define LIBS_MMC_TRANSFER_H

#include "mmc_command.h"

/*
 * lba may be negative where the medium has such addresses; blocks is cut to
 * the field of the CDB; block_size in bytes gives data_length, which is 0 (and
 * the command without data) when blocks is 0.
 */

/* MMC-6, READ (10). */
void mmc_build_read_10(struct mmc_command *cmd, int32_t lba, uint16_t blocks, uint32_t block_size);

/* MMC-6, READ (12); streaming: speed before correctness, feature 0107. */
void mmc_build_read_12(struct mmc_command *cmd, int32_t lba, uint32_t blocks, uint32_t block_size, bool streaming);

/* MMC-5 6.44; fua: past the drive's cache. */
void mmc_build_write_10(struct mmc_command *cmd, int32_t lba, uint16_t blocks, uint32_t block_size, bool fua);

/* MMC-5 6.45; streaming: no defect management, feature 0107. */
void mmc_build_write_12(struct mmc_command *cmd, int32_t lba, uint32_t blocks, uint32_t block_size,
                        bool fua, bool streaming);

/* MMC-6, WRITE AND VERIFY (10). */
void mmc_build_write_and_verify_10(struct mmc_command *cmd, int32_t lba, uint16_t blocks, uint32_t block_size);

/* MMC-6, VERIFY (10); the drive reads and checks, nothing is transferred. */
void mmc_build_verify_10(struct mmc_command *cmd, int32_t lba, uint16_t blocks);

/* MMC-5 6.41; the whole cache. */
void mmc_build_synchronize_cache(struct mmc_command *cmd, bool immediate);

/* MMC-6, READ BUFFER CAPACITY. */
void mmc_build_read_buffer_capacity(struct mmc_command *cmd, bool in_blocks);

#define MMC_BUFFER_CAPACITY_LENGTH 12   /* bytes of the reply */

struct mmc_buffer_capacity
{
    bool in_blocks;                     /* available counts blocks, length is unknown (0) */
    uint32_t length;                    /* bytes of the whole buffer */
    uint32_t available;                 /* bytes or blocks that are free now */
};

bool mmc_parse_buffer_capacity(const uint8_t *data, size_t length, struct mmc_buffer_capacity *capacity);

/* What READ CD expects at the address: expected sector type of MMC-6. */
enum mmc_sector_type
{
    MMC_SECTOR_ANY          = 0,
    MMC_SECTOR_CD_DA        = 1,
    MMC_SECTOR_MODE_1       = 2,
    MMC_SECTOR_MODE_2       = 3,        /* formless */
    MMC_SECTOR_MODE_2_FORM_1 = 4,
    MMC_SECTOR_MODE_2_FORM_2 = 5,
};

enum mmc_c2
{
    MMC_C2_NONE     = 0,
    MMC_C2_BITS     = 1,                /* 294 bytes */
    MMC_C2_BLOCK    = 2,                /* 296 bytes */
};

enum mmc_subchannel
{
    MMC_SUBCHANNEL_NONE = 0,
    MMC_SUBCHANNEL_RAW  = 1,            /* 96 bytes, P to W interleaved */
    MMC_SUBCHANNEL_Q    = 2,            /* 16 bytes */
    MMC_SUBCHANNEL_R_W  = 4,            /* 96 bytes, corrected */
};

/* Parts of a sector in the order they are returned. */
struct mmc_read_cd
{
    int32_t lba;
    uint32_t blocks;                    /* 24 bits */
    enum mmc_sector_type sector_type;
    bool dap;                           /* digital audio play: interpolate */
    bool sync;
    bool header;
    bool subheader;
    bool user_data;
    bool edc_ecc;
    enum mmc_c2 c2;
    enum mmc_subchannel subchannel;
};

/*
 * Bytes that one sector of these parts has, MMC-6, READ CD.
 * MMC_SECTOR_ANY counts as mode 1, which is right for whole sectors of any
 * type too.
 */
uint32_t mmc_read_cd_block_size(const struct mmc_read_cd *read);

/* MMC-6, READ CD. data_length is blocks times mmc_read_cd_block_size(). */
void mmc_build_read_cd(struct mmc_command *cmd, const struct mmc_read_cd *read);

#endif /* LIBS_MMC_TRANSFER_H */
