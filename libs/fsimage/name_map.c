/*
 * Names as views carry them: translated, cut, numbered
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

#include "names.h"

/* Longer than this behind the last dot is no extension that anybody would miss. */
#define EXTENSION_KEPT 16

/* ECMA-119 7.5.1, 7.6.3, 10.1 */
static const struct name_rules iso9660_level_1 =
{
    .view = FSI_VIEW_ISO9660, .stem_max = 8, .extension_max = 3, .extension_cut = 3, .file_max = 12,
    .directory_max = 8,
};

/* ECMA-119 7.5.1: name and extension together 30, the dot makes 31; 7.6.3 */
static const struct name_rules iso9660_level_2 =
{
    .view = FSI_VIEW_ISO9660, .stem_max = 30, .extension_max = 30, .extension_cut = 15, .file_max = 31,
    .directory_max = 31,
};

/* Joliet, 7.5.1 and 7.6.3 as relaxed there: 128 bytes */
static const struct name_rules joliet =
{
    .view = FSI_VIEW_JOLIET, .stem_max = 64, .extension_max = 64, .extension_cut = EXTENSION_KEPT, .file_max = 64,
    .directory_max = 64, .mark = '~',
};

/* UDF 2.1.1: 255 bytes of CS0, of which the first one tells whether characters have 8 or 16 bits. */
static const struct name_rules udf =
{
    .view = FSI_VIEW_UDF, .stem_max = 254, .extension_max = 254, .extension_cut = EXTENSION_KEPT, .file_max = 254,
    .directory_max = 254, .mark = '~',
};

static const struct name_rules udf_16_bit =
{
    .view = FSI_VIEW_UDF, .stem_max = 127, .extension_max = 127, .extension_cut = EXTENSION_KEPT, .file_max = 127,
    .directory_max = 127, .mark = '~',
};

const struct name_rules *name_rules_for(const struct fsi_options *options, enum fsi_view view)
{
    if (view == FSI_VIEW_UDF) return &udf;
    if (view == FSI_VIEW_JOLIET) return &joliet;
    return options->iso9660_level > 1 ? &iso9660_level_2 : &iso9660_level_1;
}

static bool is_high_surrogate(uint16_t unit)
{
    return (unit & 0xfc00) == 0xd800;
}

static bool is_low_surrogate(uint16_t unit)
{
    return (unit & 0xfc00) == 0xdc00;
}

/* d-characters, ECMA-119 7.4.1 */
static uint16_t d_character(uint16_t unit)
{
    if (unit >= 'a' && unit <= 'z') return (uint16_t)(unit - ('a' - 'A'));
    if ((unit >= 'A' && unit <= 'Z') || (unit >= '0' && unit <= '9')) return unit;
    return '_';
}

/* UCS-2 without control characters and * / : ; ? \ */
static uint16_t joliet_character(uint16_t unit)
{
    if (unit < ' ' || is_high_surrogate(unit) || is_low_surrogate(unit)) return '_';
    if (unit == '*' || unit == '/' || unit == ':' || unit == ';' || unit == '?' || unit == '\\') return '_';
    return unit;
}

/* A character that takes two units becomes one. Stops when there are more than any name has. */
static size_t translate(const struct name_rules *rules, const uint16_t *units, size_t count, uint16_t *out)
{
    const bool to_joliet = rules->view == FSI_VIEW_JOLIET;
    size_t i, length = 0;

    for (i = 0; i < count && length <= rules->file_max; i++)
    {
        out[length++] = to_joliet ? joliet_character(units[i]) : d_character(units[i]);
        if (is_high_surrogate(units[i]) && i + 1 < count && is_low_surrogate(units[i + 1])) i++;
    }
    return length;
}

/* Where the dot before the extension is; the length: nowhere. One that comes first begins no extension. */
static size_t dot_of(const struct fsi_node *node)
{
    size_t i;

    if (node->kind != FSI_FILE) return node->name_length;
    for (i = node->name_length; i-- > 1; ) if (node->name[i] == '.') return i;
    return node->name_length;
}

