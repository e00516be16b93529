/*
 * What the files of the Unix side share
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


#ifndef PORTS_LINUX_UNIX_H
#define PORTS_LINUX_UNIX_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/types.h>

#include "port.h"
#include "../unixlib.h"

#define LINUX_NODE_MAX (LINUX_PATH_MAX + 32)    /* bytes of a path below one of the host's folders */

/*
 * What this side asks of the system. The tests have a host of their own: a
 * tree of ordinary files for the folders, and a function that answers in place
 * of the kernel.
 */
struct linux_host
{
    char sysfs[LINUX_PATH_MAX];     /* /sys */
    char dev[LINUX_PATH_MAX];       /* /dev */
    char proc[LINUX_PATH_MAX];      /* /proc */
    char prefix[LINUX_PATH_MAX];    /* the Wine prefix, for the letters of drives; empty for none */
    bool netlink;                   /* may the kernel's events be listened to? Else sysfs is compared */
    unsigned int poll_ms;           /* how often, then */
    unsigned int settle_ms;         /* how long a new drive may take to become usable before it is told */
    unsigned int lock_tries;        /* a drive is held for a moment by whoever looks at new media */
    unsigned int lock_pause_ms;

    /* ioctl(2): -1 with errno. */
    int (*control)(struct linux_host *host, int fd, unsigned long request, void *argument);

    /* Monotonic milliseconds. */
    uint64_t (*now_ms)(struct linux_host *host);
};

/* The system that this process runs on. */
void linux_real_host(struct linux_host *host, const char *prefix);

/* How a drive calls itself, and where it is. */
struct linux_identity
{
    char vendor[64];
    char product[64];
    char revision[64];
    char serial[128];               /* empty: it has none */
    char place[32];
};

/* A drive with all that sysfs tells of it. */
struct linux_found
{
    struct linux_drive drive;
    char block[32];                 /* srN, or empty */
    char generic[32];               /* sgN, or empty */
    char address[32];               /* H:C:T:L */
    struct linux_identity identity;
};

/* Where a drive's nodes lie; empty for none. */
struct linux_nodes
{
    char block[LINUX_NODE_MAX];
    char generic[LINUX_NODE_MAX];
};

struct linux_device
{
    struct linux_host *host;
    int fd;                         /* carries the commands */
    bool writable;                  /* else the kernel lets through only what changes nothing */
    bool is_generic;                /* an sg node */
    struct port_limits limits;
    char address[32];               /* tells drives apart in the name of the lock */
    struct linux_nodes nodes;
    pthread_mutex_t mutex;          /* of what is below */
    int lock_fd;                    /* -1: this opening holds no lock */
    int name_fd;                    /* the socket whose name is the owner's */
};

struct linux_watch;

/* files.c: small files and folders, without trust in what they hold */

/* Reads at most size bytes; the length, or -1. */
ssize_t linux_read_file(const char *path, void *data, size_t size);

