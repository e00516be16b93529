/*
 * One command to the drive: delivery, status, sense, and what is sent again
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

#include "burn_private.h"

/*
 * How often one command is sent again. A drive queues a handful of unit
 * attentions at most; BUSY (SAM-3 5.3.1) passes within seconds.
 */
#define ATTENTIONS_MAX  8
#define RESETS_MAX      3
#define LOST_MAX        2
#define BUSY_MAX        50
#define BUSY_SLEEP_MS   100

/* What one command has been through so far. */
struct attempts
{
    unsigned int attentions, resets, lost, busy;
};

void burn_drive_init(struct burn_drive *drive, const struct port_ops *port, struct port_device *device,
                     const struct burn_host *host)
{
    memset(drive, 0, sizeof(*drive));
    drive->port = port;
    drive->device = device;
    drive->host = host;
    port->limits(device, &drive->limits);
}

bool burn_is_cancelled(struct burn_drive *drive)
{
    return !drive->uncancellable && drive->host->cancelled(drive->host->context);
}

void burn_begin_peace(struct burn_drive *drive)
{
    drive->uncancellable++;
}

void burn_end_peace(struct burn_drive *drive)
{
    drive->uncancellable--;
}

enum mmc_retry_class burn_retry_class(const struct burn_drive *drive)
{
    const struct burn_failure *failure = &drive->failure;

    if (!failure->sense.valid) return MMC_RETRY_NONE;
    return mmc_sense_lookup(&failure->sense, failure->command.cdb[0])->retry;
}

enum burn_status burn_optional(const struct burn_drive *drive, enum burn_status status)
{
    if (status == BURN_SENSE && drive->failure.sense.key == MMC_SENSE_ILLEGAL_REQUEST) return BURN_OK;
    return status;
}

static void send_once(struct burn_drive *drive, const struct port_command *command, struct port_reply *reply)
{
    const struct burn_host *host = drive->host;
    uint64_t start = host->now_ms(host->context);

    memset(reply, 0, sizeof(*reply));
    drive->port->execute(drive->device, command, reply);
    host->trace(host->context, command, reply, (uint32_t)(host->now_ms(host->context) - start));
}

static void make_port_command(struct port_command *out, const struct mmc_command *command, void *data)
{
    memset(out, 0, sizeof(*out));
    memcpy(out->cdb, command->cdb, sizeof(out->cdb));
    out->cdb_length = command->cdb_length;
    out->timeout_ms = command->timeout_ms;
    out->data_length = command->data_length;
    out->data = data;
    if (command->data_length && command->direction == MMC_DATA_IN) out->direction = PORT_FROM_DEVICE;
    else if (command->data_length && command->direction == MMC_DATA_OUT) out->direction = PORT_TO_DEVICE;
    else
    {
        out->direction = PORT_NO_DATA;
        out->data = NULL;
        out->data_length = 0;
    }
}

/* A road may drop the sense of a CHECK CONDITION; the drive still has it (SPC-3 6.27). */
static void fetch_sense(struct burn_drive *drive, struct port_reply *reply)
{
    struct mmc_command request;
    struct port_command command;
    struct port_reply answer;
    uint8_t sense[MMC_SENSE_FIXED_LENGTH];

    memset(sense, 0, sizeof(sense));
    mmc_build_request_sense(&request, false, sizeof(sense));
    make_port_command(&command, &request, sense);
    send_once(drive, &command, &answer);
    if (answer.delivery != PORT_DELIVERED || answer.status != PORT_STATUS_GOOD) return;
    if (answer.transferred > sizeof(sense)) return;
    memcpy(reply->sense, sense, answer.transferred);
    reply->sense_length = (uint8_t)answer.transferred;
}

static bool is_mended(const struct mmc_sense *sense)
{
    return sense->key == MMC_SENSE_NO_SENSE || sense->key == MMC_SENSE_RECOVERED_ERROR;
}

static enum burn_status judge_sense(struct burn_drive *drive, const struct port_command *command,
                                    struct port_reply *reply)
{
    struct mmc_sense *sense = &drive->failure.sense;

    if (!reply->sense_length) fetch_sense(drive, reply);
    if (!mmc_parse_sense(reply->sense, reply->sense_length, sense)) return BURN_SENSE;
    /* SPC-4: with these sense keys the command was carried out, unless the sense is deferred, of an earlier one. */
    if (is_mended(sense)) return sense->ili || sense->deferred ? BURN_SENSE : BURN_OK;
    if (mmc_sense_code(sense) == MMC_SENSE_CODE_WRITE_ERROR_LOSS_OF_STREAMING)
    {
        /* Flushing tells of an underrun that linking has already mended. */
        return command->cdb[0] == MMC_OP_SYNCHRONIZE_CACHE ? BURN_OK : BURN_LOSS_OF_STREAMING;
    }
    return BURN_SENSE;
}

