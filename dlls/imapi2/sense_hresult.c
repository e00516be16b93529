/*
 * What sense means to a client
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

#include "imapi2_private.h"
#include "mmc_opcodes.h"
#include "mmc_sense.h"

struct sense_result
{
    uint16_t key, asc, ascq, opcode;    /* MMC_ANY matches all */
    HRESULT hr;
};

#define MMC_SENSE_ENTRY(key, asc, ascq, opcode, hresult, retry, text) { key, asc, ascq, opcode, hresult },
static const struct sense_result sense_results[] = {
#include "mmc_sense_table.h"
};

static bool matches(uint16_t wanted, uint8_t value)
{
    return wanted == MMC_ANY || wanted == value;
}

HRESULT hresult_from_sense(const BYTE *data, ULONG length, BYTE opcode)
{
    const struct sense_result *row;
    struct mmc_sense sense;

    if (!mmc_parse_sense(data, length, &sense)) return E_FAIL;
    for (row = sense_results; row < sense_results + ARRAY_SIZE(sense_results); row++)
        if (matches(row->key, sense.key) && matches(row->asc, sense.asc) && matches(row->ascq, sense.ascq) &&
            matches(row->opcode, opcode))
            return row->hr;
    return E_FAIL;
}
