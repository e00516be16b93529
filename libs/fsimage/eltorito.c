/*
 * Boot records and boot images (El Torito 1.0)
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


#include <stdlib.h>
#include <string.h>

#include "bytes.h"
#include "iso9660_private.h"

enum platform                           /* of struct fsi_boot_entry; UEFI 13.3.2.1 adds the last one */
{
    PLATFORM_EFI = 0xef,
};

enum emulation                          /* El Torito figure 3 */
{
    EMULATION_NONE = 0,
    EMULATION_1_2_M = 1,
    EMULATION_1_44_M = 2,
    EMULATION_2_88_M = 3,
    EMULATION_HARD_DISK = 4,
};

#define ENTRY_SIZE 32
#define VIRTUAL_SECTOR 512u
/* What BIOSes load to address 0x7c00 has to end before the top of conventional memory. */
#define X86_SECTORS_MAX 1024u
#define X86_SECTORS_USUAL 4u

struct boot_view
{
    uint32_t catalog;                   /* absolute blocks */
    uint32_t images[FSI_BOOT_ENTRIES_MAX];
    uint8_t system_types[FSI_BOOT_ENTRIES_MAX];
};

static uint32_t floppy_size(uint8_t emulation)
{
    switch (emulation)
    {
    case EMULATION_1_2_M: return 80 * 2 * 15 * VIRTUAL_SECTOR;
    case EMULATION_1_44_M: return 80 * 2 * 18 * VIRTUAL_SECTOR;
    case EMULATION_2_88_M: return 80 * 2 * 36 * VIRTUAL_SECTOR;
    default: return 0;
    }
}

static enum fsi_status check_entry(const struct fsi_boot_entry *entry)
{
    if (entry->emulation > EMULATION_HARD_DISK) return FSI_BAD_OPTION;
    if (!entry->size) return FSI_BAD_BOOT_IMAGE;
    if (floppy_size(entry->emulation) && entry->size != floppy_size(entry->emulation)) return FSI_BAD_BOOT_IMAGE;
    if (entry->emulation == EMULATION_HARD_DISK && entry->size < VIRTUAL_SECTOR) return FSI_BAD_BOOT_IMAGE;
    return FSI_OK;
}

/* The system type of the only partition, which the catalog repeats (El Torito figure 3, byte 4). */
static enum fsi_status read_system_type(const struct fsi_boot_entry *entry, uint8_t *type)
{
    struct fsi_source *source = entry->source;
    uint8_t sector[VIRTUAL_SECTOR];
    enum fsi_status status;
    void *handle;

    if ((status = source->ops->open(source, NULL, &handle))) return status;
    status = source->ops->read(source, handle, 0, sector, sizeof(sector));
    source->ops->close(source, handle);
    if (!status) *type = sector[0x1be + 4];
    return status;
}

enum fsi_status boot_create(struct fsi_layout *layout)
{
    const struct fsi_options *options = &layout->options;
    enum fsi_status status;
    unsigned int i;

    if (!(layout->boot = calloc(1, sizeof(*layout->boot)))) return FSI_NO_MEMORY;
    for (i = 0; i < options->boot_count; i++)
    {
        const struct fsi_boot_entry *entry = &options->boot[i];

        if ((status = check_entry(entry))) return status;
        if (entry->emulation != EMULATION_HARD_DISK) continue;
        if ((status = read_system_type(entry, &layout->boot->system_types[i]))) return status;
    }
    return FSI_OK;
}

void boot_destroy(struct boot_view *boot)
{
    free(boot);
}

/* --------------------------------------------------------------- catalog --- */

/* El Torito figure 2: all words of the entry together are 0. */
static void put_validation(const struct fsi_boot_entry *entry, uint8_t *p)
{
    uint16_t sum = 0;
    size_t i;

    p[0] = 1;
    p[1] = entry->platform;
    memcpy(p + 4, entry->manufacturer, sizeof(entry->manufacturer));
    p[30] = 0x55;
    p[31] = 0xaa;
    for (i = 0; i < ENTRY_SIZE; i += 2) sum = (uint16_t)(sum + fsi_get_le16(p + i));
    fsi_put_le16(p + 28, (uint16_t)(0u - sum));
}

