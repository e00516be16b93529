/*
 * The tray of a virtual drive: loading, ejecting, exclusive access, and the media put in from outside
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

#define LOAD_MS 200     /* how long an immediate load keeps the drive busy */

/* Moves the tray; what lies on it stays on it. */
static uint32_t move_tray(struct virtual_drive *drive, bool open, bool immediate)
{
    uint32_t code;

    if (drive->medium.tray_open == open) return 0;
    if (open && (code = virtual_flush(drive))) return code;
    if (open) virtual_give_up_recording(drive);
    drive->medium.tray_open = open;
    drive->medium.generation++;
    virtual_medium_changed(drive);
    if (!open && virtual_has_medium(drive))
        virtual_start_operation(drive, immediate, MMC_SENSE_CODE_BECOMING_READY, LOAD_MS);
    return virtual_state_save(drive, true) ? 0 : MMC_SENSE_CODE_MEDIA_LOAD_OR_EJECT_FAILED;
}

/* MMC-6 START STOP UNIT. */
uint32_t virtual_start_stop_unit(struct virtual_drive *drive, struct virtual_request *request)
{
    bool load_eject = request->cdb[4] & 2, start = request->cdb[4] & 1, immediate = request->cdb[1] & 1;
    uint8_t power = request->cdb[4] >> 4;

    if (request->cdb[4] & 4) return virtual_bad_cdb(request, 4);    /* format layer jump: hybrid discs only */
    if (power > 5) return virtual_bad_cdb(request, 4);
    if (power) return virtual_flush(drive);
    if (!load_eject) return start ? 0 : virtual_flush(drive);
    if (!start && (drive->prevented || drive->persistent_prevented)) return MMC_SENSE_CODE_MEDIUM_REMOVAL_PREVENTED;
    return move_tray(drive, !start, immediate);
}

/* MMC-6 PREVENT ALLOW MEDIUM REMOVAL. */
uint32_t virtual_prevent_allow(struct virtual_drive *drive, struct virtual_request *request)
{
    bool prevent = request->cdb[4] & 1;

    if (request->cdb[4] & 2) drive->persistent_prevented = prevent;
    else drive->prevented = prevent;
    return 0;
}

enum port_error virtual_drive_lock(struct virtual_drive *drive, const char *owner, bool force)
{
    const struct virtual_store_ops *ops = drive->store->ops;
    struct virtual_file *file;
    char name[PORT_OWNER_MAX] = "";
    bool done;

    (void)force;    /* nothing mounts a virtual medium */
    if (drive->owner) return PORT_E_LOCKED;
    if (!ops->lock(drive->store, VIRTUAL_LOCK_OWNER, false)) return PORT_E_LOCKED;
    strncpy(name, owner, sizeof(name) - 1);
    file = ops->open(drive->store, "owner", true);
    done = file && ops->write(file, 0, name, sizeof(name));
    if (file) ops->close(file);
    if (!done)
    {
        ops->unlock(drive->store, VIRTUAL_LOCK_OWNER);
        return PORT_E_IO;
    }
    memcpy(drive->owner_name, name, sizeof(name));
    drive->owner = true;
    return PORT_OK;
}

enum port_error virtual_drive_unlock(struct virtual_drive *drive)
{
    if (!drive->owner) return PORT_E_NOT_LOCKED;
    drive->store->ops->remove(drive->store, "owner");
    drive->store->ops->unlock(drive->store, VIRTUAL_LOCK_OWNER);
    drive->owner = false;
    return PORT_OK;
}

enum port_error virtual_drive_owner(struct virtual_drive *drive, char owner[PORT_OWNER_MAX])
{
    const struct virtual_store_ops *ops = drive->store->ops;
    struct virtual_file *file;

    memset(owner, 0, PORT_OWNER_MAX);
    if (drive->owner)
    {
        memcpy(owner, drive->owner_name, PORT_OWNER_MAX);
        return PORT_OK;
    }
    if (ops->lock(drive->store, VIRTUAL_LOCK_OWNER, false))
    {
        ops->unlock(drive->store, VIRTUAL_LOCK_OWNER);
        return PORT_OK;
    }
    if (!(file = ops->open(drive->store, "owner", false))) return PORT_OK;
    if (!ops->read(file, 0, owner, PORT_OWNER_MAX - 1)) memset(owner, 0, PORT_OWNER_MAX);
    ops->close(file);
    return PORT_OK;
}

