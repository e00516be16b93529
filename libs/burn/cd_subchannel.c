/*
 * Subchannels P and Q of a CD, and how a drive takes them
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

#include "cd_subchannel.h"
#include "mmc_bytes.h"

#define ADR_POSITION    1
#define ADR_CATALOG     2
#define ADR_ISRC        3
#define ADR_NEXT_SESSION 5      /* and other items of multi-session lead-ins */

#define Q_BIT           0x40    /* of a byte of P to W */

#define CRC_OFFSET      10      /* bytes of Q that the CRC covers */
#define ISRC_WIDE       5       /* characters that take six bits; the others are digits of four */

static void begin(uint8_t *q, uint8_t control, uint8_t adr)
{
    memset(q, 0, CD_Q_LENGTH);
    q[0] = (uint8_t)(control << 4 | adr);
}

static void finish(uint8_t *q)
{
    uint16_t crc = mmc_crc16(q, CRC_OFFSET);

    q[CRC_OFFSET] = (uint8_t)(crc >> 8);
    q[CRC_OFFSET + 1] = (uint8_t)crc;
}

static void put_msf(uint8_t *p, const struct mmc_msf *msf)
{
    p[0] = mmc_to_bcd(msf->minute);
    p[1] = mmc_to_bcd(msf->second);
    p[2] = mmc_to_bcd(msf->frame);
}

static void put_address(uint8_t *p, int32_t lba)
{
    struct mmc_msf msf;

    mmc_lba_to_msf(lba, &msf);
    put_msf(p, &msf);
}

static void put_length(uint8_t *p, uint32_t frames)
{
    struct mmc_msf msf;

    msf.minute = (uint8_t)(frames / (60 * MMC_FRAMES_PER_SECOND));
    msf.second = (uint8_t)(frames / MMC_FRAMES_PER_SECOND % 60);
    msf.frame = (uint8_t)(frames % MMC_FRAMES_PER_SECOND);
    put_msf(p, &msf);
}

/* IEC 60908 17.5.1, data mode 1 in the program area and in the lead-out. */
void cd_q_position(uint8_t *q, const struct cd_q_position *position)
{
    begin(q, position->control, ADR_POSITION);
    q[1] = position->track == CD_TRACK_LEAD_OUT ? CD_TRACK_LEAD_OUT : mmc_to_bcd(position->track);
    q[2] = mmc_to_bcd(position->index);
    put_length(q + 3, position->relative);
    put_address(q + 7, position->lba);
    finish(q);
}

/* IEC 60908 17.5.1, data mode 1 in the lead-in. */
void cd_q_toc(uint8_t *q, const struct cd_q_toc *item, int32_t lba)
{
    begin(q, item->control, ADR_POSITION);
    q[2] = item->point >= CD_POINT_FIRST_TRACK ? item->point : mmc_to_bcd(item->point);
    put_address(q + 3, lba);
    put_msf(q + 7, &item->value);
    finish(q);
}

bool cd_parse_q_toc(const uint8_t *q, struct cd_q_toc *item)
{
    unsigned int adr = q[0] & 0x0f;

    if (mmc_get16(q + CRC_OFFSET) != mmc_crc16(q, CRC_OFFSET) || q[1]) return false;
    if (adr != ADR_POSITION && adr != ADR_NEXT_SESSION) return false;
    item->control = q[0] >> 4;
    item->point = q[2] >= CD_POINT_FIRST_TRACK ? q[2] : mmc_from_bcd(q[2]);
    item->value.minute = mmc_from_bcd(q[7]);
    item->value.second = mmc_from_bcd(q[8]);
    item->value.frame = mmc_from_bcd(q[9]);
    return (adr == ADR_POSITION) == (item->point <= CD_POINT_LEAD_OUT);
}

void cd_take_q(uint8_t *q, const uint8_t *subchannels, size_t length)
{
    unsigned int i;

    if (length == CD_PQ_LENGTH)
    {
        memcpy(q, subchannels, CD_Q_LENGTH);
        return;
    }
    memset(q, 0, CD_Q_LENGTH);
    for (i = 0; i < CD_SUBCHANNEL_LENGTH; i++)
        if (subchannels[i] & Q_BIT) q[i / 8] |= (uint8_t)(0x80 >> i % 8);
}

/* Modes 2 and 3 keep the frame of the absolute time, so that no sector is without a place. */
static void put_frame(uint8_t *q, int32_t lba)
{
    struct mmc_msf msf;

    mmc_lba_to_msf(lba, &msf);
    q[9] = mmc_to_bcd(msf.frame);
}