/*
 * How much is loaded at once. Emulated disks begin with one sector. Other images are loaded whole, as
 * nothing says how much of them the loader needs; what cannot be whole is left to the usual four
 * sectors. For EFI the number is the size of the partition that it sees, and 0 the rest of the medium.
 */
static uint16_t sector_count(const struct fsi_boot_entry *entry)
{
    const uint32_t sectors = entry->size / VIRTUAL_SECTOR + !!(entry->size % VIRTUAL_SECTOR);

    if (entry->emulation != EMULATION_NONE) return 1;
    if (entry->platform == PLATFORM_EFI) return (uint16_t)(sectors > UINT16_MAX ? 0 : sectors);
    return (uint16_t)(sectors > X86_SECTORS_MAX ? X86_SECTORS_USUAL : sectors);
}

/* El Torito figures 3 and 5 */
static void put_entry(const struct fsi_layout *layout, unsigned int index, uint8_t *p)
{
    const struct fsi_boot_entry *entry = &layout->options.boot[index];

    p[0] = 0x88;
    p[1] = entry->emulation;
    p[4] = layout->boot->system_types[index];
    fsi_put_le16(p + 6, sector_count(entry));
    fsi_put_le32(p + 8, layout->boot->images[index]);
}

static bool same_section(const struct fsi_boot_entry *a, const struct fsi_boot_entry *b)
{
    return a->platform == b->platform && !memcmp(a->manufacturer, b->manufacturer, sizeof(a->manufacturer));
}

/* Entries that follow each other and agree in platform and name; El Torito figure 4 is their header. */
static unsigned int put_section(const struct fsi_layout *layout, unsigned int first, uint8_t *p)
{
    const struct fsi_boot_entry *boot = layout->options.boot;
    unsigned int end = first, i;

    while (end < layout->options.boot_count && same_section(&boot[first], &boot[end])) end++;
    p[0] = end == layout->options.boot_count ? 0x91 : 0x90;
    p[1] = boot[first].platform;
    fsi_put_le16(p + 2, (uint16_t)(end - first));
    memcpy(p + 4, boot[first].manufacturer, sizeof(boot[first].manufacturer));
    for (i = first; i < end; i++) put_entry(layout, i, p + ENTRY_SIZE * (1 + i - first));
    return end;
}

/* At most a validation entry, the default one, and 31 of sections with a header each: 64 in one block. */
static enum fsi_status render_catalog(const struct fsi_layout *layout, const struct fsi_area *area,
                                      uint32_t relative, uint8_t *buffer)
{
    unsigned int i = 1, end;
    uint8_t *p = buffer + 2 * ENTRY_SIZE;

    (void)area;
    (void)relative;
    put_validation(&layout->options.boot[0], buffer);
    put_entry(layout, 0, buffer + ENTRY_SIZE);
    for (; i < layout->options.boot_count; i = end)
    {
        end = put_section(layout, i, p);
        p += ENTRY_SIZE * (1 + end - i);
    }
    return FSI_OK;
}

static const struct fsi_area_ops catalog_ops = {"boot catalog", render_catalog};

enum fsi_status boot_plan(struct fsi_layout *layout)
{
    const struct fsi_boot_entry *boot = layout->options.boot;
    struct boot_view *view = layout->boot;
    enum fsi_status status;
    unsigned int i;

    if ((status = layout_add_area(layout, 1, &catalog_ops, NULL, &view->catalog))) return status;
    for (i = 0; i < layout->options.boot_count; i++)
    {
        status = layout_add_area(layout, blocks_of(boot[i].size), &layout_boot_image_ops, &boot[i], &view->images[i]);
        if (status) return status;
    }
    return FSI_OK;
}

void boot_render_record(const struct fsi_layout *layout, uint8_t *buffer)
{
    static const char system[] = "EL TORITO SPECIFICATION";

    memcpy(buffer + 7, system, sizeof(system) - 1);
    fsi_put_le32(buffer + 71, layout->boot->catalog);
}
