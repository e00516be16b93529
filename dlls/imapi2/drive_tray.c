/*
 * The lock of the tray: who may prevent removal, and when that ends
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
#include "drive.h"
#include "mmc_raw.h"

#include "wine/debug.h"

WINE_DEFAULT_DEBUG_CHANNEL(imapi2);

void drive_note_removal(struct drive *drive, const struct port_command *command)
{
    bool prevents;

    if (!mmc_decide_removal(command->cdb, &prevents)) return;
    InterlockedExchange(&drive->removal_prevented, prevents);
    InterlockedExchange(&drive->removal_ours, prevents && drive->exclusive_count);
}

/* A drive that is still silent must not hold up the client for as long as work may take. */
static HRESULT allow_removal(struct drive *drive)
{
    struct mmc_command command;

    mmc_build_prevent_allow_medium_removal(&command, false, false);
    command.timeout_ms = mmc_timeout_ms(MMC_TIMEOUT_PROBE);
    return drive_command(drive, &command, NULL, NULL);
}

void drive_end_prevention(struct drive *drive)
{
    HRESULT hr;

    if (!InterlockedExchange(&drive->removal_ours, FALSE)) return;
    InterlockedExchange(&drive->removal_prevented, FALSE);
    /* Its host resets a drive that stays silent, which ends the prevention as well; the user need not wait again. */
    hr = drive->silent ? E_IMAPI_RECORDER_COMMAND_TIMEOUT : allow_removal(drive);
    WARN("%s: the tray was still locked, %s\n", drive->trace_name, SUCCEEDED(hr) ? "unlocked" : "and stays so");
}

static HRESULT eject(struct drive *drive, struct drive_answer *answer)
{
    struct mmc_command command;

    mmc_build_start_stop_unit(&command, MMC_EJECT, false);
    return drive_command(drive, &command, NULL, answer);
}

/* Nobody burns while the drive can be had alone. */
static bool take_alone(struct drive *drive, bool *taken)
{
    bool alone;

    AcquireSRWLockExclusive(&drive->lock);
    *taken = !drive->exclusive_count;
    alone = !*taken || drive->device->ops->lock(drive->device, "EjectMedia", false) == PORT_OK;
    ReleaseSRWLockExclusive(&drive->lock);
    return alone;
}

HRESULT drive_eject(struct drive *drive)
{
    struct drive_answer answer;
    HRESULT hr = eject(drive, &answer);
    bool taken;

    if (SUCCEEDED(hr) || mmc_sense_code(&answer.sense) != MMC_SENSE_CODE_MEDIUM_REMOVAL_PREVENTED) return hr;
    if (drive->removal_prevented || !take_alone(drive, &taken)) return hr;
    TRACE("%s: unlocking the tray, which nobody here has locked\n", drive->trace_name);
    if (SUCCEEDED(allow_removal(drive))) hr = eject(drive, NULL);
    if (taken)
    {
        AcquireSRWLockExclusive(&drive->lock);
        drive->device->ops->unlock(drive->device);
        ReleaseSRWLockExclusive(&drive->lock);
    }
    return hr;
}