/* Takes what is needed to change the medium from outside: nobody burns, nobody else has the drive. */
static enum port_error begin_change(struct virtual_drive *drive)
{
    const struct virtual_store_ops *ops = drive->store->ops;
    bool owned = drive->owner || ops->lock(drive->store, VIRTUAL_LOCK_OWNER, false);

    if (!owned) return PORT_E_LOCKED;
    if (!drive->owner) ops->unlock(drive->store, VIRTUAL_LOCK_OWNER);
    if (!ops->lock(drive->store, VIRTUAL_LOCK_STATE, true)) return PORT_E_IO;
    virtual_state_refresh(drive);
    if (drive->writer || ops->lock(drive->store, VIRTUAL_LOCK_WRITER, false))
    {
        ops->unlock(drive->store, VIRTUAL_LOCK_WRITER);
        drive->writer = false;
        return PORT_OK;
    }
    ops->unlock(drive->store, VIRTUAL_LOCK_STATE);
    return PORT_E_LOCKED;
}

/* Says that the medium is another one now, to this opening and to the others. */
static enum port_error end_change(struct virtual_drive *drive, bool done)
{
    drive->unreadable = false;
    drive->medium.generation++;
    virtual_medium_changed(drive);
    if (!virtual_state_save(drive, true)) done = false;
    drive->store->ops->unlock(drive->store, VIRTUAL_LOCK_STATE);
    return done ? PORT_OK : PORT_E_IO;
}

enum port_error virtual_insert_blank(struct virtual_drive *drive, const char *kind_name)
{
    const struct virtual_kind *kind = virtual_find_kind(kind_name);
    enum port_error error;

    if (!kind || !virtual_kind_blocks(kind)) return PORT_E_UNSUPPORTED;
    if (kind->family == VIRTUAL_FAMILY_DVD_RW_OVERWRITE) return PORT_E_UNSUPPORTED;     /* made by FORMAT UNIT only */
    if ((error = begin_change(drive))) return error;
    drive->medium.kind = kind;
    drive->medium.family = virtual_find_family(kind->family);
    drive->medium.tray_open = false;
    virtual_medium_make_blank(&drive->medium);
    virtual_blocks_remove_raw(drive);
    return end_change(drive, virtual_blocks_clear(drive));
}

#define CD_BLOCKS_MAX 449849u   /* 99:59:74, the last address that a TOC can hold */

enum port_error virtual_insert_image(struct virtual_drive *drive)
{
    enum port_error error;
    uint64_t size, blocks;

    virtual_blocks_close(drive);    /* another file may have taken its name */
    if (!virtual_blocks_open(drive)) return PORT_E_IO;
    size = drive->store->ops->size(drive->blocks_file);
    blocks = size / VIRTUAL_BLOCK_SIZE;
    if (size == UINT64_MAX) return PORT_E_IO;
    if (!blocks || blocks > INT32_MAX) return PORT_E_UNSUPPORTED;
    if ((error = begin_change(drive))) return error;
    virtual_blocks_remove_raw(drive);
    drive->medium.kind = virtual_find_kind(blocks <= CD_BLOCKS_MAX ? "cd-rom" : "dvd-rom");
    drive->medium.family = virtual_find_family(drive->medium.kind->family);
    drive->medium.tray_open = false;
    virtual_medium_make_pressed(&drive->medium, (uint32_t)blocks);
    return end_change(drive, true);
}

enum port_error virtual_remove_medium(struct virtual_drive *drive)
{
    enum port_error error;
    uint32_t generation;

    if ((error = begin_change(drive))) return error;
    generation = drive->medium.generation;
    memset(&drive->medium, 0, sizeof(drive->medium));
    drive->medium.generation = generation;
    drive->medium.tray_open = true;
    virtual_blocks_remove_raw(drive);
    virtual_blocks_close(drive);
    drive->store->ops->remove(drive->store, "medium.iso");
    return end_change(drive, true);
}

uint32_t virtual_media_generation(struct virtual_drive *drive)
{
    const struct virtual_store_ops *ops = drive->store->ops;
    uint32_t generation;

    if (!ops->lock(drive->store, VIRTUAL_LOCK_STATE, true)) return drive->medium.generation;
    virtual_state_refresh(drive);
    generation = drive->medium.generation;
    ops->unlock(drive->store, VIRTUAL_LOCK_STATE);
    return generation;
}
