/*
 * The test framework of Wine's DLL tests, written anew with the same interface
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

#ifndef __WINE_WINE_TEST_H
#define __WINE_WINE_TEST_H

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <windef.h>
#include <winbase.h>
#include <winnls.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * A test program holds tests (START_TEST); "program NAME" runs one of them and
 * ends with the number of its failures as exit code. Environment:
 *   WINETEST_DEBUG=n            how much is told: 0 nothing of todo and trace, 1 the usual
 *   WINETEST_PLATFORM=x         "wine" or "windows" instead of what is found
 *   WINETEST_REPORT_SUCCESS=1   tells every check that holds
 *   WINETEST_INTERACTIVE=1      allows tests that need a person
 */
struct test
{
    const char *name;
    void (*func)(void);
};

extern const struct test winetest_testlist[];   /* ends with a NULL name */

extern int winetest_debug;
extern int winetest_report_success;
extern int winetest_interactive;
extern const char *winetest_platform;

#if defined(__MINGW_PRINTF_FORMAT)
#define WINETEST_PRINTF_ATTR(text, args) __attribute__((format(__MINGW_PRINTF_FORMAT, text, args)))
#elif defined(__GNUC__)
#define WINETEST_PRINTF_ATTR(text, args) __attribute__((format(printf, text, args)))
#else
#define WINETEST_PRINTF_ATTR(text, args)
#endif

void winetest_set_location(const char *file, int line);
int winetest_vok(int condition, const char *message, va_list args);
void winetest_ok(int condition, const char *message, ...) WINETEST_PRINTF_ATTR(2, 3);
void winetest_trace(const char *message, ...) WINETEST_PRINTF_ATTR(1, 2);
void winetest_skip(const char *message, ...) WINETEST_PRINTF_ATTR(1, 2);
void winetest_win_skip(const char *message, ...) WINETEST_PRINTF_ATTR(1, 2);
void winetest_start_todo(int is_todo);
int winetest_loop_todo(void);
void winetest_end_todo(void);
void winetest_push_context(const char *format, ...) WINETEST_PRINTF_ATTR(1, 2);
void winetest_pop_context(void);
void winetest_subtest(const char *name);
int winetest_get_mainargs(char ***argv);
LONG winetest_get_failures(void);
void winetest_add_failures(LONG failures);
/* Waits for a test that was started as a process of its own and adds its failures. */
void winetest_wait_child_process(HANDLE process);

const char *wine_dbgstr_wn(const WCHAR *text, intptr_t length);
const char *wine_dbgstr_an(const char *text, intptr_t length);
const char *wine_dbgstr_guid(const GUID *guid);
const char *wine_dbgstr_point(const POINT *point);
const char *wine_dbgstr_size(const SIZE *size);
const char *wine_dbgstr_rect(const RECT *rect);
const char *wine_dbgstr_longlong(ULONGLONG value);

static inline const char *wine_dbgstr_w(const WCHAR *text)
{
    return wine_dbgstr_wn(text, -1);
}

static inline const char *wine_dbgstr_a(const char *text)
{
    return wine_dbgstr_an(text, -1);
}

#define START_TEST(name) void func_##name(void); void func_##name(void)

#define ok_(file, line) (winetest_set_location(file, line), 0) ? (void)0 : winetest_ok
#define ok ok_(__FILE__, __LINE__)
#define trace_(file, line) (winetest_set_location(file, line), 0) ? (void)0 : winetest_trace
#define trace trace_(__FILE__, __LINE__)
#define skip_(file, line) (winetest_set_location(file, line), 0) ? (void)0 : winetest_skip
#define skip skip_(__FILE__, __LINE__)
#define win_skip_(file, line) (winetest_set_location(file, line), 0) ? (void)0 : winetest_win_skip
#define win_skip win_skip_(__FILE__, __LINE__)
#define subtest_(file, line) (winetest_set_location(file, line), 0) ? (void)0 : winetest_subtest
#define subtest subtest_(__FILE__, __LINE__)

#define is_wine_platform_ (!strcmp(winetest_platform, "wine"))
/* A result that some version of Windows gives and that is wrong everywhere else. */
#define broken(condition) (!is_wine_platform_ && (condition))

#define todo_if(is_todo) for (winetest_start_todo(is_todo); winetest_loop_todo(); winetest_end_todo())
#define todo_wine todo_if(is_wine_platform_)
#define todo_wine_if(is_todo) todo_if((is_todo) && is_wine_platform_)

