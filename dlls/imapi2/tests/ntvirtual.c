/*
 * Tests of the virtual recorders' list, folders and road
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

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <windef.h>
#include <winbase.h>
#include <winnls.h>
#include <winreg.h>

#include "wine/test.h"
#include "ntvirtual.h"
#include "port_id.h"
#include "mmc_commands.h"

#define NAME      L"Imapi2 test_recorder-1"
#define NAME_CASE L"IMAPI2 TEST_RECORDER-1"
#define LIST_KEY  L"Software\\Wine\\Imapi2\\VirtualRecorders"
#define WAIT_MS   10000

static WCHAR temp_folder[MAX_PATH];

static bool exists(const WCHAR *path)
{
    return GetFileAttributesW(path) != INVALID_FILE_ATTRIBUTES;
}

static const WCHAR *below(const WCHAR *folder, const WCHAR *name)
{
    static WCHAR path[MAX_PATH * 2];

    lstrcpyW(path, folder);
    lstrcatW(path, L"\\");
    lstrcatW(path, name);
    return path;
}

/* ---- the list */

static void test_names(void)
{
    static const WCHAR longest[] = L"1234567890123456789012345678901234567890";
    static const WCHAR *const valid[] = { L"a", L"Z9_- x", longest };
    static const WCHAR *const invalid[] =
    {
        L"", L" ", L" a", L"a ", L"a\\b", L"a/b", L"a.b", L"a:b", L"\xe9", L"a\tb", L"a#b",
        L"12345678901234567890123456789012345678901",
    };
    unsigned int i;

    for (i = 0; i < ARRAY_SIZE(valid); i++)
        ok(ntvirtual_valid_name(valid[i]), "%u is valid\n", i);
    for (i = 0; i < ARRAY_SIZE(invalid); i++)
    {
        ok(!ntvirtual_valid_name(invalid[i]), "%u is not valid\n", i);
        ok(ntvirtual_create_recorder(invalid[i], NULL, NULL, 0) == ERROR_INVALID_NAME, "%u was made\n", i);
    }
    ok(!ntvirtual_valid_name(NULL), "NULL is not valid\n");
}

struct counted
{
    const WCHAR *name;
    unsigned int count;
};

static bool count_recorder(void *context, const struct ntvirtual_recorder *recorder)
{
    struct counted *counted = context;

    if (!lstrcmpW(recorder->name, counted->name))
        counted->count++;
    return true;
}

static unsigned int listed(const WCHAR *name)
{
    struct counted counted = { name, 0 };
    DWORD error = ntvirtual_list(count_recorder, &counted);

    ok(!error, "error %lu\n", error);
    return counted.count;
}

