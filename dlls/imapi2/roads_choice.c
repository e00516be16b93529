/*
 * Which roads lead to drives here
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

#include "imapi2_private.h"
#include "linux.h"
#include "ntspti.h"
#include "ntvirtual.h"
#include "roads.h"

#include "wine/debug.h"

WINE_DEFAULT_DEBUG_CHANNEL(imapi2);

/*
 * The Unix side of this DLL where it loads, since it alone sees what became of
 * a command; else the host's ioctl. Virtual recorders always. Whoever knows
 * better names the roads, in the environment or in the registry:
 *   IMAPI2_ROADS=ntspti,virtual
 *   HKEY_CURRENT_USER\Software\Wine\Imapi2  Roads  REG_SZ
 */

#define CHOICE_MAX 64   /* characters with the terminator */

struct road
{
    const char *name;
    struct port *(*get)(void);
    const char *unless;     /* by default it is only taken where that one is not there */
};

static const struct road roads[] = {
    { "linux", linux_port, NULL },
    { "ntspti", ntspti_port, "linux" },
    { "virtual", ntvirtual_port, NULL },
};

static struct port *chosen[ARRAY_SIZE(roads)];
static unsigned int chosen_count;

static bool is_chosen(const char *name)
{
    unsigned int i;

    for (i = 0; i < chosen_count; i++)
        if (!strcmp(chosen[i]->ops->name, name)) return true;
    return false;
}

static void choose(const struct road *road)
{
    struct port *port = road->get();

    if (port) chosen[chosen_count++] = port;
    else TRACE("road %s is not here, status %#lx\n", road->name, linux_port_status());
}

static void choose_defaults(void)
{
    unsigned int i;

    for (i = 0; i < ARRAY_SIZE(roads); i++)
        if (!roads[i].unless || !is_chosen(roads[i].unless)) choose(&roads[i]);
}

static void choose_named(const char *name)
{
    unsigned int i;

    for (i = 0; i < ARRAY_SIZE(roads); i++)
    {
        if (strcmp(name, roads[i].name)) continue;
        if (!is_chosen(name)) choose(&roads[i]);
        return;
    }
    WARN("there is no road %s\n", debugstr_a(name));
}

/* Reads what the user wants into choice; false when nothing is wanted. */
static bool read_choice(char choice[CHOICE_MAX])
{
    DWORD size = CHOICE_MAX, length = GetEnvironmentVariableA("IMAPI2_ROADS", choice, CHOICE_MAX);

    if (length && length < CHOICE_MAX) return true;
    return !RegGetValueA(HKEY_CURRENT_USER, "Software\\Wine\\Imapi2", "Roads", RRF_RT_REG_SZ, NULL, choice, &size) &&
           choice[0];
}

static BOOL WINAPI choose_once(INIT_ONCE *once, void *parameter, void **context)
{
    char choice[CHOICE_MAX], *name;
    unsigned int i;

    if (!read_choice(choice)) choose_defaults();
    else
        for (name = strtok(choice, ", "); name; name = strtok(NULL, ", ")) choose_named(name);
    for (i = 0; i < chosen_count; i++) TRACE("road %u: %s\n", i, chosen[i]->ops->name);
    return TRUE;
}

unsigned int roads_count(void)
{
    static INIT_ONCE once = INIT_ONCE_STATIC_INIT;

    InitOnceExecuteOnce(&once, choose_once, NULL, NULL);
    return chosen_count;
}

struct port *roads_get(unsigned int index)
{
    return index < roads_count() ? chosen[index] : NULL;
}