struct parts
{
    uint16_t stem[FSI_NAME_MAX];
    uint16_t extension[FSI_NAME_MAX];
    size_t stem_length, extension_length;
    bool dot;
};

static size_t copy_units(const struct name_rules *rules, const uint16_t *units, size_t count, uint16_t *out)
{
    if (rules->view != FSI_VIEW_UDF) return translate(rules, units, count, out);
    memcpy(out, units, count * sizeof(*units));
    return count;
}

static void split(const struct fsi_node *node, const struct name_rules *rules, struct parts *parts)
{
    const size_t dot = dot_of(node), behind = dot + (dot < node->name_length);

    parts->dot = dot < node->name_length;
    parts->stem_length = copy_units(rules, node->name, dot, parts->stem);
    parts->extension_length = copy_units(rules, node->name + behind, node->name_length - behind, parts->extension);
    if (rules->view == FSI_VIEW_ISO9660 && !parts->extension_length) parts->dot = false;
}

/* An extension that is too long for one is a part of the stem. */
static void join(struct parts *parts)
{
    if (!parts->dot) return;
    parts->stem[parts->stem_length++] = '.';
    memcpy(parts->stem + parts->stem_length, parts->extension, parts->extension_length * sizeof(*parts->extension));
    parts->stem_length += parts->extension_length;
    parts->extension_length = 0;
    parts->dot = false;
}

static size_t write_number(uint16_t *out, uint32_t number)
{
    uint16_t digits[10];
    size_t count = 0, i;

    for (; number; number /= 10) digits[count++] = (uint16_t)('0' + number % 10);
    for (i = 0; i < count; i++) out[i] = digits[count - 1 - i];
    return count;
}

/* Cuts what does not fit beside a tail of so many units. False: there is not even room for the tail. */
static bool cut(struct parts *parts, const struct name_rules *rules, bool file, size_t tail)
{
    const size_t whole_max = file ? rules->file_max : rules->directory_max;
    size_t room;

    if (parts->extension_length > rules->extension_max) parts->extension_length = rules->extension_max;
    if (parts->stem_length + tail + parts->dot + parts->extension_length > whole_max &&
        parts->extension_length > rules->extension_cut)
    {
        if (rules->view != FSI_VIEW_ISO9660) join(parts);
        else parts->extension_length = rules->extension_cut;
    }
    room = whole_max - parts->dot - parts->extension_length;
    if (file && room > rules->stem_max) room = rules->stem_max;
    if (tail > room) return false;
    if (parts->stem_length <= room - tail) return true;
    parts->stem_length = room - tail;
    if (parts->stem_length && is_high_surrogate(parts->stem[parts->stem_length - 1])) parts->stem_length--;
    return true;
}

static bool fits_8_bit(const struct fsi_node *node)
{
    size_t i;

    for (i = 0; i < node->name_length; i++) if (node->name[i] > 0xff) return false;
    return true;
}

size_t name_map(const struct name_rules *rules, const struct fsi_node *node, uint32_t number,
                uint16_t name[FSI_NAME_MAX])
{
    uint16_t tail[11];
    size_t length, tail_length = 0;
    struct parts parts;

    if (rules->view == FSI_VIEW_UDF && !fits_8_bit(node)) rules = &udf_16_bit;
    split(node, rules, &parts);
    if (number)
    {
        if (rules->mark) tail[tail_length++] = rules->mark;
        tail_length += write_number(tail + tail_length, number);
    }
    if (!cut(&parts, rules, node->kind == FSI_FILE, tail_length)) return 0;
    memcpy(name, parts.stem, parts.stem_length * sizeof(*name));
    length = parts.stem_length;
    memcpy(name + length, tail, tail_length * sizeof(*name));
    length += tail_length;
    if (!parts.dot) return length;
    name[length++] = '.';
    memcpy(name + length, parts.extension, parts.extension_length * sizeof(*name));
    return length + parts.extension_length;
}

bool name_too_deep(const struct fsi_node *node)
{
    const unsigned int levels_max = 8;
    unsigned int level = node_is_directory(node);

    for (; node->parent && level <= levels_max; node = node->parent) level++;
    return level > levels_max;
}
