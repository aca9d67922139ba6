// A run: one process of a service, from its start, or its adoption, to its end.

#include "service.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef SYS_pidfd_send_signal
#define SYS_pidfd_send_signal 424
#endif

enum {
    LAST_READS = 16,        // of 16 KiB: more than a pipe holds
    LAST_DATAGRAMS = 1024,  // more than a socket queues
};

enum { REFUSED, WORDS, FORK, DESCRIPTORS }; // steps; the others are those of launch.c

struct unstarted_body {
    uint32_t k;
    int32_t error;
    uint64_t run;
    uint32_t step, zero;
};

struct ended_body {
    uint32_t k;
    int32_t status;
    uint64_t run;
    int32_t pid;
    uint32_t zero;
    uint64_t cpu_us, rss_kb;
};

static void note_unstarted(uint32_t k, uint64_t run, uint32_t step, int error)
{
    struct unstarted_body body = {k, error, run, step, 0};
    memcpy(record_body(), &body, sizeof body);
    append(UNSTARTED, 0, sizeof body);
}

// Keeps and watches the end for reading; returns the one for writing, or -1.
static int make_pipe(const struct service *service, enum part part)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) < 0)
        return -1;
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    if (move(ends[0], part_of(service, part)) &&
        watch(EPOLL_CTL_ADD, part_of(service, part), EPOLLIN))
        return ends[1];
    int error = errno;
    close(ends[1]);
    errno = error;
    return -1;
}

static void close_pipes(struct service *service)
{
    if (service->reporting)
        let_go(part_of(service, LAUNCH_PIPE));
    if (service->notifying)
        let_go(part_of(service, READY_PIPE));
    service->reporting = service->notifying = false;
}

// What is asked for is sane.
static void start_process(struct service *service, uint32_t k, uint64_t run, int words)
{
    int report = make_pipe(service, LAUNCH_PIPE);
    int ready = report < 0 ? -1 : make_pipe(service, READY_PIPE);
    int step = DESCRIPTORS;
    service->reporting = service->notifying = true;
    pid_t pid = -1;
    if (service->log.in_line) { // of one before
        read_log(service, LAST_READS);
        end_log_line(service);
    }
    if (ready >= 0 && open_log_pipe(service)) {
        step = FORK;
        pid = fork();
    }
    if (pid == 0)
        become_service(service, words, report, ready);
    if (pid < 0) {
        note_unstarted(k, run, (uint32_t)step, errno);
        close_pipes(service);
    } else {
        service->pid = pid;
        service->run = run;
        service->flags = 0;
        service->status = 0;
        service->failed[0] = 0;
        service->group = 0;
        note_run(STARTED, service, pid);
    }
    if (report >= 0)
        close(report);
    if (ready >= 0)
        close(ready);
}

void launch(uint32_t k, uint64_t run, int words)
{
    struct service *service = service_number(k);
    if (!service)
        note_unstarted(k, run, REFUSED, ENOENT);
    else if (service->pid)
        note_unstarted(k, run, REFUSED, EBUSY);
    else if (words < 0)
        note_unstarted(k, run, WORDS, EINVAL);
    else
        start_process(service, k, run, words);
}

static bool is_nobody(pid_t pid)
{
    return kill(pid, 0) < 0 && errno == ESRCH;
}

// What the run has left behind in its group. A number is not given again while it is that of a group,
// so whoever has it now is proof that nobody of that group is left.
static long kill_group(struct service *service, uint32_t number)
{
    if (!service->group || !is_nobody(service->group)) {
        service->group = 0;
        return 0;
    }
    return kill(-service->group, (int)number);
}

// The number of an adopted process can be another's by the time at which we read that it has ended;
// its pidfd cannot.
static long kill_process(const struct service *service, uint32_t number, uint32_t scope)
{
    pid_t pid = service->pid;
    bool group = scope == 1 && getpgid(pid) == pid; // it leads none until it has come to setsid
    return group ? kill(-pid, (int)number)
        : service->adopted ? syscall(SYS_pidfd_send_signal, part_of(service, ADOPTED), number, NULL, 0)
                           : kill(pid, (int)number);
}