#ifndef ARRAY_SIZE
#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))
#endif

#ifdef __cplusplus
}
#endif

#ifdef STANDALONE

int winetest_debug = 1;
int winetest_report_success = 0;
int winetest_interactive = 0;
const char *winetest_platform = "windows";

static const struct test *current_test;
static int winetest_argc;
static char **winetest_argv;

static LONG successes, failures, todo_successes, todo_failures, skipped;

#define WINETEST_CONTEXTS 8
#define WINETEST_STRINGS  16

/* What each thread of a test has for itself. */
struct winetest_thread
{
    const char *file;
    int line;
    unsigned int todo_level;        /* one bit for each nesting, the lowest is the innermost */
    int todo_loop;
    unsigned int context_count;
    char contexts[WINETEST_CONTEXTS][128];
    unsigned int next_string;
    char strings[WINETEST_STRINGS][512];
};

static DWORD winetest_tls;

static struct winetest_thread *winetest_get_thread(void)
{
    struct winetest_thread *thread = (struct winetest_thread *)TlsGetValue(winetest_tls);

    if (!thread)
    {
        if (!(thread = (struct winetest_thread *)calloc(1, sizeof(*thread)))) exit(1);
        thread->file = "";
        TlsSetValue(winetest_tls, thread);
    }
    return thread;
}

void winetest_set_location(const char *file, int line)
{
    struct winetest_thread *thread = winetest_get_thread();
    const char *p;

    for (p = file; *p; p++)
        if (*p == '/' || *p == '\\') file = p + 1;
    thread->file = file;
    thread->line = line;
}

/* One line is one write, so that lines of several threads do not mix. */
static void winetest_print(const char *kind, const char *message, va_list args)
{
    struct winetest_thread *thread = winetest_get_thread();
    char line[4096];
    size_t used;
    unsigned int i;

    used = (size_t)snprintf(line, sizeof(line), "%s:%d: %s", thread->file, thread->line, kind);
    for (i = 0; i < thread->context_count; i++)
        used += (size_t)snprintf(line + used, sizeof(line) - used, "%s: ", thread->contexts[i]);
    vsnprintf(line + used, sizeof(line) - used, message, args);
    line[sizeof(line) - 1] = 0;
    fputs(line, stdout);
    fflush(stdout);
}

int winetest_vok(int condition, const char *message, va_list args)
{
    struct winetest_thread *thread = winetest_get_thread();

    if (thread->todo_level && condition)
    {
        winetest_print("Test succeeded inside todo block: ", message, args);
        InterlockedIncrement(&todo_failures);
        return 0;
    }
    if (thread->todo_level)
    {
        if (winetest_debug > 0) winetest_print("Test marked todo: ", message, args);
        InterlockedIncrement(&todo_successes);
        return 1;
    }
    if (!condition)
    {
        winetest_print("Test failed: ", message, args);
        InterlockedIncrement(&failures);
        return 0;
    }
    if (winetest_report_success) winetest_print("Test succeeded: ", message, args);
    InterlockedIncrement(&successes);
    return 1;
}

void winetest_ok(int condition, const char *message, ...)
{
    va_list args;

    va_start(args, message);
    winetest_vok(condition, message, args);
    va_end(args);
}

void winetest_trace(const char *message, ...)
{
    va_list args;

    if (winetest_debug <= 0) return;
    va_start(args, message);
    winetest_print("", message, args);
    va_end(args);
}

static void winetest_vskip(const char *message, va_list args)
{
    winetest_print("Tests skipped: ", message, args);
    InterlockedIncrement(&skipped);
}

void winetest_skip(const char *message, ...)
{
    va_list args;

    va_start(args, message);
    winetest_vskip(message, args);
    va_end(args);
}

/* What may be missing on Windows must be there on Wine. */
void winetest_win_skip(const char *message, ...)
{
    va_list args;

    va_start(args, message);
    if (is_wine_platform_) winetest_vok(0, message, args);
    else winetest_vskip(message, args);
    va_end(args);
}

void winetest_start_todo(int is_todo)
{
    struct winetest_thread *thread = winetest_get_thread();

    thread->todo_level = (thread->todo_level << 1) | (is_todo != 0);
    thread->todo_loop = 1;
}

int winetest_loop_todo(void)
{
    struct winetest_thread *thread = winetest_get_thread();
    int loop = thread->todo_loop;

    thread->todo_loop = 0;
    return loop;
}

void winetest_end_todo(void)
{
    winetest_get_thread()->todo_level >>= 1;
}