/* IEC 60908 17.5.2: 13 digits of four bits. */
void cd_q_catalog(uint8_t *q, uint8_t control, const char *catalog, int32_t lba)
{
    unsigned int i;

    begin(q, control, ADR_CATALOG);
    for (i = 0; i < CD_CATALOG_LENGTH; i++)
        q[1 + i / 2] |= (uint8_t)((catalog[i] - '0') << (i % 2 ? 0 : 4));
    put_frame(q, lba);
    finish(q);
}

/* Six bits: digits are themselves, letters begin at 17. */
static uint8_t isrc_code(char c)
{
    return (uint8_t)(c >= 'A' ? c - 'A' + 17 : c - '0');
}

/* IEC 60908 17.5.3: five characters of six bits, two bits of zero, seven digits of four bits. */
void cd_q_isrc(uint8_t *q, uint8_t control, const char *isrc, int32_t lba)
{
    uint32_t wide = 0, digits = 0;
    unsigned int i;

    begin(q, control, ADR_ISRC);
    for (i = 0; i < ISRC_WIDE; i++)
        wide = wide << 6 | isrc_code(isrc[i]);
    for (; i < CD_ISRC_LENGTH; i++)
        digits = digits << 4 | (uint32_t)(isrc[i] - '0');
    wide <<= 2;
    digits <<= 4;
    for (i = 0; i < 4; i++)
    {
        q[1 + i] = (uint8_t)(wide >> (24 - 8 * i));
        q[5 + i] = (uint8_t)(digits >> (24 - 8 * i));
    }
    put_frame(q, lba);
    finish(q);
}

void cd_subchannel_pq(uint8_t *pq, const uint8_t *q, bool p)
{
    memset(pq, 0, CD_PQ_LENGTH);
    memcpy(pq, q, CD_Q_LENGTH);
    pq[CD_PQ_LENGTH - 1] = p ? 0x80 : 0;
}

void cd_subchannel_pw(uint8_t *pw, const uint8_t *q, bool p, const uint8_t *rw)
{
    uint8_t p_bit = p ? 0x80 : 0;
    unsigned int i;

    for (i = 0; i < CD_SUBCHANNEL_LENGTH; i++)
    {
        uint8_t q_bit = (uint8_t)(q[i / 8] << (i % 8) & 0x80) >> 1;

        pw[i] = (uint8_t)(p_bit | q_bit | (rw ? rw[i] & 0x3f : 0));
    }
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* Digits in even places, counted from the first of 13 as 1, weigh three. */
static bool check_digit_fits(const char *catalog)
{
    unsigned int i, sum = 0;

    for (i = 0; i < CD_CATALOG_LENGTH; i++)
        sum += (unsigned int)(catalog[i] - '0') * (i % 2 ? 3 : 1);
    return sum % 10 == 0;
}

bool cd_parse_catalog(const char *text, char catalog[CD_CATALOG_LENGTH + 1])
{
    size_t length = strlen(text), i;

    memset(catalog, 0, CD_CATALOG_LENGTH + 1);
    if (!length || length > CD_CATALOG_LENGTH)
        return false;
    for (i = 0; i < length; i++)
        if (!is_digit(text[i]))
            return false;
    memset(catalog, '0', CD_CATALOG_LENGTH - length);
    memcpy(catalog + CD_CATALOG_LENGTH - length, text, length);
    if (check_digit_fits(catalog))
        return true;
    catalog[0] = 0;
    return false;
}

static bool isrc_character_fits(unsigned int place, char c)
{
    if (place < 2)
        return is_upper(c);
    return is_digit(c) || (place < ISRC_WIDE && is_upper(c));
}

static bool is_dash_place(unsigned int place)
{
    return place == 2 || place == 5 || place == 7;
}

bool cd_parse_isrc(const char *text, char isrc[CD_ISRC_LENGTH + 1])
{
    unsigned int place;

    memset(isrc, 0, CD_ISRC_LENGTH + 1);
    for (place = 0; place < CD_ISRC_LENGTH; place++)
    {
        if (*text == '-' && is_dash_place(place))
            text++;
        if (!isrc_character_fits(place, *text))
            break;
        isrc[place] = *text++;
    }
    if (place == CD_ISRC_LENGTH && !*text)
        return true;
    isrc[0] = 0;
    return false;
}

void cd_format_isrc(const char *isrc, char text[CD_ISRC_TEXT_LENGTH + 1])
{
    unsigned int place;

    for (place = 0; place < CD_ISRC_LENGTH && isrc[place]; place++)
    {
        if (is_dash_place(place))
            *text++ = '-';
        *text++ = isrc[place];
    }
    *text = 0;
}
