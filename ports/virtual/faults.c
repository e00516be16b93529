/*
 * Fault scripts: a virtual drive that fails on demand
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

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "drive.h"

/* The grammar is described in docs/virtual-recorder.md: one rule per line, "when : what". */

#define RULES_MAX   64
#define TEXT_MAX    16384

enum when
{
    WHEN_ALWAYS,
    WHEN_COMMAND,       /* the nth command since the script was read */
    WHEN_OPCODE,
    WHEN_READ,          /* a command that reads one of the blocks first..last */
    WHEN_WRITE,
    WHEN_LOAD,          /* for some time after a medium came */
};

enum occurrence
{
    OCCURRENCE_ALL,
    OCCURRENCE_NTH,
    OCCURRENCE_FIRST,   /* up to the nth */
    OCCURRENCE_FROM,    /* from the nth on */
    OCCURRENCE_EVERY,   /* every nth */
};

struct rule
{
    enum when when;
    enum occurrence occurrence;
    unsigned long number;       /* of the occurrence, or of the command */
    uint8_t opcode;
    int32_t first, last;
    uint32_t load_ms;
    bool unplug;
    struct virtual_fault fault;
    unsigned long seen;         /* how often "when" has been true */
};

struct virtual_faults
{
    char *text;                 /* what the rules were made from */
    struct rule rules[RULES_MAX];
    unsigned int count;
    bool unplugged;
    uint32_t generation;        /* of the medium, to notice a load */
    bool loaded;
    uint64_t load_ms;           /* when the medium came */
};

struct virtual_faults *virtual_faults_create(void)
{
    return calloc(1, sizeof(struct virtual_faults));
}

void virtual_faults_destroy(struct virtual_faults *faults)
{
    if (faults) free(faults->text);
    free(faults);
}

/* The rest of a line that is being parsed. */
struct parser
{
    const char *at;
    const char *error;          /* set once, by the first thing that is wrong */
};

static void skip_blanks(struct parser *parser)
{
    while (*parser->at == ' ' || *parser->at == '\t' || *parser->at == '\r') parser->at++;
}

static bool at_end(struct parser *parser)
{
    skip_blanks(parser);
    return !*parser->at;
}

static size_t word_length(const char *p)
{
    size_t length = 0;

    while (p[length] && !isspace((unsigned char)p[length]) && p[length] != ':') length++;
    return length;
}

/* Takes the next word when it is this one. */
static bool take_word(struct parser *parser, const char *word)
{
    size_t length;

    skip_blanks(parser);
    length = word_length(parser->at);
    if (length != strlen(word) || strncmp(parser->at, word, length)) return false;
    parser->at += length;
    return true;
}

static bool fail(struct parser *parser, const char *error)
{
    if (!parser->error) parser->error = error;
    return false;
}

static bool take_number(struct parser *parser, int base, long long min, long long max, long long *value)
{
    char *end;

    skip_blanks(parser);
    *value = strtoll(parser->at, &end, base);
    if (end == parser->at) return fail(parser, "a number is missing");
    if (*value < min || *value > max) return fail(parser, "a number is out of its range");
    parser->at = end;
    return true;
}

/* "500ms" or "2s", a blank may stand between; milliseconds. */
static bool take_time(struct parser *parser, uint32_t *ms)
{
    long long value;

    if (!take_number(parser, 10, 0, 86400, &value)) return false;
    if (take_word(parser, "ms")) *ms = (uint32_t)value;
    else if (take_word(parser, "s")) *ms = (uint32_t)value * 1000;
    else return fail(parser, "a time needs ms or s");
    return true;
}

static bool take_range(struct parser *parser, struct rule *rule)
{
    long long value;

    if (!take_number(parser, 10, INT32_MIN, INT32_MAX, &value)) return false;
    rule->first = rule->last = (int32_t)value;
    if (!take_word(parser, "to")) return true;
    if (!take_number(parser, 10, rule->first, INT32_MAX, &value)) return false;
    rule->last = (int32_t)value;
    return true;
}

