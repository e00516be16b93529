/*
 * What single features say
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

#include "mmc_configuration.h"
#include "mmc_span.h"

/* The data of a descriptor with that code and so many bytes at least; else a span of length 0. */
static struct mmc_span feature_span(const struct mmc_feature_descriptor *feature, uint16_t code, size_t needed)
{
    struct mmc_span span = mmc_span_of(feature->data, feature->length, feature->length);

    if (feature->code != code || span.length < needed)
        span.length = 0;
    return span;
}

bool mmc_parse_profile_list(const struct mmc_feature_descriptor *feature, struct mmc_profile_list *list)
{
    struct mmc_span span = mmc_span_of(feature->data, feature->length, feature->length);
    size_t offset;

    memset(list, 0, sizeof(*list));
    if (feature->code != MMC_FEATURE_PROFILE_LIST)
        return false;
    for (offset = 0; mmc_span_has(&span, offset, 4) && list->count < MMC_PROFILE_ENTRIES_MAX; offset += 4)
    {
        list->entries[list->count].profile = mmc_span16(&span, offset);
        list->entries[list->count].current = mmc_span_bit(&span, offset + 2, 0);
        list->count++;
    }
    return true;
}

bool mmc_parse_core_feature(const struct mmc_feature_descriptor *feature, struct mmc_core_feature *core)
{
    struct mmc_span span = feature_span(feature, MMC_FEATURE_CORE, 4);

    memset(core, 0, sizeof(*core));
    if (!span.length)
        return false;
    core->physical_interface = mmc_span32(&span, 0);
    core->inquiry2 = mmc_span_bit(&span, 4, 1);
    core->device_busy_event = mmc_span_bit(&span, 4, 0);
    return true;
}

bool mmc_parse_removable_feature(const struct mmc_feature_descriptor *feature, struct mmc_removable_feature *removable)
{
    struct mmc_span span = feature_span(feature, MMC_FEATURE_REMOVABLE_MEDIUM, 1);

    memset(removable, 0, sizeof(*removable));
    if (!span.length)
        return false;
    removable->loading_mechanism = mmc_span8(&span, 0) >> 5;
    removable->load = mmc_span_bit(&span, 0, 4);
    removable->eject = mmc_span_bit(&span, 0, 3);
    removable->prevent_jumper = mmc_span_bit(&span, 0, 2);
    removable->device_busy_removal = mmc_span_bit(&span, 0, 1);
    removable->lock = mmc_span_bit(&span, 0, 0);
    return true;
}

bool mmc_parse_random_readable_feature(const struct mmc_feature_descriptor *feature,
                                       struct mmc_random_readable_feature *random)
{
    struct mmc_span span = feature_span(feature, MMC_FEATURE_RANDOM_READABLE, 7);

    memset(random, 0, sizeof(*random));
    if (!span.length)
        return false;
    random->block_size = mmc_span32(&span, 0);
    random->blocking = mmc_span16(&span, 4);
    random->error_page = mmc_span_bit(&span, 6, 0);
    return true;
}

/* The first version of this feature has no data at all. */
bool mmc_parse_dvd_read_feature(const struct mmc_feature_descriptor *feature, struct mmc_dvd_read_feature *read)
{
    struct mmc_span span = mmc_span_of(feature->data, feature->length, feature->length);

    memset(read, 0, sizeof(*read));
    if (feature->code != MMC_FEATURE_DVD_READ)
        return false;
    read->multi110 = mmc_span_bit(&span, 0, 0);
    read->dual_rw = mmc_span_bit(&span, 2, 1);
    read->dual_r = mmc_span_bit(&span, 2, 0);
    return true;
}

bool mmc_parse_random_writable_feature(const struct mmc_feature_descriptor *feature,
                                       struct mmc_random_writable_feature *random)
{
    struct mmc_span span = feature_span(feature, MMC_FEATURE_RANDOM_WRITABLE, 11);

    memset(random, 0, sizeof(*random));
    if (!span.length)
        return false;
    random->last_lba = mmc_span32(&span, 0);
    random->block_size = mmc_span32(&span, 4);
    random->blocking = mmc_span16(&span, 8);
    random->error_page = mmc_span_bit(&span, 10, 0);
    return true;
}