void kill_run(uint32_t k, uint32_t number, uint64_t run, uint32_t scope)
{
    struct service *service = service_number(k);
    if (!service || service->run != run || (!service->pid && scope != 1))
        return;
    long sent = service->pid ? kill_process(service, number, scope) : kill_group(service, number);
    if (sent < 0 && errno != ESRCH)
        object("send a signal to service", k);
}

// The number that /proc has for a pidfd: -1 when that process has ended, 0 when it is no pidfd.
static pid_t pid_behind(int pidfd)
{
    struct line path = {0};
    char text[512];
    add(&path, "/proc/self/fdinfo/");
    add_number(&path, (uint64_t)pidfd);
    path.text[path.length] = 0;
    int fd = open(path.text, O_RDONLY | O_CLOEXEC);
    ssize_t got = fd < 0 ? -1 : read(fd, text, sizeof text - 1);
    if (fd >= 0)
        close(fd);
    text[got < 0 ? 0 : got] = 0;
    const char *number = strstr(text, "\nPid:\t");
    if (!number)
        return 0;
    number += 6;
    return *number == '-' ? -1 : (pid_t)number_in(&number, 10);
}

// A number alone could be anybody's, and a signal to it too.
void adopt(uint32_t k, pid_t pid, uint64_t run, int pidfd)
{
    struct service *service = service_number(k);
    pid_t behind = pidfd < 0 ? 0 : pid_behind(pidfd);
    bool stranger = (behind != pid && behind != -1) || pid <= 1 || pid == getpid();
    if (!service || service->pid || stranger) {
        object("adopt the process of service", k);
        return;
    }
    service->pid = pid;
    service->run = run;
    service->flags = RUN_EXECUTED;
    service->status = 0;
    service->failed[0] = 0;
    service->adopted = true;
    service->group = behind == pid && getpgid(pid) == pid ? pid : 0;
    if (behind < 0 || !keep_part(service, ADOPTED, pidfd) ||
        !watch(EPOLL_CTL_ADD, part_of(service, ADOPTED), EPOLLIN))
        on_adopted(service);
}

// The process says why it does not become the program; or it has, which closed its end.
void on_report(struct service *service)
{
    int32_t failed[2];
    if (!service->reporting)
        return;
    ssize_t got = read(part_of(service, LAUNCH_PIPE), failed, sizeof failed);
    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    service->reporting = false;
    let_go(part_of(service, LAUNCH_PIPE));
    if (got == sizeof failed) {
        memcpy(service->failed, failed, sizeof failed); // told when it has ended
        return;
    }
    service->flags |= RUN_EXECUTED;
    note_run(EXECUTED, service, 0);
}

// Before it is told that the process has ended.
void hear_last_words(struct service *service)
{
    if (!service->adopted) // it is a zombie: the number is its own
        service->group = getpgid(service->pid) == service->pid ? service->pid : 0;
    on_report(service);
    on_ready(service);
    on_notify(service, LAST_DATAGRAMS);
    read_log(service, LAST_READS);
    end_log_line(service);
}

void run_ended(struct service *service, int status, uint64_t cpu_us, uint64_t rss_kb)
{
    uint32_t k = (uint32_t)(service - services);
    struct ended_body body = {k, status, service->run, service->pid, 0, cpu_us, rss_kb};
    close_pipes(service);
    if (service->adopted)
        let_go(part_of(service, ADOPTED));
    service->pid = 0;
    if (service->group && is_nobody(-service->group))
        service->group = 0;
    service->adopted = false;
    service->within_ms = service->silent_ms = 0;
    if (service->failed[0]) {
        note_unstarted(k, service->run, (uint32_t)service->failed[0], service->failed[1]);
        return;
    }
    service->flags |= RUN_ENDED;
    service->status = status;
    memcpy(record_body(), &body, sizeof body);
    append(ENDED, 0, sizeof body);
}

// Not our child: the kernel tells only that it has ended.
void on_adopted(struct service *service)
{
    if (!service->adopted)
        return;
    hear_last_words(service);
    run_ended(service, -1, 0, 0);
}
