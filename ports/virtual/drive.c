/*
 * A virtual drive: how a command comes in and how its answer goes out
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

#include "drive.h"

void virtual_answer(struct virtual_request *request, const void *data, size_t length, uint32_t allocation)
{
    if (length > allocation) length = allocation;
    if (length > request->in_size) length = request->in_size;
    if (length) memcpy(request->in, data, length);
    request->transferred = (uint32_t)length;
}

static uint32_t bad_field(struct virtual_request *request, uint32_t code, bool in_cdb, uint16_t byte)
{
    request->sense.field_valid = true;
    request->sense.field_in_cdb = in_cdb;
    request->sense.field_byte = byte;
    request->sense.field_bit = 0xff;
    return code;
}

uint32_t virtual_bad_cdb(struct virtual_request *request, uint8_t byte)
{
    return bad_field(request, MMC_SENSE_CODE_INVALID_FIELD_IN_CDB, true, byte);
}

uint32_t virtual_bad_parameter(struct virtual_request *request, uint16_t byte)
{
    return bad_field(request, MMC_SENSE_CODE_INVALID_FIELD_IN_PARAMETERS, false, byte);
}

void virtual_attention(struct virtual_drive *drive, uint32_t code)
{
    unsigned int i;

    for (i = 0; i < drive->attention_count; i++)
        if (drive->attentions[i] == code) return;
    if (drive->attention_count < VIRTUAL_ATTENTIONS_MAX) drive->attentions[drive->attention_count++] = code;
}

static uint32_t take_attention(struct virtual_drive *drive)
{
    uint32_t code;

    if (!drive->attention_count) return 0;
    code = drive->attentions[0];
    drive->attention_count--;
    memmove(drive->attentions, drive->attentions + 1, drive->attention_count * sizeof(drive->attentions[0]));
    return code;
}

bool virtual_has_medium(const struct virtual_drive *drive)
{
    return drive->medium.kind && !drive->medium.tray_open;
}

enum mmc_profile virtual_current_profile(const struct virtual_drive *drive)
{
    return virtual_has_medium(drive) ? drive->medium.kind->profile : MMC_PROFILE_NONE;
}

/* Media event codes of MMC-6 GET EVENT STATUS NOTIFICATION. */
#define EVENT_NEW_MEDIA     2
#define EVENT_MEDIA_REMOVAL 3

void virtual_medium_changed(struct virtual_drive *drive)
{
    bool there = virtual_has_medium(drive) || (drive->unreadable && !drive->medium.tray_open);

    drive->generation_seen = drive->medium.generation;
    virtual_blocks_close(drive);    /* another opening may have put another file there */
    drive->operation.code = 0;
    drive->background_running = false;
    drive->cue_count = 0;
    drive->raw_active = false;
    drive->position = 0;
    drive->at_once_blocks = 0;
    drive->features_changed = true;
    drive->speed.write_kbps = 0;
    drive->media_event = there ? EVENT_NEW_MEDIA : EVENT_MEDIA_REMOVAL;
    if (there) virtual_attention(drive, MMC_SENSE_CODE_MEDIUM_MAY_HAVE_CHANGED);
}

void virtual_start_operation(struct virtual_drive *drive, bool immediate, uint32_t code, uint32_t duration_ms)
{
    if (!immediate) return;
    drive->operation.code = code;
    drive->operation.start_ms = drive->store->ops->now_ms(drive->store);
    drive->operation.duration_ms = duration_ms;
}

uint32_t virtual_operation_progress(struct virtual_drive *drive, uint16_t *progress)
{
    uint64_t elapsed;

    if (!drive->operation.code) return 0;
    elapsed = drive->store->ops->now_ms(drive->store) - drive->operation.start_ms;
    if (elapsed >= drive->operation.duration_ms)
    {
        drive->operation.code = 0;
        return 0;
    }
    *progress = (uint16_t)(elapsed * 65536 / drive->operation.duration_ms);
    return drive->operation.code;
}