void winetest_push_context(const char *format, ...)
{
    struct winetest_thread *thread = winetest_get_thread();
    va_list args;

    if (thread->context_count == WINETEST_CONTEXTS) exit(1);
    va_start(args, format);
    vsnprintf(thread->contexts[thread->context_count], sizeof(thread->contexts[0]), format, args);
    va_end(args);
    thread->contexts[thread->context_count++][sizeof(thread->contexts[0]) - 1] = 0;
}

void winetest_pop_context(void)
{
    struct winetest_thread *thread = winetest_get_thread();

    if (thread->context_count) thread->context_count--;
}

void winetest_subtest(const char *name)
{
    struct winetest_thread *thread = winetest_get_thread();

    printf("%s:%d: Subtest %s\n", thread->file, thread->line, name);
    fflush(stdout);
}

int winetest_get_mainargs(char ***argv)
{
    *argv = winetest_argv;
    return winetest_argc;
}

LONG winetest_get_failures(void)
{
    return failures + todo_failures;
}

void winetest_add_failures(LONG count)
{
    while (count-- > 0) InterlockedIncrement(&failures);
}

void winetest_wait_child_process(HANDLE process)
{
    DWORD result, code = 1;

    result = WaitForSingleObject(process, 60000);
    winetest_ok(result == WAIT_OBJECT_0, "The child process does not end: %lu\n", result);
    if (result != WAIT_OBJECT_0) return;
    GetExitCodeProcess(process, &code);
    winetest_ok(!code, "The child process failed: %lu\n", code);
    if (code && code <= 255) winetest_add_failures((LONG)code);
}

static char *winetest_next_string(void)
{
    struct winetest_thread *thread = winetest_get_thread();

    return thread->strings[thread->next_string++ % WINETEST_STRINGS];
}

/* One unit of text, as a C string would have it. */
static size_t winetest_escape(char *out, unsigned int unit)
{
    switch (unit)
    {
    case '\n': return (size_t)sprintf(out, "\\n");
    case '\r': return (size_t)sprintf(out, "\\r");
    case '\t': return (size_t)sprintf(out, "\\t");
    case '"': return (size_t)sprintf(out, "\\\"");
    case '\\': return (size_t)sprintf(out, "\\\\");
    }
    if (unit >= ' ' && unit < 0x7f) return (size_t)sprintf(out, "%c", (int)unit);
    return (size_t)sprintf(out, unit > 0xff ? "\\%04x" : "\\x%02x", unit);
}

const char *wine_dbgstr_wn(const WCHAR *text, intptr_t length)
{
    char *out, *end, *p;
    intptr_t i;

    if (!text) return "(null)";
    out = p = winetest_next_string();
    end = out + sizeof(((struct winetest_thread *)0)->strings[0]) - 12;
    if (length < 0) length = (intptr_t)lstrlenW(text);
    *p++ = 'L';
    *p++ = '"';
    for (i = 0; i < length && p < end; i++) p += winetest_escape(p, text[i]);
    strcpy(p, i < length ? "\"..." : "\"");
    return out;
}

const char *wine_dbgstr_an(const char *text, intptr_t length)
{
    char *out, *end, *p;
    intptr_t i;

    if (!text) return "(null)";
    out = p = winetest_next_string();
    end = out + sizeof(((struct winetest_thread *)0)->strings[0]) - 12;
    if (length < 0) length = (intptr_t)strlen(text);
    *p++ = '"';
    for (i = 0; i < length && p < end; i++) p += winetest_escape(p, (unsigned char)text[i]);
    strcpy(p, i < length ? "\"..." : "\"");
    return out;
}

const char *wine_dbgstr_guid(const GUID *guid)
{
    char *out;

    if (!guid) return "(null)";
    out = winetest_next_string();
    sprintf(out, "{%08lx-%04x-%04x-%02x%02x-%02x%02x%02x%02x%02x%02x}", (unsigned long)guid->Data1, guid->Data2,
            guid->Data3, guid->Data4[0], guid->Data4[1], guid->Data4[2], guid->Data4[3], guid->Data4[4],
            guid->Data4[5], guid->Data4[6], guid->Data4[7]);
    return out;
}

const char *wine_dbgstr_point(const POINT *point)
{
    char *out;

    if (!point) return "(null)";
    out = winetest_next_string();
    sprintf(out, "(%ld,%ld)", (long)point->x, (long)point->y);
    return out;
}