bool mmc_parse_incremental_feature(const struct mmc_feature_descriptor *feature,
                                   struct mmc_incremental_feature *incremental)
{
    struct mmc_span span = feature_span(feature, MMC_FEATURE_INCREMENTAL_STREAMING_WRITABLE, 4);

    memset(incremental, 0, sizeof(*incremental));
    if (!span.length)
        return false;
    incremental->data_types = mmc_span16(&span, 0);
    incremental->track_number_on_write = mmc_span_bit(&span, 2, 2);
    incremental->address_reservation = mmc_span_bit(&span, 2, 1);
    incremental->buffer_underrun_free = mmc_span_bit(&span, 2, 0);
    incremental->link_size_count = mmc_span8(&span, 3);
    if (!mmc_span_has(&span, 4, incremental->link_size_count))
        incremental->link_size_count = (uint8_t)(span.length - 4);
    incremental->link_sizes = span.data + 4;
    return true;
}

bool mmc_parse_formattable_feature(const struct mmc_feature_descriptor *feature,
                                   struct mmc_formattable_feature *formattable)
{
    struct mmc_span span = mmc_span_of(feature->data, feature->length, feature->length);

    memset(formattable, 0, sizeof(*formattable));
    if (feature->code != MMC_FEATURE_FORMATTABLE)
        return false;
    formattable->fast_reformat = mmc_span_bit(&span, 0, 4);
    formattable->reformat_no_spare = mmc_span_bit(&span, 0, 3);
    formattable->expand = mmc_span_bit(&span, 0, 2);
    formattable->quick_certify = mmc_span_bit(&span, 0, 1);
    formattable->full_certify = mmc_span_bit(&span, 0, 0);
    formattable->bd_r_random = mmc_span_bit(&span, 4, 0);
    return true;
}

bool mmc_parse_dvd_plus_rw_feature(const struct mmc_feature_descriptor *feature, struct mmc_dvd_plus_rw_feature *plus)
{
    struct mmc_span span = mmc_span_of(feature->data, feature->length, feature->length);

    memset(plus, 0, sizeof(*plus));
    if ((feature->code != MMC_FEATURE_DVD_PLUS_RW && feature->code != MMC_FEATURE_DVD_PLUS_RW_DL) || span.length < 2)
        return false;
    plus->write = mmc_span_bit(&span, 0, 0);
    plus->quick_start = mmc_span_bit(&span, 1, 1);
    plus->close_only = mmc_span_bit(&span, 1, 0);
    return true;
}

bool mmc_parse_dvd_plus_r_feature(const struct mmc_feature_descriptor *feature, bool *write)
{
    struct mmc_span span = mmc_span_of(feature->data, feature->length, feature->length);

    *write = false;
    if ((feature->code != MMC_FEATURE_DVD_PLUS_R && feature->code != MMC_FEATURE_DVD_PLUS_R_DL) || !span.length)
        return false;
    *write = mmc_span_bit(&span, 0, 0);
    return true;
}

bool mmc_parse_rigid_overwrite_feature(const struct mmc_feature_descriptor *feature,
                                       struct mmc_rigid_overwrite_feature *rigid)
{
    struct mmc_span span = feature_span(feature, MMC_FEATURE_RIGID_RESTRICTED_OVERWRITE, 1);

    memset(rigid, 0, sizeof(*rigid));
    if (!span.length)
        return false;
    rigid->defect_status_generate = mmc_span_bit(&span, 0, 3);
    rigid->defect_status_read = mmc_span_bit(&span, 0, 2);
    rigid->intermediate = mmc_span_bit(&span, 0, 1);
    rigid->blank = mmc_span_bit(&span, 0, 0);
    return true;
}

bool mmc_parse_cd_tao_feature(const struct mmc_feature_descriptor *feature, struct mmc_cd_tao_feature *tao)
{
    struct mmc_span span = feature_span(feature, MMC_FEATURE_CD_TRACK_AT_ONCE, 4);

    memset(tao, 0, sizeof(*tao));
    if (!span.length)
        return false;
    tao->buffer_underrun_free = mmc_span_bit(&span, 0, 6);
    tao->subchannel_raw = mmc_span_bit(&span, 0, 4);
    tao->subchannel_packed = mmc_span_bit(&span, 0, 3);
    tao->test_write = mmc_span_bit(&span, 0, 2);
    tao->rewritable = mmc_span_bit(&span, 0, 1);
    tao->data_types = mmc_span16(&span, 2);
    return true;
}