static void test_list(void)
{
    static const char id[] = "\\\\?\\cdrom#ven_acme&prod_burner_9000&rev_2.1#imapi2&test_recorder-1#"
                             PORT_ID_CDROM_CLASS;
    static const struct virtual_identity identity = { "ACME", "Burner 9000", "2.1" };
    struct ntvirtual_recorder recorder;
    WCHAR wide_id[PORT_ID_MAX], folder[MAX_PATH];
    HANDLE file;
    DWORD error;

    lstrcpyW(folder, below(temp_folder, L"deep\\er"));
    ok(!listed(NAME), "listed before it was made\n");
    ok(ntvirtual_find(NAME, &recorder) == ERROR_FILE_NOT_FOUND, "found before it was made\n");
    ok(ntvirtual_remove_recorder(NAME, false) == ERROR_FILE_NOT_FOUND, "removed before it was made\n");
    ok(ntvirtual_create_recorder(NAME, folder, NULL, '1') == ERROR_INVALID_PARAMETER, "1 is no letter\n");

    error = ntvirtual_create_recorder(NAME, folder, &identity, 'q');
    ok(!error, "error %lu\n", error);
    ok(exists(folder), "no folder\n");
    ok(listed(NAME) == 1, "listed %u times\n", listed(NAME));
    ok(ntvirtual_create_recorder(NAME_CASE, NULL, NULL, 0) == ERROR_ALREADY_EXISTS, "made twice\n");

    error = ntvirtual_find(NAME_CASE, &recorder);
    ok(!error, "error %lu\n", error);
    ok(!lstrcmpW(recorder.name, NAME), "name %ls\n", recorder.name);
    ok(!lstrcmpW(recorder.folder, folder), "folder %ls\n", recorder.folder);
    ok(recorder.letter == 'Q', "letter %c\n", recorder.letter);
    ok(!strcmp(recorder.identity.vendor, "ACME"), "vendor %s\n", recorder.identity.vendor);
    ok(!strcmp(recorder.identity.product, "Burner 9000"), "product %s\n", recorder.identity.product);
    ok(!strcmp(recorder.identity.revision, "2.1"), "revision %s\n", recorder.identity.revision);
    ok(!strcmp(recorder.id, id), "id %s\n", recorder.id);
    MultiByteToWideChar(CP_UTF8, 0, id, -1, wide_id, PORT_ID_MAX);
    ok(!ntvirtual_find(wide_id, &recorder), "not found by id\n");

    /* A file that is not ours keeps the folder. */
    file = CreateFileW(below(folder, L"notes.txt"), GENERIC_WRITE, 0, NULL, CREATE_NEW, 0, NULL);
    ok(file != INVALID_HANDLE_VALUE, "no file\n");
    CloseHandle(file);
    error = ntvirtual_remove_recorder(NAME, false);
    ok(!error, "error %lu\n", error);
    ok(!listed(NAME), "still listed\n");
    ok(exists(below(folder, L"notes.txt")), "a foreign file is gone\n");
    ok(!exists(below(folder, L"medium.state")), "the medium is still there\n");
    DeleteFileW(below(folder, L"notes.txt"));
    RemoveDirectoryW(folder);
    RemoveDirectoryW(below(temp_folder, L"deep"));
}

static void test_default_folder(void)
{
    struct ntvirtual_recorder recorder;
    WCHAR local[MAX_PATH];
    DWORD error;

    GetEnvironmentVariableW(L"LOCALAPPDATA", local, MAX_PATH);
    error = ntvirtual_create_recorder(NAME, NULL, NULL, 0);
    ok(!error, "error %lu\n", error);
    error = ntvirtual_find(NAME, &recorder);
    ok(!error, "error %lu\n", error);
    ok(!lstrcmpW(recorder.folder, below(local, L"imapi2\\recorders\\" NAME)), "folder %ls\n", recorder.folder);
    ok(!recorder.letter, "letter %c\n", recorder.letter);
    ok(!strcmp(recorder.identity.vendor, "Wine"), "vendor %s\n", recorder.identity.vendor);
    error = ntvirtual_remove_recorder(NAME, false);
    ok(!error, "error %lu\n", error);
    ok(!exists(recorder.folder), "the folder is still there\n");
}

/* Keys that another program wrote, or half of one, are passed over. */
static void test_broken_keys(void)
{
    HKEY key;

    RegCreateKeyExW(HKEY_CURRENT_USER, LIST_KEY L"\\half of one", 0, NULL, 0, KEY_ALL_ACCESS, NULL, &key, NULL);
    RegSetValueExW(key, L"Vendor", 0, REG_SZ, (const BYTE *)L"X", 4);
    RegCloseKey(key);
    ok(!listed(L"half of one"), "listed without a folder\n");
    RegDeleteKeyW(HKEY_CURRENT_USER, LIST_KEY L"\\half of one");
}

/* ---- the store */

