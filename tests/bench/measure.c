/*
 * measure: runs a program in turns and tells its best times and the most memory it had
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
 * Usage: measure ROUNDS SECONDS PROGRAM ARGUMENT...
 *
 * Prints wall time and CPU time in milliseconds, each the best of all rounds, and the most memory in KiB; or "over"
 * when no round was done in time. The exit code is 1 when the program failed. It is small itself since what a
 * program is said to have had at most begins with what its parent has.
 */

#define _GNU_SOURCE

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct result
{
    long wall, cpu, memory;
};

static pid_t child;

static void end_child(int signal_number)
{
    (void)signal_number;
    kill(-child, SIGKILL);
}

static void become(char **command)
{
    int null = open("/dev/null", O_RDWR);

    setpgid(0, 0);
    dup2(null, 0);
    dup2(null, 1);
    dup2(null, 2);
    execvp(command[0], command);
    _exit(127);
}

static long milliseconds(const struct timespec *from, const struct timespec *to)
{
    return (to->tv_sec - from->tv_sec) * 1000 + (to->tv_nsec - from->tv_nsec) / 1000000;
}

static long cpu_time(const struct rusage *usage)
{
    return (usage->ru_utime.tv_sec + usage->ru_stime.tv_sec) * 1000 +
        (usage->ru_utime.tv_usec + usage->ru_stime.tv_usec) / 1000;
}

/* 0: done; 1: it failed; 2: its time was over */
static int run(char **command, unsigned int seconds, struct result *result)
{
    struct timespec start, end;
    struct rusage usage;
    int status;

    clock_gettime(CLOCK_MONOTONIC, &start);
    if (!(child = fork())) become(command);
    alarm(seconds);
    if (wait4(child, &status, 0, &usage) != child) return 1;
    alarm(0);
    clock_gettime(CLOCK_MONOTONIC, &end);
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) return 2;
    if (!WIFEXITED(status) || WEXITSTATUS(status)) return 1;
    result->wall = milliseconds(&start, &end);
    result->cpu = cpu_time(&usage);
    result->memory = usage.ru_maxrss;
    return 0;
}

static void take(struct result *best, const struct result *now, int first)
{
    if (first || now->wall < best->wall) best->wall = now->wall;
    if (first || now->cpu < best->cpu) best->cpu = now->cpu;
    if (first || now->memory > best->memory) best->memory = now->memory;
}

int main(int argc, char **argv)
{
    struct sigaction action = {.sa_handler = end_child, .sa_flags = SA_RESTART};
    struct result best = {0, 0, 0}, now;
    int rounds, done, status = 0;

    if (argc < 4) return 2;
    rounds = atoi(argv[1]);
    sigaction(SIGALRM, &action, NULL);
    for (done = 0; done < rounds && !status; done++)
        if (!(status = run(argv + 3, (unsigned int)atoi(argv[2]), &now))) take(&best, &now, !done);
    if (status == 1) return 1;
    if (status && done == 1) puts("over");
    else printf("%ld %ld %ld\n", best.wall, best.cpu > 0 ? best.cpu : 1, best.memory);
    return 0;
}