/* Why a command that needs a medium cannot have one; 0 when it can. */
static uint32_t medium_sense(const struct virtual_drive *drive)
{
    if (drive->medium.tray_open) return MMC_SENSE_CODE_NO_MEDIUM_TRAY_OPEN;
    if (drive->unreadable) return MMC_SENSE_CODE_UNKNOWN_FORMAT;
    return drive->medium.kind ? 0 : MMC_SENSE_CODE_NO_MEDIUM_TRAY_CLOSED;
}

/* What hinders every command before its handler looks at it: unit attentions and what is not ready. */
static uint32_t check_ready(struct virtual_drive *drive, const struct virtual_command *command,
                            struct virtual_request *request)
{
    uint16_t progress;
    uint32_t code;

    if (!(command->flags & VIRTUAL_KEEPS_ATTENTION) && (code = take_attention(drive))) return code;
    code = virtual_operation_progress(drive, &progress);
    if (code && !(command->flags & VIRTUAL_WHILE_BUSY))
    {
        request->sense.progress_valid = true;
        request->sense.progress = progress;
        return code;
    }
    if ((command->flags & VIRTUAL_CHANGES) && drive->medium.writing && !drive->writer)
        return MMC_SENSE_CODE_LONG_WRITE_IN_PROGRESS;
    return command->flags & VIRTUAL_NEEDS_MEDIUM ? medium_sense(drive) : 0;
}

/* False when another opening has the drive for itself and the command would change something. */
static bool permitted(struct virtual_drive *drive, const struct virtual_command *command)
{
    const struct virtual_store_ops *ops = drive->store->ops;

    if (!(command->flags & VIRTUAL_CHANGES) || drive->owner) return true;
    if (!ops->lock(drive->store, VIRTUAL_LOCK_OWNER, false)) return false;
    ops->unlock(drive->store, VIRTUAL_LOCK_OWNER);
    return true;
}

static void put_sense(struct port_reply *reply, const struct virtual_request *request, uint32_t code)
{
    struct mmc_sense sense = request->sense;

    sense.valid = true;
    sense.key = (uint8_t)(code >> 16);
    sense.asc = (uint8_t)(code >> 8);
    sense.ascq = (uint8_t)code;
    reply->status = PORT_STATUS_CHECK_CONDITION;
    reply->sense_length = (uint8_t)mmc_encode_sense(reply->sense, sizeof(reply->sense), &sense);
}

static void run_command(struct virtual_drive *drive, const struct port_command *command, struct port_reply *reply)
{
    const struct virtual_command *row = virtual_find_command(command->cdb[0]);
    struct virtual_request request;
    uint32_t code;

    memset(&request, 0, sizeof(request));
    request.cdb = command->cdb;
    if (command->direction == PORT_TO_DEVICE && command->data)
    {
        request.out = command->data;
        request.out_length = command->data_length;
    }
    else if (command->direction == PORT_FROM_DEVICE && command->data)
    {
        request.in = command->data;
        request.in_size = command->data_length;
    }
    if (!row) code = MMC_SENSE_CODE_INVALID_OPCODE;
    else if (command->cdb_length < mmc_opcode_cdb_length(command->cdb[0])) code = virtual_bad_cdb(&request, 0);
    else if (!permitted(drive, row))
    {
        reply->delivery = PORT_REFUSED;
        return;
    }
    else if (!(code = check_ready(drive, row, &request))) code = row->handler(drive, &request);
    reply->transferred = request.transferred;
    /* What a failed command had begun to change is read again from the file. */
    if (code && row && (row->flags & VIRTUAL_CHANGES)) memset(drive->header, 0, sizeof(drive->header));
    if (code) put_sense(reply, &request, code);
}

