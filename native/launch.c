// How a process becomes that of a service. All of this runs in the child; what it cannot do it says
// through the pipe for reports, which closes by itself when the program has begun.

#include "service.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NAMES_BYTES = 4096 };

enum step { WORDS = 1, DESCRIPTORS = 3, GROUP, LIMITS, NAMESPACES, USER, FOLDER, PROGRAM };

static int report_to;

static void give_up(enum step step) __attribute__((noreturn));

static void give_up(enum step step)
{
    int32_t report[2] = {(int32_t)step, errno ? errno : EINVAL};
    (void)!write(report_to, report, sizeof report);
    _exit(127);
}

static bool write_file(const char *path, const char *text)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    return fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text) && close(fd) == 0;
}

// Opened anew: with a position and flags of its own, so that it waits when the pipe is full.
static bool open_output(const struct words *words, int pipe)
{
    struct line path = {0};
    const char *user = last_word(words, 'u');
    add(&path, "/proc/self/fd/");
    add_number(&path, (uint64_t)pipe);
    path.text[path.length] = 0;
    int fd = open(path.text, O_RDWR | O_CLOEXEC);
    if (fd < 0)
        return false;
    // So that it can open /dev/stdout; without that right it still has the descriptor.
    (void)!fchown(fd, user ? (uid_t)number_in(&user, 10) : geteuid(), (gid_t)-1);
    return dup2(fd, 1) == 1 && dup2(fd, 2) == 2;
}

// What is needed to the end goes above all numbers that are the service's.
static void place_descriptors(const struct words *words, const struct service *service, int ready)
{
    const char *number = last_word(words, 'r');
    int wanted = number ? (int)number_in(&number, 10) : -1;
    int null = open("/dev/null", O_RDONLY | O_CLOEXEC), next = 3;
    int above = wanted > 3 + 2 * SOCKETS ? wanted : 3 + 2 * SOCKETS;
    int report = fcntl(report_to, F_DUPFD_CLOEXEC, above + 1);
    ready = fcntl(ready, F_DUPFD_CLOEXEC, above + 1);
    if (report < 0)
        give_up(DESCRIPTORS);
    report_to = report;
    if (ready < 0 || dup2(null, 0) < 0 || !open_output(words, part_of(service, LOG_PIPE)))
        give_up(DESCRIPTORS);
    for (const char *at = NULL; (at = next_word(words, at, 's'));) {
        const char *text = at;
        if (dup2(part_of(service, FIRST_SOCKET + (uint32_t)number_in(&text, 10)), next++) < 0)
            give_up(DESCRIPTORS);
    }
    for (uint32_t i = SOCKETS; i-- > 0;)
        if (is_stored(service, i) && dup2(part_of(service, FIRST_SOCKET + i), next++) < 0)
            give_up(DESCRIPTORS);
    errno = EINVAL;
    if (wanted >= 0 && (wanted < next || dup2(ready, wanted) < 0))
        give_up(DESCRIPTORS);
}

static int signed_number(const char *text)
{
    bool negative = *text == '-';
    text += negative;
    int number = (int)number_in(&text, 10);
    return negative ? -number : number;
}

static bool set_limits(const struct words *words)
{
    const char *nice = last_word(words, 'n'), *score = last_word(words, 'o');
    if (prlimit(0, RLIMIT_NOFILE, &first_files, NULL) < 0 ||
        (nice && setpriority(PRIO_PROCESS, 0, signed_number(nice)) < 0) ||
        (score && !write_file("/proc/self/oom_score_adj", score)))
        return false;
    for (const char *at = NULL; (at = next_word(words, at, 'l'));) {
        const char *text = at;
        int number = (int)number_in(&text, 10);
        struct rlimit limit;
        limit.rlim_cur = number_in(&text, 10);
        limit.rlim_max = number_in(&text, 10);
        if (prlimit(0, number, &limit, NULL) < 0)
            return false;
    }
    return true;
}

static size_t put_number(char *to, const char *name, uint64_t number)
{
    struct line line = {0};
    add(&line, name);
    add_number(&line, number);
    memcpy(to, line.text, line.length);
    to[line.length] = 0;
    return line.length + 1;
}

// All words of a letter as execve wants them, after the first ones; from memory that ends with it.
static const char **list(const struct words *words, char letter, const char *const *first)
{
    size_t count = 1;
    for (int i = 0; first[i]; i++)
        count++;
    for (const char *at = NULL; (at = next_word(words, at, letter));)
        count++;
    const char **all = mmap(NULL, count * sizeof *all, PROT_READ | PROT_WRITE,
                            MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (all == MAP_FAILED)
        give_up(PROGRAM);
    size_t used = 0;
    while (*first)
        all[used++] = *first++;
    for (const char *at = NULL; (at = next_word(words, at, letter));)
        all[used++] = at;
    return all;
}

// LISTEN_FDNAMES: what the words have, which is no word any more, and what is stored behind it.
static void name_stored(const struct words *words, const struct service *service, char *all)
{
    static const char variable[] = "LISTEN_FDNAMES=";
    size_t length = sizeof variable - 1;
    memcpy(all, variable, length);
    for (const char *at = NULL; (at = next_word(words, at, 'e'));) {
        if (!begins(at, strlen(at), variable))
            continue;
        length = strlen(at);
        if (length > NAMES_BYTES / 2)
            give_up(WORDS);
        memcpy(all, at, length);
        words->start[at - 1 - words->start] = '-';
    }
    for (uint32_t i = SOCKETS; i-- > 0;) {
        if (!is_stored(service, i))
            continue;
        if (length > sizeof variable - 1)
            all[length++] = ':';
        strcpy(all + length, stored_name(service, i));
        length += strlen(all + length);
    }
}

static void become_program(const struct words *words, const struct service *service)
{
    static char pid[32], count[32], names[NAMES_BYTES];
    const char *program = last_word(words, 'p'), *folder = last_word(words, 'd');
    const char *listen[] = {pid, count, NULL, NULL};
    const char *const itself[] = {program, NULL};
    int sockets = 0, stored = 0;
    for (const char *at = NULL; (at = next_word(words, at, 's'));)
        sockets++;
    for (uint32_t i = 0; i < SOCKETS; i++)
        stored += is_stored(service, i);
    put_number(pid, "LISTEN_PID=", (uint64_t)getpid());
    put_number(count, "LISTEN_FDS=", (uint64_t)(sockets + stored));
    if (stored) {
        name_stored(words, service, names);
        listen[2] = names;
    }
    if (chdir(folder ? folder : "/") < 0)
        give_up(FOLDER);
    const char **arguments = list(words, 'a', itself + (next_word(words, NULL, 'a') != NULL));
    const char **environment = list(words, 'e', sockets + stored ? listen : listen + 3);
    execve(program, (char *const *)arguments, (char *const *)environment);
    give_up(PROGRAM);
}

void become_service(const struct service *service, int fd, int report, int ready)
{
    struct words words;
    report_to = report;
    default_signals();
    setsid();
    if (!read_words(&words, fd))
        give_up(WORDS);
    place_descriptors(&words, service, ready);
    for (const char *at = NULL; (at = next_word(&words, at, 'c'));)
        if (!write_file(at, "0"))
            give_up(GROUP);
    if (!set_limits(&words))
        give_up(LIMITS);
    if (!enter_namespaces(&words))
        give_up(NAMESPACES);
    const char *mask = last_word(&words, 'm');
    umask(mask ? (mode_t)number_in(&mask, 8) : 022);
    if (!become_user(&words))
        give_up(USER);
    become_program(&words, service);
    _exit(127);
}