static bool take_occurrence(struct parser *parser, struct rule *rule)
{
    long long value;

    if (take_word(parser, "nth")) rule->occurrence = OCCURRENCE_NTH;
    else if (take_word(parser, "first")) rule->occurrence = OCCURRENCE_FIRST;
    else if (take_word(parser, "from")) rule->occurrence = OCCURRENCE_FROM;
    else if (take_word(parser, "every")) rule->occurrence = OCCURRENCE_EVERY;
    else return true;
    if (!take_number(parser, 10, 1, INT32_MAX, &value)) return false;
    rule->number = (unsigned long)value;
    return true;
}

static bool take_opcode(struct parser *parser, struct rule *rule)
{
    size_t length;
    int opcode;

    skip_blanks(parser);
    length = word_length(parser->at);
    if ((opcode = virtual_opcode_by_name(parser->at, length)) < 0) return fail(parser, "no command has that name");
    rule->opcode = (uint8_t)opcode;
    parser->at += length;
    return true;
}

static bool parse_when(struct parser *parser, struct rule *rule)
{
    long long value;

    if (take_word(parser, "always")) rule->when = WHEN_ALWAYS;
    else if (take_word(parser, "command"))
    {
        rule->when = WHEN_COMMAND;
        rule->occurrence = OCCURRENCE_NTH;
        if (!take_number(parser, 10, 1, INT32_MAX, &value)) return false;
        rule->number = (unsigned long)value;
        return true;
    }
    else if (take_word(parser, "opcode"))
    {
        rule->when = WHEN_OPCODE;
        if (!take_opcode(parser, rule)) return false;
    }
    else if (take_word(parser, "read") || take_word(parser, "write"))
    {
        rule->when = parser->at[-1] == 'd' ? WHEN_READ : WHEN_WRITE;
        if (!take_range(parser, rule)) return false;
    }
    else if (take_word(parser, "load"))
    {
        rule->when = WHEN_LOAD;
        if (!take_time(parser, &rule->load_ms)) return false;
    }
    else return fail(parser, "nothing known stands before the colon");
    return take_occurrence(parser, rule);
}

/* "3/0c/00", hexadecimal. */
static bool take_sense(struct parser *parser, struct virtual_fault *fault)
{
    long long key, asc, ascq;

    if (!take_number(parser, 16, 0, 15, &key) || *parser->at++ != '/') return fail(parser, "a sense is K/AA/QQ");
    if (!take_number(parser, 16, 0, 255, &asc) || *parser->at++ != '/') return fail(parser, "a sense is K/AA/QQ");
    if (!take_number(parser, 16, 0, 255, &ascq)) return false;
    fault->sense_set = true;
    fault->sense.valid = true;
    fault->sense.key = (uint8_t)key;
    fault->sense.asc = (uint8_t)asc;
    fault->sense.ascq = (uint8_t)ascq;
    return true;
}

static bool take_patch(struct parser *parser, struct virtual_fault *fault)
{
    struct virtual_patch *patch = &fault->patches[fault->patch_count];
    long long value;

    if (fault->patch_count == sizeof(fault->patches) / sizeof(fault->patches[0]))
        return fail(parser, "too many patches");
    if (!take_number(parser, 10, 0, INT32_MAX, &value)) return false;
    patch->offset = (uint32_t)value;
    while (!at_end(parser) && word_length(parser->at) == 2 && isxdigit((unsigned char)parser->at[0]) &&
           isxdigit((unsigned char)parser->at[1]) && patch->length < sizeof(patch->bytes))
    {
        if (!take_number(parser, 16, 0, 255, &value)) return false;
        patch->bytes[patch->length++] = (uint8_t)value;
    }
    if (!patch->length) return fail(parser, "a patch needs bytes of two hexadecimal digits");
    fault->patch_count++;
    return true;
}

