/*
 * Commands for the drive itself: readiness, tray, mechanism, events
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

#include "mmc_basic.h"

#include <string.h>

#include "mmc_opcodes.h"
#include "mmc_span.h"

void mmc_build_test_unit_ready(struct mmc_command *cmd)
{
    mmc_start_command(cmd, MMC_OP_TEST_UNIT_READY, MMC_NO_DATA, 0, false);
}

void mmc_build_request_sense(struct mmc_command *cmd, bool descriptor_form, uint8_t allocation)
{
    mmc_start_command(cmd, MMC_OP_REQUEST_SENSE, MMC_DATA_IN, allocation, false);
    cmd->cdb[1] = descriptor_form;
    cmd->cdb[4] = allocation;
}

void mmc_build_start_stop_unit(struct mmc_command *cmd, enum mmc_start_stop action, bool immediate)
{
    mmc_start_command(cmd, MMC_OP_START_STOP_UNIT, MMC_NO_DATA, 0, immediate);
    cmd->cdb[1] = immediate;
    cmd->cdb[4] = (uint8_t)(action & 3);
}

void mmc_build_prevent_allow_medium_removal(struct mmc_command *cmd, bool prevent, bool persistent)
{
    mmc_start_command(cmd, MMC_OP_PREVENT_ALLOW_MEDIUM_REMOVAL, MMC_NO_DATA, 0, false);
    cmd->cdb[4] = (uint8_t)((persistent ? 2 : 0) | (prevent ? 1 : 0));
}

void mmc_build_get_event_status(struct mmc_command *cmd, uint8_t classes, uint16_t allocation)
{
    mmc_start_command(cmd, MMC_OP_GET_EVENT_STATUS_NOTIFICATION, MMC_DATA_IN, allocation, false);
    cmd->cdb[1] = 1; /* polled */
    cmd->cdb[4] = classes;
    mmc_put16(cmd->cdb + 7, allocation);
}

bool mmc_parse_event_status(const uint8_t *data, size_t length, struct mmc_event_status *status)
{
    struct mmc_span span = mmc_span_of_reply(data, length, 0, 2);

    memset(status, 0, sizeof(*status));
    if (!mmc_span_has(&span, 0, 4))
        return false;
    status->no_event_available = mmc_span_bit(&span, 2, 7);
    status->event_class = mmc_span8(&span, 2) & 7;
    status->supported_classes = mmc_span8(&span, 3);
    if (status->no_event_available || !status->event_class)
        return true;
    if (!mmc_span_has(&span, 4, 4))
    {
        memset(status, 0, sizeof(*status));
        return false;
    }
    status->event_code = mmc_span8(&span, 4) & 0x0f;
    status->status = mmc_span8(&span, 5);
    status->parameter = mmc_span16(&span, 6);
    if (status->event_class == MMC_EVENT_MEDIA)
    {
        status->door_open = mmc_span_bit(&span, 5, 0);
        status->medium_present = mmc_span_bit(&span, 5, 1);
    }
    return true;
}

void mmc_build_mechanism_status(struct mmc_command *cmd, uint16_t allocation)
{
    mmc_start_command(cmd, MMC_OP_MECHANISM_STATUS, MMC_DATA_IN, allocation, false);
    mmc_put16(cmd->cdb + 8, allocation);
}

bool mmc_parse_mechanism_status(const uint8_t *data, size_t length, struct mmc_mechanism_status *status)
{
    struct mmc_span span = mmc_span_of(data, length, length);

    memset(status, 0, sizeof(*status));
    if (!mmc_span_has(&span, 0, 8))
        return false;
    status->fault = mmc_span_bit(&span, 0, 7);
    status->changer_state = (mmc_span8(&span, 0) >> 5) & 3;
    status->current_slot = mmc_span8(&span, 0) & 0x1f;
    status->mechanism_state = mmc_span8(&span, 1) >> 5;
    status->door_open = mmc_span_bit(&span, 1, 4);
    status->current_lba = mmc_span24(&span, 2);
    status->slots = mmc_span8(&span, 5);
    return true;
}

void mmc_build_read_media_serial_number(struct mmc_command *cmd, uint32_t allocation)
{
    mmc_start_command(cmd, MMC_OP_READ_MEDIA_SERIAL_NUMBER, MMC_DATA_IN, allocation, false);
    cmd->cdb[1] = 0x01; /* service action */
    mmc_put32(cmd->cdb + 6, allocation);
}

bool mmc_parse_media_serial_number(const uint8_t *data, size_t length, struct mmc_media_serial *serial)
{
    struct mmc_span span = mmc_span_of_reply(data, length, 0, 4);

    memset(serial, 0, sizeof(*serial));
    if (!mmc_span_has(&span, 0, 4))
        return false;
    serial->data = span.data + 4;
    serial->length = (uint32_t)(span.length - 4);
    return true;
}
