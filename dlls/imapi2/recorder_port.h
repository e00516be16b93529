/*
 * Any recorder object as a road for the recipes
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

#ifndef IMAPI2_RECORDER_PORT_H
#define IMAPI2_RECORDER_PORT_H

#include "imapi2_private.h"
#include "pipeline.h"
#include "burn.h"
#include "port.h"

/*
 * The recipes talk to a port. Here the port is whatever object the client gave
 * as its recorder: every command goes through IDiscRecorder2Ex, so a recorder
 * that somebody else has written works like ours, and ours counts its
 * exclusive access in one place.
 */
struct recorder_device
{
    struct port_device device;      /* first, as the contract wants it */
    IDiscRecorder2Ex *recorder;
    struct port_limits limits;
};

/* The entries enumerate, open, wait_event and wake answer PORT_E_UNSUPPORTED: who has a recorder needs none of them. */
extern const struct port_ops recorder_port_ops;

/* Adds a reference to the recorder. Fails with what the recorder's own limits fail with. */
HRESULT recorder_device_init(struct recorder_device *device, IDiscRecorder2Ex *recorder);
void recorder_device_cleanup(struct recorder_device *device);

/* A drive that the recipes can work with, for the time of one method. */
struct recorder_session
{
    struct recorder_device device;
    struct burn_host host;
    struct burn_drive drive;
};

/*
 * pipeline may be NULL: then nothing is told and nothing can be cancelled. With
 * one, phases go to pipeline_set_phase() as enum burn_phase.
 */
HRESULT recorder_session_open(struct recorder_session *session, IUnknown *recorder, struct pipeline *pipeline);
void recorder_session_close(struct recorder_session *session);

/* What a recipe's refusals are called by the object that ran it. */
struct burn_results
{
    HRESULT recorder_unsupported;
    HRESULT media_unsupported;
    HRESULT media_state;
    HRESULT media_not_blank;
    HRESULT too_large;
    HRESULT unexpected;         /* for sense that the table has no name for, and for a disc that is not as meant */
};

extern const struct burn_results data_results;

/* burn_hresult.c */
HRESULT hresult_from_burn(enum burn_status status, const struct burn_drive *drive, const struct burn_results *results);

#endif /* IMAPI2_RECORDER_PORT_H */