static void test_files(struct virtual_store *store)
{
    static const uint64_t far_away = (uint64_t)5 << 30;
    BYTE data[64], back[64];
    struct virtual_file *file;
    unsigned int i;

    for (i = 0; i < sizeof(data); i++)
        data[i] = (BYTE)(i + 1);
    ok(!store->ops->open(store, "test.bin", false), "opened what is not there\n");
    file = store->ops->open(store, "test.bin", true);
    ok(file != NULL, "not made\n");
    ok(store->ops->size(file) == 0, "size of a new file\n");
    ok(store->ops->write(file, 10, data, sizeof(data)), "write failed\n");
    ok(store->ops->size(file) == 74, "size %u\n", (unsigned int)store->ops->size(file));

    memset(back, 0xcc, sizeof(back));
    ok(store->ops->read(file, 42, back, sizeof(back)), "read over the end failed\n");
    ok(!memcmp(back, data + 32, 32), "wrong data\n");
    for (i = 32; i < sizeof(back); i++)
        ok(!back[i], "byte %u behind the end is %#x\n", i, back[i]);
    memset(back, 0xcc, sizeof(back));
    ok(store->ops->read(file, far_away, back, sizeof(back)), "read behind the end failed\n");
    ok(!back[0] && !back[63], "not zero\n");

    ok(store->ops->write(file, far_away, data, sizeof(data)), "write at 5 GiB failed\n");
    ok(store->ops->read(file, far_away, back, sizeof(back)), "read at 5 GiB failed\n");
    ok(!memcmp(back, data, sizeof(back)), "wrong data at 5 GiB\n");
    ok(store->ops->size(file) == far_away + 64, "wrong size\n");
    ok(store->ops->sync(file), "sync failed\n");
    ok(store->ops->resize(file, 20), "resize failed\n");
    ok(store->ops->size(file) == 20, "size %u\n", (unsigned int)store->ops->size(file));
    store->ops->close(file);

    file = store->ops->open(store, "test.bin", false);
    ok(file != NULL, "gone\n");
    ok(store->ops->read(file, 10, back, 10), "read failed\n");
    ok(!memcmp(back, data, 10), "wrong data\n");
    store->ops->close(file);
    ok(store->ops->remove(store, "test.bin"), "remove failed\n");
    ok(!store->ops->remove(store, "test.bin"), "removed twice\n");
}

static void test_locks(struct virtual_store *first, struct virtual_store *second)
{
    static const enum virtual_lock locks[] = { VIRTUAL_LOCK_STATE, VIRTUAL_LOCK_OWNER, VIRTUAL_LOCK_WRITER };
    unsigned int i;

    for (i = 0; i < ARRAY_SIZE(locks); i++)
    {
        ok(first->ops->lock(first, locks[i], false), "lock %u is not free\n", i);
        ok(!second->ops->lock(second, locks[i], false), "lock %u was given twice\n", i);
        first->ops->unlock(first, locks[i]);
        ok(second->ops->lock(second, locks[i], false), "lock %u was not given back\n", i);
        ok(!first->ops->lock(first, locks[i], false), "lock %u was given twice\n", i);
        second->ops->unlock(second, locks[i]);
    }
    ok(first->ops->lock(first, VIRTUAL_LOCK_STATE, true), "state is not free\n");
    ok(second->ops->lock(second, VIRTUAL_LOCK_OWNER, true), "the locks are one\n");
    first->ops->unlock(first, VIRTUAL_LOCK_STATE);
    second->ops->unlock(second, VIRTUAL_LOCK_OWNER);
}

struct waiter
{
    struct virtual_store *store;
    LONG got_it;
};

static DWORD WINAPI wait_for_lock(void *context)
{
    struct waiter *waiter = context;
    bool locked = waiter->store->ops->lock(waiter->store, VIRTUAL_LOCK_STATE, true);

    InterlockedExchange(&waiter->got_it, locked);
    waiter->store->ops->unlock(waiter->store, VIRTUAL_LOCK_STATE);
    return 0;
}

static void test_waiting(struct virtual_store *first, struct virtual_store *second)
{
    struct waiter waiter = { second, 0 };
    HANDLE thread;

    first->ops->lock(first, VIRTUAL_LOCK_STATE, true);
    thread = CreateThread(NULL, 0, wait_for_lock, &waiter, 0, NULL);
    ok(WaitForSingleObject(thread, 200) == WAIT_TIMEOUT, "it did not wait\n");
    ok(!waiter.got_it, "the lock was given twice\n");
    first->ops->unlock(first, VIRTUAL_LOCK_STATE);
    ok(!WaitForSingleObject(thread, WAIT_MS), "it still waits\n");
    ok(waiter.got_it, "the lock was not given\n");
    CloseHandle(thread);
}

