/*
 * ptrace for User-Mode Linux on processors of today
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

/*
 * User-Mode Linux 6.1 has 2696 bytes for the vector registers of a process. A processor with AMX has more of them: so
 * it reads a part, may not write a part back, and its first process dies. Here what it reads is cut to what it has room
 * for and marked so, and what it writes is filled up again: the registers of AMX are in their initial state, since no
 * process may use them that does not ask for it. Loaded with LD_PRELOAD; Intel's manual, volume 1, 13.4 has the format.
 */

#define _GNU_SOURCE

#include <elf.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define MOST_BYTES 65536
#define STATE_BITS 512          /* where the word begins that tells which registers are not in their initial state */
#define FITTING_STATES 0x3ffull /* all up to PKRU; their registers come first */

static unsigned char state[MOST_BYTES];
static size_t state_size;

static void forget_others(void)
{
    uint64_t bits;

    memcpy(&bits, state + STATE_BITS, sizeof(bits));
    bits &= FITTING_STATES;
    memcpy(state + STATE_BITS, &bits, sizeof(bits));
}

static long get_state(pid_t process, struct iovec *room)
{
    struct iovec all = {state, sizeof(state)};
    long result = syscall(SYS_ptrace, PTRACE_GETREGSET, process, NT_X86_XSTATE, &all);

    if (result < 0) return result;
    state_size = all.iov_len;
    forget_others();
    if (room->iov_len > state_size) room->iov_len = state_size;
    memcpy(room->iov_base, state, room->iov_len);
    return result;
}

/* The size is that of the registers that were read before, which User-Mode Linux does first of all. */
static long set_state(pid_t process, const struct iovec *given)
{
    struct iovec all = {state, state_size};

    memset(state, 0, sizeof(state));
    memcpy(state, given->iov_base, given->iov_len < state_size ? given->iov_len : state_size);
    forget_others();
    return syscall(SYS_ptrace, PTRACE_SETREGSET, process, NT_X86_XSTATE, &all);
}

/* The system call stores what is peeked at, the function of the C library returns it. */
static long peek(enum __ptrace_request request, pid_t process, void *address)
{
    long word;

    return syscall(SYS_ptrace, request, process, address, &word) < 0 ? -1 : word;
}

long ptrace(enum __ptrace_request request, ...)
{
    va_list words;
    pid_t process;
    void *address, *data;

    va_start(words, request);
    process = va_arg(words, pid_t);
    address = va_arg(words, void *);
    data = va_arg(words, void *);
    va_end(words);
    if (request == PTRACE_PEEKTEXT || request == PTRACE_PEEKDATA || request == PTRACE_PEEKUSER)
        return peek(request, process, address);
    if (request == PTRACE_GETREGSET && (uintptr_t)address == NT_X86_XSTATE) return get_state(process, data);
    if (request == PTRACE_SETREGSET && (uintptr_t)address == NT_X86_XSTATE) return set_state(process, data);
    return syscall(SYS_ptrace, request, process, address, data);
}