static enum burn_status judge(struct burn_drive *drive, const struct port_command *command,
                              struct port_reply *reply)
{
    switch (reply->delivery)
    {
    case PORT_DELIVERED: break;
    case PORT_TIMED_OUT: return BURN_TIMED_OUT;
    case PORT_DEVICE_GONE: return BURN_DEVICE_GONE;
    case PORT_REFUSED: return BURN_REFUSED;
    case PORT_BUS_RESET:
    case PORT_LOST: return BURN_TRANSPORT;
    }
    switch (reply->status)
    {
    case PORT_STATUS_GOOD: return BURN_OK;
    case PORT_STATUS_CHECK_CONDITION: return judge_sense(drive, command, reply);
    case PORT_STATUS_BUSY: return BURN_TIMED_OUT;
    case PORT_STATUS_RESERVED: return BURN_REFUSED;
    }
    return BURN_BAD_REPLY;
}

/* After a reset, or with another medium, what the drive had in its buffer is lost: resending hides the hole. */
static bool attention_is_fatal(const struct burn_drive *drive)
{
    uint32_t code = mmc_sense_code(&drive->failure.sense);

    return drive->medium_at_stake &&
           (code == MMC_SENSE_CODE_MEDIUM_MAY_HAVE_CHANGED || code == MMC_SENSE_CODE_POWER_ON_OR_RESET);
}

/* Nobody knows whether the drive saw a lost command: only what does no harm twice is sent again. */
static bool harmless_twice(const struct port_command *command)
{
    return command->direction == PORT_FROM_DEVICE || command->cdb[0] == MMC_OP_TEST_UNIT_READY ||
           command->cdb[0] == MMC_OP_PREVENT_ALLOW_MEDIUM_REMOVAL || command->cdb[0] == MMC_OP_SYNCHRONIZE_CACHE;
}

/* The drive asks for the command again: it queued an attention, or told of an earlier command instead. */
static bool drive_wants_it_again(const struct burn_drive *drive)
{
    const struct mmc_sense *sense = &drive->failure.sense;

    if (!sense->valid || attention_is_fatal(drive)) return false;
    return (sense->deferred && is_mended(sense)) || burn_retry_class(drive) == MMC_RETRY_NOW;
}

static bool send_again(struct burn_drive *drive, const struct port_command *command, const struct port_reply *reply,
                       enum burn_status status, struct attempts *attempts)
{
    if (reply->delivery == PORT_BUS_RESET) return !drive->medium_at_stake && attempts->resets++ < RESETS_MAX;
    if (reply->delivery == PORT_LOST) return harmless_twice(command) && attempts->lost++ < LOST_MAX;
    if (reply->delivery != PORT_DELIVERED) return false;
    if (reply->status == PORT_STATUS_BUSY && attempts->busy++ < BUSY_MAX)
    {
        drive->host->sleep_ms(drive->host->context, BUSY_SLEEP_MS);
        return true;
    }
    return status == BURN_SENSE && drive_wants_it_again(drive) && attempts->attentions++ < ATTENTIONS_MAX;
}

static enum burn_status execute_aligned(struct burn_drive *drive, const struct mmc_command *command, void *data,
                                        uint32_t *transferred)
{
    struct attempts attempts = {0};
    struct port_command port_command;
    struct port_reply reply;
    enum burn_status status;

    make_port_command(&port_command, command, data);
    if (transferred) *transferred = 0;
    do
    {
        if (burn_is_cancelled(drive)) return BURN_CANCELLED;
        memset(&drive->failure, 0, sizeof(drive->failure));
        send_once(drive, &port_command, &reply);
        drive->failure.command = port_command;
        drive->failure.command.data = NULL;
        status = judge(drive, &port_command, &reply);
        drive->failure.reply = reply;
    } while (status != BURN_OK && send_again(drive, &port_command, &reply, status, &attempts));
    if (status == BURN_OK && reply.transferred > port_command.data_length) return BURN_BAD_REPLY;
    if (status == BURN_OK && transferred) *transferred = reply.transferred;
    if (status == BURN_OK && port_command.direction == PORT_TO_DEVICE && reply.transferred < port_command.data_length)
        return BURN_BAD_REPLY;
    return status;
}

/* The buffers of the questions lie anywhere; a road may want them aligned. */
static enum burn_status execute_bounced(struct burn_drive *drive, const struct mmc_command *command, void *data,
                                        uint32_t *transferred)
{
    void *memory, *copy = burn_alloc_aligned(drive, command->data_length, &memory);
    enum burn_status status;

    if (!copy) return BURN_NO_MEMORY;
    memcpy(copy, data, command->data_length);
    status = execute_aligned(drive, command, copy, transferred);
    if (command->direction == MMC_DATA_IN) memcpy(data, copy, command->data_length);
    free(memory);
    return status;
}

enum burn_status burn_execute(struct burn_drive *drive, const struct mmc_command *command, void *data,
                              uint32_t *transferred)
{
    if (command->data_length && ((uintptr_t)data & drive->limits.alignment_mask))
        return execute_bounced(drive, command, data, transferred);
    return execute_aligned(drive, command, data, transferred);
}
