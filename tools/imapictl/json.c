/*
 * The answer of a command as one JSON document
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

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "imapictl.h"

#define LEVELS_MAX 8

bool json_wanted;

struct text
{
    char *data;
    size_t length, size;
};

/* The document so far, and what was complained of; both as JSON. */
static struct text document, messages;
static char closers[LEVELS_MAX];
static unsigned int levels;
static bool no_memory;

static void add_bytes(struct text *text, const char *bytes, size_t count)
{
    size_t wanted = text->length + count + 1;
    char *grown;

    if (wanted > text->size)
    {
        if (!(grown = realloc(text->data, wanted * 2)))
        {
            no_memory = true;
            return;
        }
        text->data = grown;
        text->size = wanted * 2;
    }
    memcpy(text->data + text->length, bytes, count);
    text->length += count;
    text->data[text->length] = 0;
}

static void add(struct text *text, const char *string)
{
    add_bytes(text, string, strlen(string));
}

/* RFC 8259, 7: quotation marks, backslashes and control characters are escaped. */
static void add_string(struct text *text, const char *string)
{
    char escaped[8];

    add(text, "\"");
    for (; *string; string++)
    {
        if (*string == '"' || *string == '\\')
            add(text, "\\");
        if ((unsigned char)*string >= ' ')
        {
            add_bytes(text, string, 1);
            continue;
        }
        snprintf(escaped, sizeof(escaped), "\\u%04x", (unsigned char)*string);
        add(text, escaped);
    }
    add(text, "\"");
}

/* The comma before a member, and its name; elements of an array have none. */
static void begin_member(struct text *text, const char *name)
{
    if (text->length && !strchr("{[", text->data[text->length - 1]))
        add(text, ", ");
    if (!name)
        return;
    add_string(text, name);
    add(text, ": ");
}

static bool begin(const char *name)
{
    if (!json_wanted)
        return false;
    if (!document.length)
        add(&document, "{");
    begin_member(&document, name);
    return true;
}

static void open_level(const char *name, const char *opener, char closer)
{
    if (!begin(name) || levels == LEVELS_MAX)
        return;
    add(&document, opener);
    closers[levels++] = closer;
}

void json_object(const char *name)
{
    open_level(name, "{", '}');
}

void json_array(const char *name)
{
    open_level(name, "[", ']');
}

void json_close(void)
{
    if (json_wanted && levels)
        add_bytes(&document, &closers[--levels], 1);
}

void json_text(const char *name, const char *value)
{
    if (!begin(name))
        return;
    if (value)
        add_string(&document, value);
    else
        add(&document, "null");
}

void json_number(const char *name, int64_t value)
{
    char text[32];

    if (!begin(name))
        return;
    snprintf(text, sizeof(text), "%" PRId64, value);
    add(&document, text);
}

void json_bool(const char *name, bool value)
{
    if (begin(name))
        add(&document, value ? "true" : "false");
}

void json_message(const char *message)
{
    if (!json_wanted)
        return;
    begin_member(&messages, NULL);
    add_string(&messages, message);
}

void json_finish(enum exit_code code)
{
    if (!json_wanted)
        return;
    while (levels)
        json_close();
    json_number("exit_code", code);
    begin("messages");
    add(&document, "[");
    if (messages.length)
        add(&document, messages.data);
    add(&document, "]}\n");
    if (no_memory)
        write_output("{\"exit_code\": 4, \"messages\": [\"out of memory\"]}\n");
    else
        write_output(document.data);
    free(document.data);
    free(messages.data);
}