bool mmc_parse_cd_mastering_feature(const struct mmc_feature_descriptor *feature,
                                    struct mmc_cd_mastering_feature *mastering)
{
    struct mmc_span span = feature_span(feature, MMC_FEATURE_CD_MASTERING, 4);

    memset(mastering, 0, sizeof(*mastering));
    if (!span.length)
        return false;
    mastering->buffer_underrun_free = mmc_span_bit(&span, 0, 6);
    mastering->session_at_once = mmc_span_bit(&span, 0, 5);
    mastering->raw_multisession = mmc_span_bit(&span, 0, 4);
    mastering->raw = mmc_span_bit(&span, 0, 3);
    mastering->test_write = mmc_span_bit(&span, 0, 2);
    mastering->rewritable = mmc_span_bit(&span, 0, 1);
    mastering->subchannel = mmc_span_bit(&span, 0, 0);
    mastering->max_cue_sheet = mmc_span24(&span, 1);
    return true;
}

bool mmc_parse_dvd_dash_write_feature(const struct mmc_feature_descriptor *feature,
                                      struct mmc_dvd_dash_write_feature *dash)
{
    struct mmc_span span = feature_span(feature, MMC_FEATURE_DVD_DASH_WRITE, 1);

    memset(dash, 0, sizeof(*dash));
    if (!span.length)
        return false;
    dash->buffer_underrun_free = mmc_span_bit(&span, 0, 6);
    dash->dual_layer = mmc_span_bit(&span, 0, 3);
    dash->test_write = mmc_span_bit(&span, 0, 2);
    dash->rewritable = mmc_span_bit(&span, 0, 1);
    return true;
}

bool mmc_parse_cd_rw_media_write_feature(const struct mmc_feature_descriptor *feature, uint8_t *subtypes)
{
    struct mmc_span span = feature_span(feature, MMC_FEATURE_CD_RW_MEDIA_WRITE, 2);

    *subtypes = mmc_span8(&span, 1);
    return span.length != 0;
}

bool mmc_parse_bd_feature(const struct mmc_feature_descriptor *feature, struct mmc_bd_feature *bd)
{
    struct mmc_span span = mmc_span_of(feature->data, feature->length, feature->length);
    bool read = feature->code == MMC_FEATURE_BD_READ;
    unsigned int i;

    memset(bd, 0, sizeof(*bd));
    if ((!read && feature->code != MMC_FEATURE_BD_WRITE) || span.length < 20)
        return false;
    bd->verify_not_required = !read && mmc_span_bit(&span, 0, 0);
    for (i = 0; i < 4; i++)
    {
        bd->re[i] = mmc_span16(&span, 4 + 2 * i);
        bd->r[i] = mmc_span16(&span, 12 + 2 * i);
        bd->rom[i] = read ? mmc_span16(&span, 20 + 2 * i) : 0;
    }
    return true;
}

bool mmc_parse_streaming_feature(const struct mmc_feature_descriptor *feature, struct mmc_streaming_feature *streaming)
{
    struct mmc_span span = feature_span(feature, MMC_FEATURE_REAL_TIME_STREAMING, 1);

    memset(streaming, 0, sizeof(*streaming));
    if (!span.length)
        return false;
    streaming->set_minimum_performance = mmc_span_bit(&span, 0, 5);
    streaming->read_buffer_capacity = mmc_span_bit(&span, 0, 4);
    streaming->set_cd_speed = mmc_span_bit(&span, 0, 3);
    streaming->mode_page_2a = mmc_span_bit(&span, 0, 2);
    streaming->write_speed_performance = mmc_span_bit(&span, 0, 1);
    streaming->stream_writing = mmc_span_bit(&span, 0, 0);
    return true;
}

bool mmc_parse_serial_feature(const struct mmc_feature_descriptor *feature, struct mmc_serial_feature *serial)
{
    struct mmc_span span = mmc_span_of(feature->data, feature->length, feature->length);

    memset(serial, 0, sizeof(*serial));
    if (feature->code != MMC_FEATURE_DRIVE_SERIAL_NUMBER)
        return false;
    mmc_span_trimmed(&span, 0, span.length, serial->serial, sizeof(serial->serial));
    return true;
}