static const struct
{
    const char *word;
    enum port_delivery delivery;
} deliveries[] =
{
    { "timeout", PORT_TIMED_OUT }, { "gone", PORT_DEVICE_GONE }, { "unplug", PORT_DEVICE_GONE },
    { "reset", PORT_BUS_RESET }, { "refused", PORT_REFUSED }, { "lost", PORT_LOST },
};

static bool take_delivery(struct parser *parser, struct rule *rule)
{
    size_t i;

    for (i = 0; i < sizeof(deliveries) / sizeof(deliveries[0]); i++)
    {
        if (!take_word(parser, deliveries[i].word)) continue;
        rule->fault.delivery_set = true;
        rule->fault.delivery = deliveries[i].delivery;
        rule->unplug = !strcmp(deliveries[i].word, "unplug");
        return true;
    }
    return false;
}

/* Words that say more about a sense. */
static bool take_sense_detail(struct parser *parser, struct virtual_fault *fault)
{
    struct mmc_sense *sense = &fault->sense;
    long long value;

    if (take_word(parser, "information"))
    {
        if (!take_number(parser, 10, 0, UINT32_MAX, &value)) return false;
        sense->information_valid = true;
        sense->information = (uint64_t)value;
    }
    else if (take_word(parser, "progress"))
    {
        if (!take_number(parser, 10, 0, UINT16_MAX, &value)) return false;
        sense->progress_valid = true;
        sense->progress = (uint16_t)value;
    }
    else if (take_word(parser, "deferred")) sense->deferred = true;
    else if (take_word(parser, "descriptor")) sense->descriptor_form = true;
    else if (take_word(parser, "ili")) sense->ili = true;
    else return false;
    return true;
}

static bool parse_what(struct parser *parser, struct rule *rule)
{
    struct virtual_fault *fault = &rule->fault;
    long long value;

    while (!at_end(parser) && !parser->error)
    {
        if (take_word(parser, "sense")) take_sense(parser, fault);
        else if (take_word(parser, "status"))
        {
            fault->status_set = take_number(parser, 16, 0, 255, &value);
            fault->status = (uint8_t)value;
        }
        else if (take_word(parser, "hang")) take_time(parser, &fault->hang_ms);
        else if (take_word(parser, "short"))
        {
            fault->length_set = take_number(parser, 10, 0, UINT32_MAX, &value);
            fault->length = (uint32_t)value;
        }
        else if (take_word(parser, "patch")) take_patch(parser, fault);
        else if (take_word(parser, "eject")) fault->eject = true;
        else if (take_word(parser, "after")) fault->after = true;
        else if (!take_delivery(parser, rule) && !take_sense_detail(parser, fault))
            fail(parser, "nothing known stands behind the colon");
    }
    return !parser->error;
}

/* One line without its end. True for empty lines, comments and good rules. */
static bool parse_line(struct virtual_faults *faults, const char *line, const char **error)
{
    struct parser parser = { line, NULL };
    struct rule *rule = &faults->rules[faults->count];

    if (at_end(&parser) || *parser.at == '#') return true;
    if (faults->count == RULES_MAX) fail(&parser, "too many rules");
    else
    {
        memset(rule, 0, sizeof(*rule));
        if (parse_when(&parser, rule))
        {
            skip_blanks(&parser);
            if (*parser.at++ != ':') fail(&parser, "a colon is missing");
            else if (at_end(&parser)) fail(&parser, "nothing stands behind the colon");
            else if (parse_what(&parser, rule)) faults->count++;
        }
    }
    *error = parser.error;
    return !parser.error;
}

bool virtual_faults_load(struct virtual_faults *faults, const char *text, char *error, size_t error_size)
{
    char line[512];
    const char *reason = NULL;
    unsigned int number = 0;

    faults->count = 0;
    faults->unplugged = false;
    while (text && *text)
    {
        size_t length = strcspn(text, "\n");

        number++;
        if (length >= sizeof(line)) reason = "the line is too long";
        else
        {
            memcpy(line, text, length);
            line[length] = 0;
            parse_line(faults, line, &reason);
        }
        if (reason)
        {
            snprintf(error, error_size, "line %u: %s\n", number, reason);
            faults->count = 0;
            return false;
        }
        text += length + (text[length] == '\n');
    }
    return true;
}

