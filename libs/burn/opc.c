/*
 * Power calibration
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

#include "burn_private.h"

/*
 * MMC-6, SEND OPC INFORMATION. Old drives lack it, new ones calibrate by
 * themselves when the first WRITE comes; a calibration area that is full (3/73)
 * does not hinder a drive that remembers the medium. So only the way to the
 * drive can fail here.
 */
enum burn_status burn_calibrate(struct burn_drive *drive)
{
    struct mmc_command command;
    enum burn_status status;

    mmc_build_send_opc_information(&command);
    status = burn_execute_patiently(drive, &command, NULL, NULL, BURN_WAIT_COMMAND_MS);
    return status == BURN_SENSE ? BURN_OK : status;
}
