/*
 * What the files of imapictl share
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

#ifndef TOOLS_IMAPICTL_H
#define TOOLS_IMAPICTL_H

#define COBJMACROS

#include <stdbool.h>
#include <stdint.h>
#include <windef.h>
#include <winbase.h>
#include <objbase.h>
#include <oleauto.h>

#include "imapi2.h"
#include "imapi2error.h"
#include "imapi2fs.h"
#include "imapi2fserror.h"

#ifndef ARRAY_SIZE
#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))
#endif

#define SECTOR_SIZE 2048        /* bytes of a block of data */

/* What the program ends with; docs/man/imapictl.1 tells users. */
enum exit_code
{
    EXIT_DONE      = 0,
    EXIT_USAGE     = 1,     /* the command line makes no sense */
    EXIT_NO_DRIVE  = 2,     /* no such drive, or it is not clear which one is meant */
    EXIT_MEDIUM    = 3,     /* no medium, or one that cannot take this */
    EXIT_FAILED    = 4,     /* the drive or the host failed */
    EXIT_CANCELLED = 5,     /* interrupted by the user */
    EXIT_NO_IMAPI  = 6,     /* imapi2.dll or imapi2fs.dll is not there */
    EXIT_DIFFERENT = 7,     /* a medium was read back and is not what it should be */
};

/* ---- arguments.c: what follows the name of a command */

struct arguments
{
    int count;
    WCHAR **values;
};

/* Takes an option without a value out of the arguments. */
bool take_flag(struct arguments *arguments, const WCHAR *option);

/* Takes an option with its value; NULL when it is not there. A value that is missing leaves the option behind. */
const WCHAR *take_value(struct arguments *arguments, const WCHAR *option);

/* Complains of an option that nobody took, or of a number of arguments outside the limits. */
bool check_arguments(const struct arguments *arguments, int least, int most);

/* Makes a Windows path of a Unix path, under Wine only; the result is in buffer or is path itself. */
const WCHAR *host_path(const WCHAR *path, WCHAR buffer[MAX_PATH]);

/* ---- output.c: text is UTF-8 in here and on pipes, UTF-16 on a console */

/* Writes a finished text to standard output. */
void write_output(const char *text);

