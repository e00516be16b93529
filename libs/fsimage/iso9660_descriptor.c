/*
 * Volume descriptors (ECMA-119 8, Joliet)
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


#include <stdio.h>
#include <string.h>

#include "bytes.h"
#include "dates.h"
#include "iso9660_private.h"

enum descriptor_type                    /* ECMA-119 8.1.1 */
{
    BOOT_RECORD = 0,
    PRIMARY = 1,
    SUPPLEMENTARY = 2,
    TERMINATOR = 255,
};

#define DESCRIPTORS_MAX 4

static void put_header(uint8_t *buffer, enum descriptor_type type)
{
    buffer[0] = (uint8_t)type;
    memcpy(buffer + 1, "CD001", 5);
    buffer[6] = 1;
}

/* Characters with spaces behind; in Joliet two bytes each, and an odd byte at the end stays 0. */
static void put_text(bool joliet, uint8_t *field, size_t size, const char *text)
{
    size_t i, units = joliet ? size / 2 : size;

    for (i = 0; i < units; i++)
    {
        const uint8_t character = *text ? (uint8_t)*text++ : ' ';

        if (joliet) fsi_put_be16(field + 2 * i, character);
        else field[i] = character;
    }
}

static void put_volume_name(const struct fsi_layout *layout, bool joliet, uint8_t *field)
{
    uint16_t name[129];
    size_t i;

    put_text(joliet, field, 32, "");
    if (fsi_volume_name(&layout->options, joliet ? FSI_VIEW_JOLIET : FSI_VIEW_ISO9660, name)) return;
    for (i = 0; name[i]; i++)
    {
        if (joliet) fsi_put_be16(field + 2 * i, name[i]);
        else field[i] = (uint8_t)name[i];
    }
}

/* ECMA-119 8.4.26.1: 16 digits and the offset from UTC in quarters of an hour */
static void put_date(uint8_t *field, int64_t time)
{
    struct fsi_date date;
    char digits[32];

    fsi_date_from_time(time, &date);
    if (date.year < 1 || date.year > 9999) memset(digits, '0', 16);
    else snprintf(digits, sizeof(digits), "%04d%02u%02u%02u%02u%02u%02u", (int)date.year, date.month, date.day,
                  date.hour, date.minute, date.second, (unsigned int)(date.ticks / 100000));
    memcpy(field, digits, 16);
}

static void put_volume_set(const struct fsi_layout *layout, bool joliet, uint8_t *field)
{
    char text[33];
    size_t i;

    for (i = 0; i < 16; i++) snprintf(text + 2 * i, 3, "%02X", layout->options.unique[i]);
    put_text(joliet, field, 128, text);
}

/* What is past the end of the session's last range belongs to no volume. */
static uint32_t volume_blocks(const struct fsi_layout *layout)
{
    return layout->ranges[0].last_block + 1;
}

/* ECMA-119 8.4 and 8.5, by byte position there less one */
static void render_volume(const struct fsi_layout *layout, const struct iso9660_view *view, uint8_t *buffer)
{
    const bool joliet = view->joliet;

    put_header(buffer, joliet ? SUPPLEMENTARY : PRIMARY);
    put_text(joliet, buffer + 8, 32, "");
    put_volume_name(layout, joliet, buffer + 40);
    fsi_put_both32(buffer + 80, volume_blocks(layout));
    if (joliet) memcpy(buffer + 88, "%/E", 3);
    fsi_put_both16(buffer + 120, 1);
    fsi_put_both16(buffer + 124, 1);
    fsi_put_both16(buffer + 128, FSI_BLOCK_SIZE);
    fsi_put_both32(buffer + 132, iso9660_path_size(layout, view));
    fsi_put_le32(buffer + 140, view->path_table_l);
    fsi_put_be32(buffer + 148, view->path_table_m);
    iso9660_render_self(layout, view, 0, 0, buffer + 156);
    put_volume_set(layout, joliet, buffer + 190);
    put_text(joliet, buffer + 318, 128, "");
    put_text(joliet, buffer + 446, 128, "");
    put_text(joliet, buffer + 574, 128, "IMAPI2 FOR WINE");
    put_text(joliet, buffer + 702, 37, "");
    put_text(joliet, buffer + 739, 37, "");
    put_text(joliet, buffer + 776, 37, "");
    put_date(buffer + 813, layout->options.now);
    put_date(buffer + 830, layout->options.now);
    memset(buffer + 847, '0', 16);
    memset(buffer + 864, '0', 16);
    buffer[881] = 1;
}

/*
 * Without ISO 9660 a boot record stays one, at block 17 where firmware looks for it. ECMA-167 2/8.3.1
 * has descriptors of CD001 stand before its own, so block 16 gets one too: a boot record for no system,
 * which readers of UDF pass over and in which readers of ISO 9660 find no volume.
 */
static size_t list_descriptors(const struct fsi_layout *layout, enum descriptor_type list[DESCRIPTORS_MAX])
{
    size_t count = 0;

    if (!layout->iso9660 && !layout->boot) return 0;
    list[count++] = layout->iso9660 ? PRIMARY : BOOT_RECORD;
    if (layout->boot) list[count++] = BOOT_RECORD;
    if (layout->joliet) list[count++] = SUPPLEMENTARY;
    list[count++] = TERMINATOR;
    return count;
}

static enum fsi_status render_descriptor(const struct fsi_layout *layout, const struct fsi_area *area,
                                         uint32_t relative, uint8_t *buffer)
{
    enum descriptor_type list[DESCRIPTORS_MAX];

    (void)area;
    list_descriptors(layout, list);
    if (list[relative] == PRIMARY) render_volume(layout, layout->iso9660, buffer);
    else if (list[relative] == SUPPLEMENTARY) render_volume(layout, layout->joliet, buffer);
    else put_header(buffer, list[relative]);
    if (list[relative] == BOOT_RECORD && relative) boot_render_record(layout, buffer);
    return FSI_OK;
}

static const struct fsi_area_ops descriptor_ops = {"volume descriptors", render_descriptor};

enum fsi_status iso9660_plan_descriptors(struct fsi_layout *layout)
{
    enum descriptor_type list[DESCRIPTORS_MAX];

    return layout_add_area(layout, list_descriptors(layout, list), &descriptor_ops, NULL, NULL);
}
