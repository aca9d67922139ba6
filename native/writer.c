// Who wrote: what /proc still tells of a process at the moment when its event is read.

#include "holder.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct writer writer;

// Text of /proc; never larger where it matters to us. It lies where the record will be built, which
// saves a page.
static char *text;

static const char *proc_path(struct line *path, pid_t pid, const char *name)
{
    *path = (struct line){0};
    add(path, "/proc/");
    add_number(path, (uint64_t)pid);
    add(path, name);
    path->text[path->length] = 0;
    return path->text;
}

static bool read_proc(pid_t pid, const char *name)
{
    struct line path;
    text = record_body();
    int fd = open(proc_path(&path, pid, name), O_RDONLY | O_CLOEXEC);
    ssize_t got = fd < 0 ? -1 : read(fd, text, BODY_MAX - 1);
    if (fd >= 0)
        close(fd);
    text[got < 0 ? 0 : got] = 0;
    return got > 0;
}

static size_t keep(char *to, size_t most, const char *from, size_t length)
{
    if (length > most)
        length = most;
    memcpy(to, from, length);
    return length;
}

static int32_t number_at(const char *at)
{
    return (int32_t)strtoul(at, NULL, 10);
}

// pid (comm) state ppid group session tty: comm may hold any byte, so the last parenthesis counts.
static void look_at_stat(void)
{
    char *start = strchr(text, '(');
    char *end = strrchr(text, ')');
    if (!start || !end || end < start)
        return;
    writer.comm_length = keep(writer.comm, COMM_MAX, start + 1, (size_t)(end - start - 1));
    char *at = end + 1;
    for (int field = 3; field <= 7 && (at = strchr(at, ' ')); field++) {
        at++;
        if (field == 4)
            writer.ppid = number_at(at);
        if (field == 7)
            writer.tty = (uint32_t)number_at(at);
    }
}

// The group of the unified hierarchy, else that of the first one.
static void look_at_group(void)
{
    char *line = strstr(text, "\n0::");
    line = line ? line + 1 : text;
    size_t length = strcspn(line, "\n");
    line[length] = 0;
    char *colon = strchr(line, ':');
    colon = colon ? strchr(colon + 1, ':') : NULL;
    if (colon)
        writer.group_length = keep(writer.group, GROUP_MAX, colon + 1, strlen(colon + 1));
}

void forget_writer(void)
{
    writer.pid = 0;
    writer.uid = writer.login = writer.ppid = -1;
    writer.tty = 0;
    writer.comm_length = writer.exe_length = writer.group_length = 0;
}

// The process may be gone at any moment: first what goes first.
void look_up_writer(pid_t pid)
{
    struct line path;
    if (pid == writer.pid)
        return;
    forget_writer();
    if (pid <= 0)
        return;
    writer.pid = pid;
    ssize_t length = readlink(proc_path(&path, pid, "/exe"), writer.exe, EXE_MAX);
    if (length > 0 && length < EXE_MAX) // a path that is cut would be a wrong one
        writer.exe_length = (size_t)length;
    if (read_proc(pid, "/stat"))
        look_at_stat();
    char *uid = read_proc(pid, "/status") ? strstr(text, "\nUid:\t") : NULL;
    if (uid)
        writer.uid = number_at(uid + 6);
    if (read_proc(pid, "/loginuid"))
        writer.login = number_at(text); // 4294967295 becomes -1, which is what it means
    if (read_proc(pid, "/cgroup"))
        look_at_group();
}