void print(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The same to standard error, after the program's name. */
void complain(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Tells whether standard output is a console, where a line can be written over. */
bool output_is_console(void);

/* UTF-8 of a wide string, in one of a few buffers that are used in turn. */
const char *utf8(const WCHAR *text);

/* ---- errors.c */

/* The finished text of a failure with its code: IErrorInfo of this thread, else the message tables. Returns text. */
const char *result_text(HRESULT hr, char *text, size_t size);
void complain_of_result(const char *what, HRESULT hr);

/* The same for what is no object's word: an error of Windows, or the result of one of its functions. */
void complain_of_error(const char *what, DWORD error);

/* Which exit code a failed call of IMAPI stands for. */
enum exit_code exit_code_from_result(HRESULT hr);

/* ---- com.c: the objects of imapi2.dll */

/* Creates an object, with a word to the user when the DLL is there but not registered. */
HRESULT create_object(const CLSID *clsid, const IID *iid, void **object);

/* The unique ids of all recorders; Item fails with E_INVALIDARG behind the last. */
enum exit_code open_master(IDiscMaster2 **master);

/*
 * Opens the recorder that a user means: an index, an id, the name of a virtual
 * recorder or a drive letter. NULL means the only one there is.
 */
enum exit_code open_recorder(const WCHAR *wanted, IDiscRecorder2 **recorder);

/* A data format object with this recorder and our client name. */
enum exit_code open_data_format(IDiscRecorder2 *recorder, IDiscFormat2Data **format);

/* The name under which this program holds a drive. */
#define CLIENT_NAME L"imapictl"

/* ---- file_stream.c */

/* A file as a stream to read from; the result is Windows' own, with no error object behind it. */
HRESULT open_file_stream(const WCHAR *path, IStream **stream);

/* ---- names.c: words for the numbers of IMAPI */

const char *media_type_name(IMAPI_MEDIA_PHYSICAL_TYPE type);

/* Sectors a second of 1x for a medium. */
LONG sectors_per_second_at_1x(IMAPI_MEDIA_PHYSICAL_TYPE type);

/* A list like "blank, appendable"; in text, which is returned. */
const char *media_state_text(IMAPI_FORMAT2_DATA_MEDIA_STATE state, char *text, size_t size);
const char *action_name(IMAPI_FORMAT2_DATA_WRITE_ACTION action);

/* ---- sink.c: events of an object */

/* Called for each event, with its number; arguments in reverse order as Invoke has them, the sender last. */
typedef void (*event_handler)(void *context, DISPID id, const VARIANT *arguments, UINT count);

struct sink
{
    IDispatch IDispatch_iface;
    LONG ref;
    const IID *iid;
    event_handler handler;
    void *context;
    IConnectionPoint *point;
    DWORD cookie;
};

/* Connects a sink to the source's events; lives on the caller's stack until sink_disconnect(). */
HRESULT sink_connect(struct sink *sink, IUnknown *source, const IID *iid, event_handler handler, void *context);
void sink_disconnect(struct sink *sink);

/* ---- progress.c: a bar that is written over on a console, plain lines elsewhere */

struct progress_state
{
    const char *phase;
    int64_t done, total;        /* bytes; a total of 0: the phase alone is known */
    int buffer;                 /* percent; below 0: there is none */
    LONG remaining;             /* seconds; below 0: unknown */
};

struct progress
{
    bool console;
    bool line_open;             /* a line that the next one writes over */
    char phase[64];
    int last_tenth;             /* of plain lines: one for each ten percent */
    ULONGLONG since;            /* when the phase began, milliseconds */
    struct progress_state state;
};

void progress_start(struct progress *progress);
void progress_show(struct progress *progress, const struct progress_state *state);

/* Shows what is being counted as done. */
void progress_complete(struct progress *progress);
void progress_end(struct progress *progress);

/* ---- tracks.c: what the drive says of sessions and tracks */

struct mmc_disc_information;
struct mmc_track_information;

bool read_disc(IDiscRecorder2Ex *recorder, struct mmc_disc_information *disc);
bool read_track(IDiscRecorder2Ex *recorder, uint16_t number, struct mmc_track_information *track);
void tell_tracks(IDiscRecorder2 *recorder);

/* ---- written.c: events of a write */

/* The progress object among an event's arguments; the caller releases it. NULL when it is another one. */
IUnknown *event_args(const VARIANT *arguments, UINT count, const IID *iid);

/* Fills what the object tells of sectors and of its buffer; not the phase and the time. */
void read_written(IWriteEngine2EventArgs *args, LONG sector_size, struct progress_state *state);

/* True once, when the user has interrupted: the caller asks the object to cancel what this is ("burn"). */
bool begin_cancel(struct progress *progress, bool *cancelled, const char *what);

/* ---- json.c: a document for programs; nothing of it happens unless json_wanted is set */

/* The user asked for JSON: print() is silent, and main.c lets the document end with json_finish(). */
extern bool json_wanted;

/* A name is NULL for what stands in an array; a text may be NULL. Everything lies in one object. */
void json_object(const char *name);
void json_array(const char *name);
void json_close(void);
void json_text(const char *name, const char *value);
void json_number(const char *name, int64_t value);
void json_bool(const char *name, bool value);

/* What was complained of; stands at the end of the document. */
void json_message(const char *message);

/* Closes what is open, adds "exit_code" and "messages", and writes the document. */
void json_finish(enum exit_code code);

/* ---- commands.c */

struct command
{
    const WCHAR *group;         /* NULL: the command is one word */
    const WCHAR *name;
    enum exit_code (*run)(struct arguments *arguments);
    bool json;                  /* knows --json */
    const char *usage;
    const char *purpose;
    const char *more;           /* what "imapictl help" adds, with examples */
};

extern const struct command commands[];
extern const unsigned int command_count;

/* The command that the first words name; NULL for none. */
const struct command *find_command(int argc, WCHAR **argv, int *words);

void print_all_usage(void);
void print_help(const struct command *command);

/* ---- main.c */

/* Set by the first ^C. */
extern volatile LONG interrupted;

/* ---- the commands */

enum exit_code drive_add(struct arguments *arguments);
enum exit_code drive_list(struct arguments *arguments);
enum exit_code drive_export(struct arguments *arguments);
enum exit_code drive_remove(struct arguments *arguments);
enum exit_code insert_medium(struct arguments *arguments);
enum exit_code list_kinds(struct arguments *arguments);
enum exit_code eject_medium(struct arguments *arguments);
enum exit_code load_medium(struct arguments *arguments);
enum exit_code list_recorders(struct arguments *arguments);
enum exit_code tell_about_recorder(struct arguments *arguments);
enum exit_code burn(struct arguments *arguments);
enum exit_code burn_audio(struct arguments *arguments);
enum exit_code erase_medium(struct arguments *arguments);
enum exit_code verify_medium(struct arguments *arguments);
enum exit_code make_image(struct arguments *arguments);
enum exit_code run_doctor(struct arguments *arguments);
enum exit_code watch_recorders(struct arguments *arguments);

#endif /* TOOLS_IMAPICTL_H */
