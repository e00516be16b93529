/*
 * The sectors of a CD: what stands around the user data, ECMA-130 clauses 14 to 16 and annexes A, B
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

#ifndef PORTS_VIRTUAL_CD_SECTOR_H
#define PORTS_VIRTUAL_CD_SECTOR_H

#include <stdbool.h>
#include <stdint.h>

#define CD_SECTOR_SIZE      2352u
#define CD_SUB_SIZE         96u         /* subchannels P to W, one bit of each in every byte */
#define CD_Q_SIZE           12u

/* Where fields stand in a sector. */
#define CD_HEADER_AT        12u
#define CD_SUBHEADER_AT     16u         /* mode 2: two copies of four bytes */
#define CD_MODE_1_DATA_AT   16u
#define CD_MODE_2_DATA_AT   24u         /* with a subheader before it */

/* The sector types as READ CD counts them, MMC-5 6.17.2.1. */
enum cd_sector_type
{
    CD_ANY              = 0,
    CD_AUDIO            = 1,
    CD_MODE_1           = 2,
    CD_MODE_2_FORMLESS  = 3,
    CD_MODE_2_FORM_1    = 4,
    CD_MODE_2_FORM_2    = 5,
};

/*
 * Puts sync, header, EDC and ECC around 2048 bytes of user data. Mode 2 gets
 * a subheader that says "data" and nothing else.
 */
void cd_make_sector(uint8_t sector[CD_SECTOR_SIZE], int32_t lba, uint8_t mode, const uint8_t *data);

/* The same around the 2336 bytes behind a mode 2 header: EDC and ECC are as they come. */
void cd_make_mode_2_sector(uint8_t sector[CD_SECTOR_SIZE], int32_t lba, const uint8_t *data);

/* Computes EDC and ECC anew for a sector with sync and header, as its type wants it; formless sectors have none. */
void cd_correct_sector(uint8_t sector[CD_SECTOR_SIZE]);

/* True when EDC and ECC are what they should be; formless sectors always are. */
bool cd_sector_correct(const uint8_t sector[CD_SECTOR_SIZE]);

/* Scrambles or unscrambles all but the sync, ECMA-130 annex B. */
void cd_scramble(uint8_t sector[CD_SECTOR_SIZE]);

bool cd_has_sync(const uint8_t sector[CD_SECTOR_SIZE]);

/* The type of an unscrambled data sector, from its header and subheader; CD_AUDIO without a sync. */
enum cd_sector_type cd_sector_type(const uint8_t sector[CD_SECTOR_SIZE]);

/* A sector that somebody scrambled, recognised by its header, is unscrambled. */
void cd_normalise(uint8_t sector[CD_SECTOR_SIZE], int32_t lba);

/* Where the user data of a type stands and how long it is. */
void cd_user_data(enum cd_sector_type type, uint32_t *offset, uint32_t *length);

/* The 12 bytes of Q out of 96 of P to W, and back; P is set by its own function. */
void cd_get_q(const uint8_t sub[CD_SUB_SIZE], uint8_t q[CD_Q_SIZE]);
void cd_put_q(uint8_t sub[CD_SUB_SIZE], const uint8_t q[CD_Q_SIZE]);
void cd_put_p(uint8_t sub[CD_SUB_SIZE], bool set);
bool cd_q_crc_right(const uint8_t q[CD_Q_SIZE]);
void cd_put_q_crc(uint8_t q[CD_Q_SIZE]);

/* The catalogue number of a Q of mode 2, the ISRC of mode 3; 13 and 12 characters without an end. */
void cd_q_to_mcn(const uint8_t q[CD_Q_SIZE], char mcn[13]);
void cd_q_to_isrc(const uint8_t q[CD_Q_SIZE], char isrc[12]);

#endif /* PORTS_VIRTUAL_CD_SECTOR_H */