/* Reads a line of text, without blanks at its ends and with '?' for what cannot be printed; false when there is none. */
bool linux_read_text(char *text, size_t size, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Reads a number; -1 when there is none. */
int64_t linux_read_number(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Forms a text; false, and an empty text, when it does not fit. */
bool linux_format(char *text, size_t size, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Finds the first entry of a folder that is prefix with digits behind it. */
bool linux_find_numbered(const char *folder, const char *prefix, char *name, size_t size);

/* Is this prefix with one to six digits behind it? Their value, or -1. */
int linux_name_number(const char *name, const char *prefix);

/* enumerate.c */

/* Fills at most LINUX_DRIVES_MAX drives and tells how many, in the order of their numbers. Wakes no drive. */
unsigned int linux_collect(struct linux_host *host, struct linux_found *drives);

/* Finds the drive with that id. */
enum port_error linux_find(struct linux_host *host, const char *id, struct linux_found *drive);

/* identity.c */
void linux_read_identity(const char *folder, struct linux_identity *identity);

/* Builds the id of a drive among the others of a list, whose ids before it are built; false when it has none. */
bool linux_build_id(struct linux_found *drives, unsigned int count, unsigned int index);

/* letters.c: the letter that the prefix has for a node; 0 for none */
uint32_t linux_letter(const struct linux_host *host, const char *node);

/* open.c */

/* Where a drive's nodes are; a node that is another device than sysfs says does not count. */
void linux_find_nodes(const struct linux_host *host, const struct linux_found *drive, struct linux_nodes *nodes);
enum port_error linux_open(struct linux_host *host, const char *id, struct linux_device **device);
void linux_close(struct linux_device *device);

/* What an errno of opening a node means. */
enum port_error linux_error(int error);

/* limits.c */
void linux_read_limits(struct linux_host *host, const struct linux_found *drive, int fd, bool is_generic,
                       struct port_limits *limits);

/* execute.c: see port_ops.execute */
void linux_execute(struct linux_device *device, const struct port_command *command, struct port_reply *reply);

/* result.c: what the kernel's answer means */

/* The words of struct sg_io_hdr that tell how a command went. */
struct linux_result
{
    unsigned int host_status;
    unsigned int driver_status;
    unsigned int status;
    int residue;
    unsigned int sense_length;
    bool late;                      /* it took as long as its timeout */
};

/* Fills delivery, status, sense_length, transferred and host_error of reply; its sense is there already. */
void linux_judge(const struct linux_result *result, uint32_t length, struct port_reply *reply);

/* What it means that the kernel did not take the command. */
enum port_delivery linux_judge_errno(int error);

/* lock.c: see port_ops */
enum port_error linux_lock(struct linux_device *device, const char *owner, bool force);
enum port_error linux_unlock(struct linux_device *device);
enum port_error linux_owner(struct linux_device *device, char owner[PORT_OWNER_MAX]);

/* owner.c: the name of who holds a drive, as a socket's name that dies with its process */
int linux_publish_owner(const char *address, const char *owner);
bool linux_published_owner(const struct linux_host *host, const char *address, char owner[PORT_OWNER_MAX]);

/* holders.c: other programs */

/* Is that block device mounted? Tells where. */
bool linux_mounted(const struct linux_host *host, const char *node, char *where, size_t size);

/* Does a record lock lie on that file? The process that holds it, or -1 when that is not told. */
bool linux_record_locked(const struct linux_host *host, const struct stat *status, long *process);

/* The name of a process, with its number. */
void linux_process_name(const struct linux_host *host, long process, char *name, size_t size);

/* Lists the programs of this user, or of all when it is root, that have one of the nodes open, this process excepted. */
void linux_holders(const struct linux_host *host, const struct linux_nodes *nodes, char *text, size_t size);

/* text.c: see linux_explain() in ports/linux/linux.h */
void linux_explain_drive(struct linux_host *host, const char *id, char text[LINUX_TEXT_MAX]);

/* events.c */
struct linux_watch *linux_watch_create(struct linux_host *host);    /* NULL: no memory, or no more descriptors */
void linux_watch_destroy(struct linux_watch *watch);
enum port_error linux_watch_wait(struct linux_watch *watch, uint32_t timeout_ms, struct port_event *event);
void linux_watch_wake(struct linux_watch *watch);

/* uevent.c: what a message of the kernel is about */
enum linux_news
{
    LINUX_NEWS_NONE,        /* nothing of drives */
    LINUX_NEWS_DRIVES,      /* a drive may have come or gone */
    LINUX_NEWS_MEDIA,       /* the medium of block changed */
};

int linux_uevent_open(void);
enum linux_news linux_uevent_read(int fd, char block[32]);
enum linux_news linux_uevent_parse(const char *message, size_t length, char block[32]);

#endif /* PORTS_LINUX_UNIX_H */
