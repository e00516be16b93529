/*
 * The sectors of a CD: sync, header, EDC, ECC, scrambling, subchannel Q
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

#include <string.h>

#include "cd_sector.h"
#include "mmc_msf.h"
#include "mmc_trace.h"

#define SYNC_SIZE       12u
#define P_COLUMNS       86u     /* bytes of a row of the matrix that both codes work on */
#define P_ROWS          24u
#define Q_DIAGONALS     26u
#define Q_SYMBOLS       43u
#define Q_WORDS         (Q_DIAGONALS * Q_SYMBOLS)
#define P_AT            2076u
#define Q_AT            2248u

static const uint8_t sync_pattern[SYNC_SIZE] = { 0, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 0 };

/* ECMA-130 14.3: polynomial (x^16+x^15+x^2+1)(x^16+x^2+x+1), least significant bit first. */
static uint32_t edc(const uint8_t *data, uint32_t length)
{
    uint32_t crc = 0;
    unsigned int bit;

    while (length--)
    {
        crc ^= *data++;
        for (bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ (crc & 1 ? 0xd8018001u : 0);
    }
    return crc;
}

static void put_edc(uint8_t *p, uint32_t value)
{
    p[0] = (uint8_t)value;
    p[1] = (uint8_t)(value >> 8);
    p[2] = (uint8_t)(value >> 16);
    p[3] = (uint8_t)(value >> 24);
}

/* Twice an element of GF(2^8) over x^8+x^4+x^3+x^2+1, ECMA-130 annex A. */
static uint8_t twice(uint8_t value)
{
    return (uint8_t)(value << 1 ^ (value & 0x80 ? 0x1d : 0));
}

/* value / 3 in the same field, which is the sum of x + 1. */
static uint8_t third(uint8_t value)
{
    static const uint8_t inverse = 0xf4;     /* of 3 */
    uint8_t result = 0, factor = inverse;

    for (; factor; factor >>= 1, value = twice(value))
        if (factor & 1) result ^= value;
    return result;
}

/*
 * Two parity symbols behind n symbols, so that all of them add up to zero and
 * so do all of them times a power of x that falls to 0 at the last one. With
 * A the sum of the data and B the weighted one: p0 + p1 = A, 2 p0 + p1 = B.
 */
struct parity
{
    uint8_t sum, weighted;
};

static void add_symbol(struct parity *parity, uint8_t symbol)
{
    parity->sum ^= symbol;
    parity->weighted = (uint8_t)(twice(parity->weighted) ^ symbol);
}

static void put_parity(const struct parity *parity, uint8_t *first, uint8_t *second)
{
    *first = third((uint8_t)(parity->sum ^ twice(twice(parity->weighted))));
    *second = (uint8_t)(parity->sum ^ *first);
}

static void put_ecc(uint8_t *sector)
{
    uint8_t *matrix = sector + SYNC_SIZE;
    unsigned int column, diagonal, i;

    for (column = 0; column < P_COLUMNS; column++)
    {
        struct parity parity = { 0, 0 };

        for (i = 0; i < P_ROWS; i++) add_symbol(&parity, matrix[column + P_COLUMNS * i]);
        put_parity(&parity, sector + P_AT + column, sector + P_AT + P_COLUMNS + column);
    }
    for (diagonal = 0; diagonal < 2 * Q_DIAGONALS; diagonal++)  /* of the even bytes and of the odd ones */
    {
        struct parity parity = { 0, 0 };

        for (i = 0; i < Q_SYMBOLS; i++)
            add_symbol(&parity, matrix[(44 * i + Q_SYMBOLS * (diagonal / 2)) % Q_WORDS * 2 + diagonal % 2]);
        put_parity(&parity, sector + Q_AT + diagonal, sector + Q_AT + 2 * Q_DIAGONALS + diagonal);
    }
}

static void put_header(uint8_t *sector, int32_t lba, uint8_t mode)
{
    struct mmc_msf msf;

    mmc_lba_to_msf(lba, &msf);
    memcpy(sector, sync_pattern, SYNC_SIZE);
    sector[CD_HEADER_AT] = mmc_to_bcd(msf.minute);
    sector[CD_HEADER_AT + 1] = mmc_to_bcd(msf.second);
    sector[CD_HEADER_AT + 2] = mmc_to_bcd(msf.frame);
    sector[CD_HEADER_AT + 3] = mode;
}

/* Mode 2 form 1 counts its header as zeros. */
static void put_form_1_ecc(uint8_t *sector)
{
    uint8_t header[4];

    memcpy(header, sector + CD_HEADER_AT, 4);
    memset(sector + CD_HEADER_AT, 0, 4);
    put_ecc(sector);
    memcpy(sector + CD_HEADER_AT, header, 4);
}

void cd_correct_sector(uint8_t sector[CD_SECTOR_SIZE])
{
    switch (cd_sector_type(sector))
    {
    case CD_MODE_1:
        put_edc(sector + 2064, edc(sector, 2064));
        memset(sector + 2068, 0, 8);
        put_ecc(sector);
        break;
    case CD_MODE_2_FORM_1:
        put_edc(sector + 2072, edc(sector + CD_SUBHEADER_AT, 2056));
        put_form_1_ecc(sector);
        break;
    case CD_MODE_2_FORM_2:
        put_edc(sector + 2348, edc(sector + CD_SUBHEADER_AT, 2332));
        break;
    default:
        break;
    }
}

bool cd_sector_correct(const uint8_t sector[CD_SECTOR_SIZE])
{
    uint8_t copy[CD_SECTOR_SIZE];

    memcpy(copy, sector, CD_SECTOR_SIZE);
    cd_correct_sector(copy);
    return !memcmp(copy, sector, CD_SECTOR_SIZE);
}

void cd_make_sector(uint8_t sector[CD_SECTOR_SIZE], int32_t lba, uint8_t mode, const uint8_t *data)
{
    memset(sector, 0, CD_SECTOR_SIZE);
    put_header(sector, lba, mode);
    if (mode == 2) sector[CD_SUBHEADER_AT + 2] = sector[CD_SUBHEADER_AT + 6] = 0x08;
    memcpy(sector + (mode == 2 ? CD_MODE_2_DATA_AT : CD_MODE_1_DATA_AT), data, 2048);
    cd_correct_sector(sector);
}

void cd_make_mode_2_sector(uint8_t sector[CD_SECTOR_SIZE], int32_t lba, const uint8_t *data)
{
    put_header(sector, lba, 2);
    memcpy(sector + CD_SUBHEADER_AT, data, 2336);
}

/* ECMA-130 annex B: a register of 15 bits, x^15 + x + 1, that starts with 1. */
void cd_scramble(uint8_t sector[CD_SECTOR_SIZE])
{
    unsigned int state = 1, i, bit;

    for (i = SYNC_SIZE; i < CD_SECTOR_SIZE; i++)
    {
        sector[i] ^= (uint8_t)state;
        for (bit = 0; bit < 8; bit++) state = state >> 1 | ((state ^ state >> 1) & 1) << 14;
    }
}

bool cd_has_sync(const uint8_t sector[CD_SECTOR_SIZE])
{
    return !memcmp(sector, sync_pattern, SYNC_SIZE);
}

enum cd_sector_type cd_sector_type(const uint8_t sector[CD_SECTOR_SIZE])
{
    const uint8_t *subheader = sector + CD_SUBHEADER_AT;

    if (!cd_has_sync(sector)) return CD_AUDIO;
    switch (sector[CD_HEADER_AT + 3] & 3)
    {
    case 1: return CD_MODE_1;
    case 2: break;
    default: return CD_MODE_2_FORMLESS;
    }
    if (memcmp(subheader, subheader + 4, 4)) return CD_MODE_2_FORMLESS;
    /* A submode of zero with nothing else in the subheader is no subheader. */
    if (!subheader[0] && !subheader[1] && !subheader[2] && !subheader[3]) return CD_MODE_2_FORMLESS;
    return subheader[2] & 0x20 ? CD_MODE_2_FORM_2 : CD_MODE_2_FORM_1;
}

void cd_normalise(uint8_t sector[CD_SECTOR_SIZE], int32_t lba)
{
    uint8_t expected[CD_SECTOR_SIZE] = { 0 };
    uint8_t mode;

    if (!cd_has_sync(sector)) return;
    put_header(expected, lba, 0);
    cd_scramble(expected);
    mode = sector[CD_HEADER_AT + 3] ^ expected[CD_HEADER_AT + 3];
    if (!memcmp(sector + CD_HEADER_AT, expected + CD_HEADER_AT, 3) && mode <= 2) cd_scramble(sector);
}

void cd_user_data(enum cd_sector_type type, uint32_t *offset, uint32_t *length)
{
    static const struct
    {
        uint16_t offset, length;
    } fields[] =
    {
        [CD_ANY] = { 0, CD_SECTOR_SIZE },
        [CD_AUDIO] = { 0, CD_SECTOR_SIZE },
        [CD_MODE_1] = { CD_MODE_1_DATA_AT, 2048 },
        [CD_MODE_2_FORMLESS] = { CD_SUBHEADER_AT, 2336 },
        [CD_MODE_2_FORM_1] = { CD_MODE_2_DATA_AT, 2048 },
        [CD_MODE_2_FORM_2] = { CD_MODE_2_DATA_AT, 2328 },
    };

    *offset = fields[type].offset;
    *length = fields[type].length;
}

#define BIT_P   0x80
#define BIT_Q   0x40

void cd_get_q(const uint8_t sub[CD_SUB_SIZE], uint8_t q[CD_Q_SIZE])
{
    unsigned int i;

    memset(q, 0, CD_Q_SIZE);
    for (i = 0; i < CD_SUB_SIZE; i++)
        if (sub[i] & BIT_Q) q[i / 8] |= (uint8_t)(0x80 >> i % 8);
}

void cd_put_q(uint8_t sub[CD_SUB_SIZE], const uint8_t q[CD_Q_SIZE])
{
    unsigned int i;

    for (i = 0; i < CD_SUB_SIZE; i++)
    {
        sub[i] &= (uint8_t)~BIT_Q;
        if (q[i / 8] & 0x80 >> i % 8) sub[i] |= BIT_Q;
    }
}

void cd_put_p(uint8_t sub[CD_SUB_SIZE], bool set)
{
    unsigned int i;

    for (i = 0; i < CD_SUB_SIZE; i++) sub[i] = (uint8_t)((sub[i] & ~BIT_P) | (set ? BIT_P : 0));
}

bool cd_q_crc_right(const uint8_t q[CD_Q_SIZE])
{
    return mmc_crc16(q, 10) == (q[10] << 8 | q[11]);
}

void cd_put_q_crc(uint8_t q[CD_Q_SIZE])
{
    uint16_t crc = mmc_crc16(q, 10);

    q[10] = (uint8_t)(crc >> 8);
    q[11] = (uint8_t)crc;
}

static char digit(uint8_t nibble)
{
    return (char)('0' + (nibble > 9 ? 0 : nibble));
}

void cd_q_to_mcn(const uint8_t q[CD_Q_SIZE], char mcn[13])
{
    unsigned int i;

    for (i = 0; i < 13; i++) mcn[i] = digit(i % 2 ? q[1 + i / 2] & 0x0f : q[1 + i / 2] >> 4);
}

/* Five characters of six bits: digits from 0, letters from 17; then seven digits. */
void cd_q_to_isrc(const uint8_t q[CD_Q_SIZE], char isrc[12])
{
    unsigned int i;

    for (i = 0; i < 5; i++)
    {
        unsigned int bit = 6 * i, pair = (unsigned int)q[1 + bit / 8] << 8 | q[2 + bit / 8];
        uint8_t value = (uint8_t)(pair >> (10 - bit % 8) & 0x3f);

        isrc[i] = value >= 17 && value <= 42 ? (char)('A' + value - 17) : digit(value);
    }
    for (i = 5; i < 12; i++) isrc[i] = digit((i - 5) % 2 ? q[5 + (i - 5) / 2] & 0x0f : q[5 + (i - 5) / 2] >> 4);
}