/* Blocks that a command addresses, for fault rules about addresses. */
static void describe_blocks(const uint8_t *cdb, struct virtual_fault_input *input)
{
    bool twelve = cdb[0] == MMC_OP_READ_12 || cdb[0] == MMC_OP_WRITE_12;

    input->opcode = cdb[0];
    input->reads = cdb[0] == MMC_OP_READ_10 || cdb[0] == MMC_OP_READ_12 || cdb[0] == MMC_OP_READ_CD ||
                   cdb[0] == MMC_OP_VERIFY_10;
    input->writes = cdb[0] == MMC_OP_WRITE_10 || cdb[0] == MMC_OP_WRITE_12;
    if (!input->reads && !input->writes) return;
    input->lba = mmc_get_lba(cdb + 2);
    if (twelve) input->blocks = mmc_get32(cdb + 6);
    else input->blocks = cdb[0] == MMC_OP_READ_CD ? mmc_get24(cdb + 6) : mmc_get16(cdb + 7);
}

static bool find_fault(struct virtual_drive *drive, const struct port_command *command, struct virtual_fault *fault)
{
    const struct virtual_command *row = virtual_find_command(command->cdb[0]);
    struct virtual_fault_input input;

    memset(&input, 0, sizeof(input));
    describe_blocks(command->cdb, &input);
    input.needs_medium = row && (row->flags & VIRTUAL_NEEDS_MEDIUM);
    input.now_ms = drive->store->ops->now_ms(drive->store);
    input.generation = drive->medium.generation;
    input.loaded = virtual_has_medium(drive);
    return virtual_faults_match(drive->faults, &input, fault);
}

static void patch_reply(const struct port_command *command, const struct virtual_fault *fault,
                        struct port_reply *reply)
{
    unsigned int i, j;
    uint8_t *data = command->data;

    if (fault->length_set && fault->length < reply->transferred) reply->transferred = fault->length;
    if (command->direction != PORT_FROM_DEVICE || !data) return;
    for (i = 0; i < fault->patch_count; i++)
        for (j = 0; j < fault->patches[i].length; j++)
            if (fault->patches[i].offset + j < reply->transferred)
                data[fault->patches[i].offset + j] = fault->patches[i].bytes[j];
}

/* The answer that a rule puts in the place of the drive's own. */
static void replace_answer(const struct virtual_fault *fault, struct port_reply *reply)
{
    if (fault->delivery_set)
    {
        memset(reply, 0, sizeof(*reply));
        reply->delivery = fault->delivery;
    }
    else if (fault->sense_set)
    {
        reply->status = PORT_STATUS_CHECK_CONDITION;
        reply->sense_length = (uint8_t)mmc_encode_sense(reply->sense, sizeof(reply->sense), &fault->sense);
        if (!fault->after) reply->transferred = 0;
    }
    else if (fault->status_set)
    {
        reply->status = fault->status;
        reply->sense_length = 0;
        if (!fault->after) reply->transferred = 0;
    }
}

/* What happens to the drive itself when a rule takes effect, beside the answer. */
static void fault_side_effects(struct virtual_drive *drive, const struct virtual_fault *fault)
{
    if (fault->eject && virtual_has_medium(drive))
    {
        virtual_flush(drive);
        drive->medium.tray_open = true;
        drive->medium.generation++;
        virtual_medium_changed(drive);
        virtual_state_save(drive, true);
    }
    if (!fault->delivery_set || fault->delivery != PORT_BUS_RESET) return;
    drive->attention_count = 0;
    virtual_attention(drive, MMC_SENSE_CODE_POWER_ON_OR_RESET);
    virtual_mode_reset(drive);
    drive->operation.code = 0;
    drive->prevented = drive->persistent_prevented = false;
}

/* Takes fault rules that have changed; files are looked for where that does not slow a burn down. */
static void refresh_faults(struct virtual_drive *drive, const struct port_command *command)
{
    struct virtual_fault_input input;
    uint64_t now = drive->store->ops->now_ms(drive->store);

    memset(&input, 0, sizeof(input));
    describe_blocks(command->cdb, &input);
    if ((input.reads || input.writes) && now - drive->faults_read_ms < VIRTUAL_FAULTS_PERIOD_MS) return;
    drive->faults_read_ms = now;
    virtual_faults_refresh(drive->faults, drive->store);
}

