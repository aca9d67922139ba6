// The service that bench/services has kept, and what measures how soon it is there again.
//
//   beat run NAME FILE          a line "NAME PID NANOSECONDS" to FILE, then nothing for ever
//   beat flood N                N lines of 100 bytes, then nothing for ever
//   beat measure FILE SAMPLES PAUSE_MS NAME...
//                               kills them in turn; how long until each is there again, and until
//                               the file $NOTICED has changed, in which NAME stands for the name
//   beat await FILE COUNT       until so many lines are there; prints the time of the last one

#define _GNU_SOURCE
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { NAMES = 512, NAME_BYTES = 32, LIMIT_S = 60 };

static int64_t now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static void wait_us(int us)
{
    struct timespec time = {us / 1000000, us % 1000000 * 1000L};
    nanosleep(&time, NULL);
}

static struct {
    char name[NAME_BYTES];
    int pid;
    int64_t at_ns;
} seen[NAMES];
static int seen_count, line_count;
static FILE *starts;

static void take(const char *name, int pid, int64_t at_ns)
{
    int i = 0;
    while (i < seen_count && strcmp(seen[i].name, name) != 0)
        i++;
    if (i == NAMES)
        exit(3);
    if (i == seen_count)
        strcpy(seen[seen_count++].name, name);
    seen[i].pid = pid;
    seen[i].at_ns = at_ns;
}

static void read_on(void)
{
    char line[128], name[NAME_BYTES];
    int pid;
    long long at_ns;
    clearerr(starts);
    for (long at = ftell(starts); fgets(line, sizeof line, starts); at = ftell(starts)) {
        if (!strchr(line, '\n')) {
            fseek(starts, at, SEEK_SET);
            return;
        }
        if (sscanf(line, "%31s %d %lld", name, &pid, &at_ns) == 3) {
            take(name, pid, at_ns);
            line_count++;
        }
    }
}

static int place(const char *name)
{
    for (int i = 0; i < seen_count; i++)
        if (strcmp(seen[i].name, name) == 0)
            return i;
    fprintf(stderr, "%s was never started\n", name);
    exit(1);
}

static int by_size(const void *one, const void *other)
{
    int64_t a = *(const int64_t *)one, b = *(const int64_t *)other;
    return (a > b) - (a < b);
}

// Something that is another after each change of what the supervisor has written about a service.
static uint64_t noted(const char *name)
{
    const char *where = getenv("NOTICED"), *at = where ? strstr(where, "NAME") : NULL;
    char path[4096];
    struct stat status;
    if (!where)
        return 0;
    if (at)
        snprintf(path, sizeof path, "%.*s%s%s", (int)(at - where), where, name, at + 4);
    else
        snprintf(path, sizeof path, "%s", where);
    if (stat(path, &status) < 0)
        return 0;
    return (uint64_t)status.st_ino * 1000003 + (uint64_t)status.st_size * 31 +
           (uint64_t)status.st_mtim.tv_sec * 1000000000 + (uint64_t)status.st_mtim.tv_nsec;
}

static void print(int64_t *took, int samples)
{
    qsort(took, (size_t)samples, sizeof *took, by_size);
    printf("%.1f %.1f %.1f ", (double)took[samples / 2] / 1e6,
           (double)took[samples * 99 / 100] / 1e6, (double)took[samples - 1] / 1e6);
}

static int measure(int samples, int pause_ms, char **names, int count)
{
    int64_t *took = calloc((size_t)samples, sizeof *took);
    int64_t *noticed = calloc((size_t)samples, sizeof *noticed);
    for (int i = 0; i < samples; i++) {
        const char *name = names[i % count];
        wait_us(pause_ms * 1000);
        read_on();
        int at = place(name), pid = seen[at].pid;
        uint64_t before = noted(name);
        int64_t start = now_ns();
        kill(pid, SIGKILL);
        while (seen[at].pid == pid) {
            if (now_ns() - start > LIMIT_S * (int64_t)1000000000) {
                fprintf(stderr, "%s is not there again\n", name);
                return 1;
            }
            if (!noticed[i] && noted(name) != before)
                noticed[i] = now_ns() - start;
            wait_us(50);
            read_on();
        }
        took[i] = seen[at].at_ns - start;
        if (!noticed[i])
            noticed[i] = took[i];
    }
    print(took, samples);
    print(noticed, samples);
    printf("\n");
    return 0;
}

static int await(int count)
{
    int64_t start = now_ns(), last = 0;
    while (read_on(), seen_count < count) {
        if (now_ns() - start > LIMIT_S * (int64_t)1000000000)
            return 1;
        wait_us(5000);
    }
    for (int i = 0; i < seen_count; i++)
        last = seen[i].at_ns > last ? seen[i].at_ns : last;
    printf("%lld\n", (long long)last);
    return 0;
}

int main(int count, char **arguments)
{
    const char *what = count > 2 ? arguments[1] : "";
    if (!strcmp(what, "run") && count == 4) {
        FILE *file = fopen(arguments[3], "ae");
        if (!file)
            return 1;
        fprintf(file, "%s %d %lld\n", arguments[2], getpid(), (long long)now_ns());
        fclose(file);
        for (;;)
            pause();
    }
    if (!strcmp(what, "flood")) {
        static char line[101];
        memset(line, 'x', 99);
        line[99] = '\n';
        for (long left = atol(arguments[2]); left > 0; left--)
            fwrite_unlocked(line, 100, 1, stdout);
        fflush(stdout);
        for (;;)
            pause();
    }
    starts = count > 3 ? fopen(arguments[2], "re") : NULL;
    if (starts && !strcmp(what, "measure") && count > 5)
        return measure(atoi(arguments[3]), atoi(arguments[4]), arguments + 5, count - 5);
    if (starts && !strcmp(what, "await"))
        return await(atoi(arguments[3]));
    fprintf(stderr, "see the head of beat.c\n");
    return 64;
}