/* A process that ends without a word gives its locks back. */
static void test_dead_owner(struct virtual_store *store)
{
    WCHAR name[MAX_PATH], command[2 * MAX_PATH + 64], ready[MAX_PATH];
    STARTUPINFOW startup = { .cb = sizeof(startup) };
    PROCESS_INFORMATION process;
    unsigned int i;
    BOOL started;

    lstrcpyW(ready, below(temp_folder, L"ready"));
    GetModuleFileNameW(NULL, name, MAX_PATH);
    lstrcpyW(command, L"\"");
    lstrcatW(command, name);
    lstrcatW(command, L"\" ntvirtual hold \"");
    lstrcatW(command, temp_folder);
    lstrcatW(command, L"\"");
    started = CreateProcessW(NULL, command, NULL, NULL, FALSE, 0, NULL, NULL, &startup, &process);
    ok(started, "no process: %lu\n", GetLastError());
    if (!started)
        return;
    for (i = 0; i < 100 && !exists(ready); i++)
        Sleep(100);
    ok(exists(ready), "the other process did not come so far\n");
    ok(!store->ops->lock(store, VIRTUAL_LOCK_OWNER, false), "the lock was given twice\n");
    TerminateProcess(process.hProcess, 9);
    WaitForSingleObject(process.hProcess, WAIT_MS);
    for (i = 0; i < 50 && !store->ops->lock(store, VIRTUAL_LOCK_OWNER, false); i++)
        Sleep(100);
    ok(i < 50, "the lock outlived its process\n");
    if (i < 50)
        store->ops->unlock(store, VIRTUAL_LOCK_OWNER);
    CloseHandle(process.hThread);
    CloseHandle(process.hProcess);
    DeleteFileW(ready);
}

static void hold_lock(const char *folder)
{
    WCHAR path[MAX_PATH];
    struct virtual_store *store;
    struct virtual_file *file;

    MultiByteToWideChar(CP_ACP, 0, folder, -1, path, MAX_PATH);
    store = virtual_store_win32(path);
    if (!store || !store->ops->lock(store, VIRTUAL_LOCK_OWNER, true))
        return;
    file = store->ops->open(store, "ready", true);
    store->ops->close(file);
    Sleep(60000);
}

static void test_store(void)
{
    struct virtual_store *first = virtual_store_win32(temp_folder), *second = virtual_store_win32(temp_folder);
    uint64_t start;

    ok(first && second, "no store\n");
    ok(!virtual_store_win32(below(temp_folder, L"not there")), "a store without a folder\n");
    test_files(first);
    test_locks(first, second);
    test_waiting(first, second);
    test_dead_owner(first);

    start = first->ops->now_ms(first);
    first->ops->sleep_ms(first, 50);
    ok(first->ops->now_ms(first) - start >= 40, "slept %u ms\n", (unsigned int)(first->ops->now_ms(first) - start));

    /* Closing a store gives back its locks. */
    first->ops->lock(first, VIRTUAL_LOCK_OWNER, true);
    first->ops->destroy(first);
    ok(second->ops->lock(second, VIRTUAL_LOCK_OWNER, false), "the lock outlived its store\n");
    second->ops->destroy(second);
    DeleteFileW(below(temp_folder, L"lock.state"));
    DeleteFileW(below(temp_folder, L"lock.owner"));
    DeleteFileW(below(temp_folder, L"lock.writer"));
}

/* ---- the road */

struct drive_search
{
    const char *id;
    struct port_drive drive;
    unsigned int count;
};

static bool take_drive(void *context, const struct port_drive *drive)
{
    struct drive_search *search = context;

    if (!port_id_equal(drive->id, search->id))
        return true;
    search->drive = *drive;
    search->count++;
    return true;
}

static void send_command(struct port_device *device, const struct mmc_command *asked, void *data,
                         struct port_reply *reply)
{
    struct port_command command;

