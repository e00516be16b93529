/*
 * What a virtual drive answers about itself: identity, sense, events, mechanism
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

#include "drive.h"

#define TYPE_CD_DVD 0x05    /* peripheral device type, SPC-3 6.4 */

/* SPC-3 6.33. The table of commands has looked at everything already. */
uint32_t virtual_test_unit_ready(struct virtual_drive *drive, struct virtual_request *request)
{
    (void)drive;
    (void)request;
    return 0;
}

/*
 * SPC-3 6.27, MMC-6 REQUEST SENSE: tells the progress of what goes on inside. The sense of
 * failed commands went with their answer.
 */
uint32_t virtual_request_sense(struct virtual_drive *drive, struct virtual_request *request)
{
    struct mmc_sense sense;
    uint8_t buffer[PORT_SENSE_MAX];
    uint16_t progress = 0;
    uint32_t code = virtual_operation_progress(drive, &progress);

    if (!code && drive->attention_count)
    {
        code = drive->attentions[0];
        drive->attention_count--;
        memmove(drive->attentions, drive->attentions + 1, drive->attention_count * sizeof(drive->attentions[0]));
        sense = mmc_make_sense(code);
    }
    else
    {
        sense = mmc_make_sense(code);
        sense.progress_valid = code != 0;
        sense.progress = progress;
    }
    sense.descriptor_form = request->cdb[1] & 1;
    virtual_answer(request, buffer, mmc_encode_sense(buffer, sizeof(buffer), &sense), request->cdb[4]);
    return 0;
}

static void put_text(uint8_t *p, size_t length, const char *text)
{
    size_t i;

    for (i = 0; i < length && text[i]; i++) p[i] = (uint8_t)text[i];
    for (; i < length; i++) p[i] = ' ';
}

/* SPC-3 6.4: a removable medium; the drive claims SPC-4 and MMC-6. */
uint32_t virtual_inquiry(struct virtual_drive *drive, struct virtual_request *request)
{
    static const uint8_t pages[] = { TYPE_CD_DVD, 0x00, 0, 1, 0x00 };
    uint8_t data[96];

    if (request->cdb[2]) return virtual_bad_cdb(request, 2);
    if (request->cdb[1] & 1)    /* the list of vital product data pages has itself only */
    {
        virtual_answer(request, pages, sizeof(pages), mmc_get16(request->cdb + 3));
        return 0;
    }
    memset(data, 0, sizeof(data));
    data[0] = TYPE_CD_DVD;
    data[1] = 0x80;
    data[2] = 0x06;
    data[3] = 0x02;
    data[4] = sizeof(data) - 5;
    put_text(data + 8, 8, drive->identity.vendor);
    put_text(data + 16, 16, drive->identity.product);
    put_text(data + 32, 4, drive->identity.revision);
    mmc_put16(data + 58, 0x0460);   /* SPC-4 */
    mmc_put16(data + 60, 0x04e0);   /* MMC-6 */
    virtual_answer(request, data, sizeof(data), mmc_get16(request->cdb + 3));
    return 0;
}

/* Event classes of GET EVENT STATUS NOTIFICATION, MMC-6. */
#define CLASS_OPERATIONAL   1
#define CLASS_POWER         2
#define CLASS_MEDIA         4
#define CLASS_BUSY          6
#define CLASSES_SUPPORTED   ((1 << CLASS_OPERATIONAL) | (1 << CLASS_POWER) | (1 << CLASS_MEDIA) | (1 << CLASS_BUSY))
#define NO_EVENT_AVAILABLE  0x80

static void operational_event(struct virtual_drive *drive, uint8_t *p)
{
    if (drive->features_changed)
    {
        p[0] = 2;                   /* the drive has changed its state */
        mmc_put16(p + 2, 1);        /* feature change */
    }
    if (drive->persistent_prevented) p[1] = 0x80;
    drive->features_changed = false;
}

static void media_event(struct virtual_drive *drive, uint8_t *p)
{
    p[0] = drive->media_event;
    p[1] = (uint8_t)((drive->medium.tray_open ? 1 : 0) | (virtual_has_medium(drive) ? 2 : 0));
    drive->media_event = 0;
}

static void busy_event(struct virtual_drive *drive, uint8_t *p)
{
    uint16_t progress;

    if (!virtual_operation_progress(drive, &progress)) return;
    p[0] = 1;
    p[1] = 1;
    mmc_put16(p + 2, (uint16_t)(drive->operation.duration_ms / 100 + 1));
}

/*
 * MMC-6 GET EVENT STATUS NOTIFICATION: polled only; the class with the lowest
 * number that has something to tell answers.
 */
uint32_t virtual_get_event_status(struct virtual_drive *drive, struct virtual_request *request)
{
    uint8_t data[8] = { 0, 6, NO_EVENT_AVAILABLE, CLASSES_SUPPORTED };
    unsigned int classes = request->cdb[4] & CLASSES_SUPPORTED;
    uint16_t progress;

    if (!(request->cdb[1] & 1)) return virtual_bad_cdb(request, 1);
    if (mmc_get16(request->cdb + 7) <= 4) classes = 0;  /* room for the header only: nothing is consumed */
    if (!classes)
    {
        data[1] = 2;
        virtual_answer(request, data, 4, mmc_get16(request->cdb + 7));
        return 0;
    }
    if ((classes & (1 << CLASS_OPERATIONAL)) && (drive->features_changed || classes == 1 << CLASS_OPERATIONAL))
    {
        data[2] = CLASS_OPERATIONAL;
        operational_event(drive, data + 4);
    }
    else if ((classes & (1 << CLASS_MEDIA)) &&
             (drive->media_event || !(classes & ((1 << CLASS_BUSY))) || !virtual_operation_progress(drive, &progress)))
    {
        data[2] = CLASS_MEDIA;
        media_event(drive, data + 4);
    }
    else if (classes & (1 << CLASS_BUSY))
    {
        data[2] = CLASS_BUSY;
        busy_event(drive, data + 4);
    }
    else
    {
        data[2] = CLASS_POWER;
        data[5] = 1;                /* active */
    }
    virtual_answer(request, data, sizeof(data), mmc_get16(request->cdb + 7));
    return 0;
}

/* MMC-6 MECHANISM STATUS: a tray, no changer. */
uint32_t virtual_mechanism_status(struct virtual_drive *drive, struct virtual_request *request)
{
    uint8_t data[8] = { 0 };
    uint16_t progress;

    if (drive->medium.tray_open) data[1] |= 0x10;
    if (virtual_operation_progress(drive, &progress)) data[1] |= 0x20;
    virtual_answer(request, data, sizeof(data), mmc_get16(request->cdb + 8));
    return 0;
}
