/*
 * The surroundings that a recipe needs: a clock, a way to be stopped, somebody to tell
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

#include "recorder_port.h"

#include "wine/debug.h"

WINE_DEFAULT_DEBUG_CHANNEL(imapi2);

static uint64_t host_now_ms(void *context)
{
    (void)context;
    return GetTickCount64();
}

static void host_sleep_ms(void *context, uint32_t milliseconds)
{
    (void)context;
    Sleep(milliseconds);
}

static bool host_cancelled(void *context)
{
    return context && pipeline_is_cancelled(context);
}

static void host_phase(void *context, enum burn_phase phase)
{
    TRACE("%p phase %d\n", context, phase);
    if (context) pipeline_set_phase(context, phase);
}

/* The recorder object traces every command itself; here only the failures matter. */
static void host_trace(void *context, const struct port_command *command, const struct port_reply *reply,
                       uint32_t milliseconds)
{
    if (reply->delivery == PORT_DELIVERED && reply->status == PORT_STATUS_GOOD) return;
    TRACE("%p %s: delivery %d, status %#x, %u ms\n", context, mmc_opcode_name(command->cdb[0]), reply->delivery,
          reply->status, milliseconds);
}

HRESULT recorder_session_open(struct recorder_session *session, IUnknown *recorder, struct pipeline *pipeline)
{
    IDiscRecorder2Ex *ex;
    HRESULT hr;

    hr = IUnknown_QueryInterface(recorder, &IID_IDiscRecorder2Ex, (void **)&ex);
    if (FAILED(hr)) return hr;
    hr = recorder_device_init(&session->device, ex);
    IDiscRecorder2Ex_Release(ex);
    if (FAILED(hr)) return hr;

    session->host.context = pipeline;
    session->host.now_ms = host_now_ms;
    session->host.sleep_ms = host_sleep_ms;
    session->host.cancelled = host_cancelled;
    session->host.phase = host_phase;
    session->host.trace = host_trace;
    burn_drive_init(&session->drive, &recorder_port_ops, &session->device.device, &session->host);
    return S_OK;
}

void recorder_session_close(struct recorder_session *session)
{
    recorder_device_cleanup(&session->device);
}