    memset(&command, 0, sizeof(command));
    memcpy(command.cdb, asked->cdb, asked->cdb_length);
    command.cdb_length = asked->cdb_length;
    command.direction = data ? PORT_FROM_DEVICE : PORT_NO_DATA;
    command.data = data;
    command.data_length = asked->data_length;
    command.timeout_ms = asked->timeout_ms;
    device->ops->execute(device, &command, reply);
}

static void test_commands(struct port_device *device)
{
    BYTE data[MMC_INQUIRY_LENGTH];
    struct mmc_command command;
    struct mmc_inquiry inquiry;
    struct port_limits limits;
    struct port_reply reply;

    mmc_build_inquiry(&command, sizeof(data));
    send_command(device, &command, data, &reply);
    ok(reply.delivery == PORT_DELIVERED, "delivery %d\n", reply.delivery);
    ok(reply.status == PORT_STATUS_GOOD, "status %u\n", reply.status);
    ok(mmc_parse_inquiry(data, reply.transferred, &inquiry), "a reply of %u bytes\n", (unsigned int)reply.transferred);
    ok(inquiry.peripheral_type == MMC_PERIPHERAL_CD_DVD, "type %u\n", inquiry.peripheral_type);
    ok(!strcmp(inquiry.vendor, "Wine    "), "vendor %s\n", inquiry.vendor);

    mmc_build_test_unit_ready(&command);
    send_command(device, &command, NULL, &reply);
    ok(reply.delivery == PORT_DELIVERED, "delivery %d\n", reply.delivery);
    ok(reply.status == PORT_STATUS_CHECK_CONDITION, "ready without a medium: status %u\n", reply.status);
    ok(reply.sense_length >= 14, "sense of %u bytes\n", reply.sense_length);

    device->ops->limits(device, &limits);
    ok(limits.max_transfer >= 65536, "limit %u\n", (unsigned int)limits.max_transfer);
    ok(limits.max_aligned_transfer >= limits.max_transfer, "aligned limit is smaller\n");
}

static void check_owner(struct port_device *device, const char *expected)
{
    char owner[PORT_OWNER_MAX];
    enum port_error error = device->ops->owner(device, owner);

    ok(!error, "error %d\n", error);
    ok(!strcmp(owner, expected), "owner %s, expected %s\n", owner, expected);
}

/* Two openings in one process are as far apart as two programs. */
static void test_exclusive(struct port_device *first, struct port_device *second)
{
    enum port_error error;

    check_owner(first, "");
    error = first->ops->lock(first, "a burner", false);
    ok(!error, "error %d\n", error);
    check_owner(first, "a burner");
    check_owner(second, "a burner");
    error = second->ops->lock(second, "another", true);
    ok(error == PORT_E_LOCKED, "error %d\n", error);
    error = second->ops->unlock(second);
    ok(error == PORT_E_NOT_LOCKED, "error %d\n", error);
    ok(ntvirtual_remove_recorder(NAME, false) == ERROR_BUSY, "removed while it was locked\n");
    error = first->ops->unlock(first);
    ok(!error, "error %d\n", error);
    check_owner(second, "");
    error = second->ops->lock(second, "another", false);
    ok(!error, "error %d\n", error);
}