/* Writes what is wrong with a script, or takes the file away. */
static void report(struct virtual_store *store, const char *error)
{
    struct virtual_file *file;

    store->ops->remove(store, "faults.log");
    if (!error || !(file = store->ops->open(store, "faults.log", true))) return;
    store->ops->write(file, 0, error, strlen(error));
    store->ops->close(file);
}

/* The text of the file, terminated; NULL without memory. An absent file is an empty one. */
static char *read_text(struct virtual_store *store, struct virtual_file *file)
{
    uint64_t size = file ? store->ops->size(file) : 0;
    char *text;

    if (size > TEXT_MAX) size = TEXT_MAX;
    if ((text = calloc(1, (size_t)size + 1)) && size && !store->ops->read(file, 0, text, (size_t)size)) text[0] = 0;
    return text;
}

void virtual_faults_refresh(struct virtual_faults *faults, struct virtual_store *store)
{
    struct virtual_file *file = store->ops->open(store, "faults", false);
    bool first = !faults->text;
    char *text, error[128];

    /* Nearly every drive at nearly every command: there are no rules, and there were none. */
    if (!file && (first || !*faults->text)) return;
    text = read_text(store, file);
    if (file) store->ops->close(file);
    if (!text || (!first && !strcmp(text, faults->text)))
    {
        free(text);
        return;
    }
    free(faults->text);
    faults->text = text;
    if (!virtual_faults_load(faults, text, error, sizeof(error))) report(store, error);
    else if (!first || *text) report(store, NULL);
}

static bool touches(const struct rule *rule, const struct virtual_fault_input *input)
{
    int64_t end = (int64_t)input->lba + input->blocks;

    return input->blocks && input->lba <= rule->last && end > rule->first;
}

static bool when_true(const struct virtual_faults *faults, const struct rule *rule,
                      const struct virtual_fault_input *input)
{
    switch (rule->when)
    {
    case WHEN_ALWAYS:
    case WHEN_COMMAND: return true;
    case WHEN_OPCODE: return input->opcode == rule->opcode;
    case WHEN_READ: return input->reads && touches(rule, input);
    case WHEN_WRITE: return input->writes && touches(rule, input);
    case WHEN_LOAD:
        return input->needs_medium && faults->loaded && input->now_ms - faults->load_ms < rule->load_ms;
    }
    return false;
}

/* Counts, and tells whether this occurrence is one that is meant. */
static bool occurs(struct rule *rule)
{
    rule->seen++;
    switch (rule->occurrence)
    {
    case OCCURRENCE_ALL: return true;
    case OCCURRENCE_NTH: return rule->seen == rule->number;
    case OCCURRENCE_FIRST: return rule->seen <= rule->number;
    case OCCURRENCE_FROM: return rule->seen >= rule->number;
    case OCCURRENCE_EVERY: return rule->seen % rule->number == 0;
    }
    return false;
}

static void notice_load(struct virtual_faults *faults, const struct virtual_fault_input *input)
{
    if (input->loaded && (!faults->loaded || faults->generation != input->generation)) faults->load_ms = input->now_ms;
    faults->loaded = input->loaded;
    faults->generation = input->generation;
}

bool virtual_faults_match(struct virtual_faults *faults, const struct virtual_fault_input *input,
                          struct virtual_fault *fault)
{
    bool found = false;
    unsigned int i;

    notice_load(faults, input);
    for (i = 0; i < faults->count; i++)
    {
        struct rule *rule = &faults->rules[i];

        if (!when_true(faults, rule, input) || !occurs(rule) || found) continue;
        found = true;
        *fault = rule->fault;
        if (rule->unplug) faults->unplugged = true;
    }
    if (found || !faults->unplugged) return found;
    memset(fault, 0, sizeof(*fault));
    fault->delivery_set = true;
    fault->delivery = PORT_DEVICE_GONE;
    return true;
}