const char *wine_dbgstr_size(const SIZE *size)
{
    char *out;

    if (!size) return "(null)";
    out = winetest_next_string();
    sprintf(out, "(%ld,%ld)", (long)size->cx, (long)size->cy);
    return out;
}

const char *wine_dbgstr_rect(const RECT *rect)
{
    char *out;

    if (!rect) return "(null)";
    out = winetest_next_string();
    sprintf(out, "(%ld,%ld)-(%ld,%ld)", (long)rect->left, (long)rect->top, (long)rect->right, (long)rect->bottom);
    return out;
}

const char *wine_dbgstr_longlong(ULONGLONG value)
{
    char *out = winetest_next_string();

    if (value >> 32) sprintf(out, "%lx%08lx", (unsigned long)(value >> 32), (unsigned long)(DWORD)value);
    else sprintf(out, "%lx", (unsigned long)value);
    return out;
}

static int winetest_getenv(const char *name, int otherwise)
{
    char value[32];
    DWORD length = GetEnvironmentVariableA(name, value, sizeof(value));

    return length && length < sizeof(value) ? atoi(value) : otherwise;
}

static void winetest_read_environment(void)
{
    static char platform[32];
    HMODULE ntdll = GetModuleHandleA("ntdll.dll");

    winetest_debug = winetest_getenv("WINETEST_DEBUG", 1);
    winetest_report_success = winetest_getenv("WINETEST_REPORT_SUCCESS", 0);
    winetest_interactive = winetest_getenv("WINETEST_INTERACTIVE", 0);
    if (GetEnvironmentVariableA("WINETEST_PLATFORM", platform, sizeof(platform))) winetest_platform = platform;
    else if (ntdll && GetProcAddress(ntdll, "wine_server_call")) winetest_platform = "wine";
}

static void winetest_list(FILE *out)
{
    const struct test *test;

    fprintf(out, "Tests in this program:\n");
    for (test = winetest_testlist; test->name; test++) fprintf(out, "    %s\n", test->name);
}

static const struct test *winetest_find(const char *name)
{
    const struct test *test;
    size_t length = strlen(name);

    /* A source file's name does as well. */
    if (length > 2 && !strcmp(name + length - 2, ".c")) length -= 2;
    for (test = winetest_testlist; test->name; test++)
        if (strlen(test->name) == length && !strncmp(test->name, name, length)) return test;
    return NULL;
}

/* Runs one test; the number of its failures, at most 255. */
static int winetest_run(const struct test *test)
{
    LONG bad;

    successes = failures = todo_successes = todo_failures = skipped = 0;
    current_test = test;
    test->func();
    bad = failures + todo_failures;
    printf("%s: %ld tests executed (%ld marked as todo, %ld failure%s), %ld skipped.\n", current_test->name,
           (long)(successes + failures + todo_successes + todo_failures), (long)todo_successes, (long)bad,
           bad == 1 ? "" : "s", (long)skipped);
    fflush(stdout);
    return bad < 255 ? (int)bad : 255;
}

/* An exception that nobody handles ends the program with a message instead of a debugger. */
static LONG WINAPI winetest_exception_filter(EXCEPTION_POINTERS *pointers)
{
    struct winetest_thread *thread = winetest_get_thread();

    printf("%s:%d: Test failed: unhandled exception %08lx at %p\n", thread->file, thread->line,
           (unsigned long)pointers->ExceptionRecord->ExceptionCode, pointers->ExceptionRecord->ExceptionAddress);
    fflush(stdout);
    TerminateProcess(GetCurrentProcess(), 254);
    return EXCEPTION_EXECUTE_HANDLER;
}

int main(int argc, char **argv)
{
    const struct test *test;

    winetest_argc = argc;
    winetest_argv = argv;
    if ((winetest_tls = TlsAlloc()) == TLS_OUT_OF_INDEXES) return 1;
    winetest_read_environment();

    if (argc > 1 && !strcmp(argv[1], "--list"))
    {
        winetest_list(stdout);
        return 0;
    }
    if (argc > 1 && (test = winetest_find(argv[1])))
    {
        SetUnhandledExceptionFilter(winetest_exception_filter);
        return winetest_run(test);
    }
    if (argc > 1) fprintf(stderr, "There is no test '%s'.\n", argv[1]);
    else fprintf(stderr, "Usage: %s TEST [ARGUMENT]... or --list\n", argv[0]);
    winetest_list(stderr);
    return 2;
}

#endif /* STANDALONE */

#endif /* __WINE_WINE_TEST_H */