static void test_port(void)
{
    struct port_device *first, *second, *third = (struct port_device *)0xdeadbeef;
    struct port *port = ntvirtual_port();
    struct ntvirtual_recorder recorder;
    struct drive_search search = { 0 };
    enum port_error error;
    DWORD status;

    ok(port == ntvirtual_port(), "the road changed\n");
    ok(!strcmp(port->ops->name, "virtual"), "name %s\n", port->ops->name);
    status = ntvirtual_create_recorder(NAME, NULL, NULL, 'Q');
    ok(!status, "error %lu\n", status);
    ntvirtual_find(NAME, &recorder);

    search.id = recorder.id;
    error = port->ops->enumerate(port, take_drive, &search);
    ok(!error, "error %d\n", error);
    ok(search.count == 1, "listed %u times\n", search.count);
    ok(!strcmp(search.drive.volume_path, "Q:\\"), "path %s\n", search.drive.volume_path);
    ok(strlen(search.drive.volume_name) == 49 && !strncmp(search.drive.volume_name, "\\\\?\\Volume{", 11),
       "volume %s\n", search.drive.volume_name);
    ok(search.drive.legacy_number == -1, "number %d\n", search.drive.legacy_number);

    error = port->ops->open(port, "\\\\?\\cdrom#no", &third);
    ok(error == PORT_E_NO_SUCH_DRIVE, "error %d\n", error);
    ok(!third, "device %p\n", third);
    error = port->ops->open(port, recorder.id, &first);
    ok(!error, "error %d\n", error);
    error = port->ops->open(port, recorder.id, &second);
    ok(!error, "error %d\n", error);
    test_commands(first);
    test_exclusive(first, second);

    /* Closing gives the drive back. */
    second->ops->close(second);
    check_owner(first, "");
    first->ops->close(first);
    status = ntvirtual_remove_recorder(NAME, false);
    ok(!status, "error %lu\n", status);
    error = port->ops->open(port, recorder.id, &third);
    ok(error == PORT_E_NO_SUCH_DRIVE, "error %d\n", error);
}

static void check_event(struct port *port, enum port_event_kind kind, const char *id, uint32_t timeout_ms)
{
    struct port_event event;
    enum port_error error = port->ops->wait_event(port, timeout_ms, &event);

    ok(!error, "error %d\n", error);
    ok(event.kind == kind, "event %d, expected %d\n", event.kind, kind);
    ok(!strcmp(event.id, id), "id %s, expected %s\n", event.id, id);
}

static void test_events(void)
{
    struct port *port = ntvirtual_port();
    struct ntvirtual_recorder recorder;
    struct virtual_drive *drive;
    struct port_event event;
    enum port_error error;
    DWORD start;

    check_event(port, PORT_EVENT_NONE, "", 0);
    ntvirtual_create_recorder(NAME, NULL, NULL, 0);
    ntvirtual_find(NAME, &recorder);
    check_event(port, PORT_EVENT_ARRIVED, recorder.id, WAIT_MS);
    check_event(port, PORT_EVENT_NONE, "", 0);

    drive = ntvirtual_open_drive(&recorder);
    ok(drive != NULL, "no drive\n");
    error = virtual_insert_blank(drive, virtual_medium_kinds[0].name);
    ok(!error, "error %d\n", error);
    check_event(port, PORT_EVENT_MEDIA, recorder.id, WAIT_MS);
    check_event(port, PORT_EVENT_NONE, "", 0);
    error = virtual_remove_medium(drive);
    ok(!error, "error %d\n", error);
    check_event(port, PORT_EVENT_MEDIA, recorder.id, WAIT_MS);
    virtual_drive_destroy(drive);

    ntvirtual_remove_recorder(NAME, false);
    check_event(port, PORT_EVENT_REMOVED, recorder.id, WAIT_MS);

    start = GetTickCount();
    port->ops->wake(port);
    port->ops->wait_event(port, 2 * WAIT_MS, &event);
    ok(GetTickCount() - start < WAIT_MS, "wake did not wake\n");
    ok(event.kind == PORT_EVENT_NONE, "event %d\n", event.kind);
}

START_TEST(ntvirtual)
{
    char **argv;
    int argc = winetest_get_mainargs(&argv);

    if (argc > 3 && !strcmp(argv[2], "hold"))
    {
        hold_lock(argv[3]);
        return;
    }
    GetTempPathW(MAX_PATH, temp_folder);
    lstrcatW(temp_folder, L"imapi2-ntvirtual");
    CreateDirectoryW(temp_folder, NULL);
    ntvirtual_remove_recorder(NAME, false);

    test_names();
    test_list();
    test_default_folder();
    test_broken_keys();
    test_store();
    test_port();
    test_events();
    RemoveDirectoryW(temp_folder);
}