static void execute_locked(struct virtual_drive *drive, const struct port_command *command, struct port_reply *reply)
{
    struct virtual_fault fault;
    bool matched;

    virtual_state_refresh(drive);
    if (drive->medium.generation != drive->generation_seen) virtual_medium_changed(drive);
    refresh_faults(drive, command);
    matched = find_fault(drive, command, &fault);
    if (matched) fault_side_effects(drive, &fault);
    if (matched && fault.hang_ms)
    {
        bool timed_out = fault.hang_ms >= command->timeout_ms;

        drive->store->ops->unlock(drive->store, VIRTUAL_LOCK_STATE);
        drive->store->ops->sleep_ms(drive->store, timed_out ? command->timeout_ms : fault.hang_ms);
        drive->store->ops->lock(drive->store, VIRTUAL_LOCK_STATE, true);
        virtual_state_refresh(drive);
        if (timed_out) reply->delivery = PORT_TIMED_OUT;
        if (timed_out) return;
    }
    if (!matched || fault.after || !(fault.delivery_set || fault.sense_set || fault.status_set))
        run_command(drive, command, reply);
    if (!matched || reply->delivery != PORT_DELIVERED) return;
    replace_answer(&fault, reply);
    patch_reply(command, &fault, reply);
}

void virtual_drive_execute(struct virtual_drive *drive, const struct port_command *command, struct port_reply *reply)
{
    const struct virtual_store_ops *ops = drive->store->ops;

    memset(reply, 0, sizeof(*reply));
    reply->delivery = PORT_DELIVERED;
    if (!command->cdb_length || command->cdb_length > PORT_CDB_MAX || command->data_length > VIRTUAL_MAX_TRANSFER)
    {
        reply->delivery = PORT_REFUSED;
        return;
    }
    if (!ops->lock(drive->store, VIRTUAL_LOCK_STATE, true))
    {
        reply->delivery = PORT_LOST;
        return;
    }
    execute_locked(drive, command, reply);
    ops->unlock(drive->store, VIRTUAL_LOCK_STATE);
}

void virtual_drive_limits(struct virtual_drive *drive, struct port_limits *limits)
{
    (void)drive;
    limits->max_transfer = VIRTUAL_MAX_TRANSFER;
    limits->max_aligned_transfer = VIRTUAL_MAX_TRANSFER;
    limits->alignment_mask = 0;
}

enum port_error virtual_drive_open(struct virtual_store *store, const struct virtual_identity *identity,
                                   struct virtual_drive **out)
{
    struct virtual_drive *drive = calloc(1, sizeof(*drive));
    enum port_error error;

    *out = NULL;
    if (!drive)
    {
        store->ops->destroy(store);
        return PORT_E_NO_MEMORY;
    }
    drive->store = store;
    drive->identity = *identity;
    drive->faults = virtual_faults_create();
    virtual_mode_reset(drive);
    if (!drive->faults || !virtual_state_open(drive))
    {
        error = drive->faults ? PORT_E_IO : PORT_E_NO_MEMORY;
        virtual_drive_destroy(drive);
        return error;
    }
    virtual_faults_refresh(drive->faults, store);
    *out = drive;
    return PORT_OK;
}

struct virtual_drive *virtual_drive_create(struct virtual_store *store, const struct virtual_identity *identity)
{
    struct virtual_drive *drive;

    virtual_drive_open(store, identity, &drive);
    return drive;
}

void virtual_drive_destroy(struct virtual_drive *drive)
{
    const struct virtual_store_ops *ops = drive->store->ops;

    if (drive->writer && ops->lock(drive->store, VIRTUAL_LOCK_STATE, true))
    {
        virtual_flush(drive);
        if (drive->medium.writing)
        {
            virtual_give_up_recording(drive);
            virtual_state_save(drive, true);
        }
        ops->unlock(drive->store, VIRTUAL_LOCK_STATE);
    }
    if (drive->writer) ops->unlock(drive->store, VIRTUAL_LOCK_WRITER);
    if (drive->owner) virtual_drive_unlock(drive);
    virtual_state_close(drive);
    virtual_faults_destroy(drive->faults);
    ops->destroy(drive->store);
    free(drive);
}
