// The holder: the parent of vow's brain. It stays for ever, holds every descriptor that can tell of
// something, notes what happens in a ledger, and starts a brain when there is something to decide.
// It knows no policy. What it says to the brain and what the brain says to it: docs/holder.md.
//
// Rules it keeps, because nobody watches over it: no memory is asked for after the start, nothing
// grows without a bound, it waits nowhere but in its one epoll, and nothing that a brain sends can
// end it except END. In each file functions stand below those that they need.

#include "service.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/fanotify.h>
#include <sys/inotify.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

// Kernel interfaces that are younger than the headers of musl and of old distributions.
#ifndef FAN_REPORT_FID
#define FAN_REPORT_FID 0x200
#endif
#ifndef FAN_REPORT_DFID_NAME
#define FAN_REPORT_DFID_NAME 0xc00
#endif
#ifndef SYS_close_range
#define SYS_close_range 436
#endif

bool upgrade_due;

static uint64_t microseconds(const struct timeval *time)
{
    return (uint64_t)time->tv_sec * 1000000 + (uint64_t)time->tv_usec;
}

// The last words and last writes of a child are taken in while it is a zombie, so that its pid is
// nobody else's yet.
static void reap(void)
{
    for (;;) {
        siginfo_t child = {0};
        struct rusage used;
        int status;
        if (waitid(P_ALL, 0, &child, WEXITED | WNOHANG | WNOWAIT) < 0 || child.si_pid == 0)
            return;
        bool ours = child.si_pid == brain.pid;
        if (ours) {
            hear_all();
            read_files(READS_MAX);
        }
        struct service *service = service_of(child.si_pid);
        if (service)
            hear_last_words(service);
        if (wait4(child.si_pid, &status, 0, &used) != child.si_pid)
            return;
        uint64_t cpu_us = microseconds(&used.ru_utime) + microseconds(&used.ru_stime);
        if (ours)
            brain_ended(status, cpu_us);
        else if (trial_ended(child.si_pid, status))
            continue;
        else if (service)
            run_ended(service, status, cpu_us, (uint64_t)used.ru_maxrss);
        else
            append_pair(EXIT, (uint32_t)child.si_pid, (uint32_t)status);
    }
}

static void stop(void)
{
    if (brain.pid == 0)
        leave(0);
    if (brain.stopping)
        return;
    brain.stopping = true;
    if (listening()) {
        brain.tell_stop = true;
        set_alarm(END_MS);
    }
}

static void reload(void)
{
    if (listening())
        brain.tell_reload = brain.reload_unsure = true;
    else
        append_pair(SIGNAL, SIGHUP, 0);
}

static void on_signal(void)
{
    struct signalfd_siginfo info;
    while (read(SIGNALS, &info, sizeof info) == (ssize_t)sizeof info) {
        if (info.ssi_signo == SIGCHLD)
            reap();
        else if (info.ssi_signo == SIGHUP)
            reload();
        else
            stop();
    }
}

// A clock that was set makes the read fail with ECANCELED: read the time again.
static void on_wake_timer(void)
{
    uint64_t times;
    bool came = read(WAKE_TIMER, &times, sizeof times) > 0 || errno == ECANCELED;
    if (!came)
        return;
    set_wake_timer(0);
    append(TIMER, 0, 0);
}

static void on_alarm(void)
{
    uint64_t times;
    if (read(ALARM, &times, sizeof times) < 0)
        return; // it was set again meanwhile
    if (brain.pid) {
        brain.killed = true;
        kill_brain(brain.phase == STARTING && !brain.stopping
                           ? "wait longer for a brain that does not start"
                           : "wait longer for a brain that does not end");
    } else if (brain.phase == WAITING) {
        start_brain();
    }
}

// One event at a time: what the one before has closed cannot come up any more.
static void dispatch(const struct epoll_event *event)
{
    switch (event->data.fd) {
    case FANOTIFY: case INOTIFY: read_files(ROUND_READS); break;
    case SIGNALS: on_signal(); break;
    case WAKE_TIMER: on_wake_timer(); break;
    case ALARM: on_alarm(); break;
    case CONTROL: hear_all(); break;
    case SERVICE_TIMER: on_service_timer(); break;
    default:
        if (event->data.fd >= SERVICE_FIRST)
            on_service(event->data.fd, event->events);
        else
            on_slot(event->data.fd, event->events);
    }
}

// What is due before we wait.
static void follow_up(void)
{
    if (brain.phase == ABSENT && brain.why)
        start_brain();
    tell_rest();
    if (upgrade_due)
        upgrade();
    if (brain.phase == ABSENT)
        give_back();
}

static void run(void)
{
    for (;;) {
        struct epoll_event event;
        follow_up();
        int count = epoll_wait(EPOLL, &event, 1, -1);
        if (count < 0 && errno != EINTR)
            fail("wait for events");
        if (count > 0)
            dispatch(&event);
    }
}

static void place(int fd, int number, const char *what)
{
    if (!move(fd, number))
        fail(what);
}

// 0 to 2 are open, everything else is not: whoever started us may have left something.
static void tidy_descriptors(void)
{
    int fd = open("/dev/null", O_RDWR);
    while (fd >= 0 && fd < 3)
        fd = dup(fd);
    if (syscall(SYS_close_range, 3, ~0u, 0) < 0)
        for (fd = 3; fd < 4096; fd++)
            close(fd);
}

static int own_signals(void)
{
    static const int ignored[] = {SIGQUIT, SIGUSR1, SIGUSR2, SIGPIPE, SIGXFSZ};
    static const int ours[] = {SIGHUP, SIGINT, SIGTERM, SIGCHLD};
    sigset_t set;
    sigemptyset(&set);
    for (int i = 0; i < 5; i++)
        signal(ignored[i], SIG_IGN);
    for (int i = 0; i < 4; i++) {
        signal(ours[i], SIG_DFL); // an ignored signal would not be told
        sigaddset(&set, ours[i]);
    }
    sigprocmask(SIG_SETMASK, &set, NULL);
    return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

static int open_fanotify(void)
{
    int fd = fanotify_init(FAN_CLASS_NOTIF | FAN_CLOEXEC | FAN_NONBLOCK | FAN_UNLIMITED_MARKS |
                               FAN_REPORT_DFID_NAME | FAN_REPORT_FID,
                           O_RDONLY | O_CLOEXEC);
    return fd >= 0 ? fd : open("/dev/null", O_RDONLY | O_CLOEXEC);
}

// Services need 16 descriptors each. Children get back what we were started with.
static void raise_limit(void)
{
    prlimit(0, RLIMIT_NOFILE, NULL, &first_files);
    struct rlimit all = {first_files.rlim_max, first_files.rlim_max};
    prlimit(0, RLIMIT_NOFILE, &all, NULL);
}

static void set_up(void)
{
    set_apart();
    raise_limit();
    tidy_descriptors();
    place(open_fanotify(), FANOTIFY, "open /dev/null");
    place(inotify_init1(IN_CLOEXEC | IN_NONBLOCK), INOTIFY, "make an inotify instance");
    place(memfd_create("vow-ledger", MFD_CLOEXEC), LEDGER, "make the ledger");
    place(memfd_create("vow-filter", MFD_CLOEXEC), FILTER, "make the filter");
    place(epoll_create1(EPOLL_CLOEXEC), EPOLL, "make an epoll instance");
    place(own_signals(), SIGNALS, "own the signals");
    place(timerfd_create(CLOCK_REALTIME, TFD_CLOEXEC | TFD_NONBLOCK), WAKE_TIMER, "make a timer");
    place(timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK), ALARM, "make a timer");
    place(timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK), SERVICE_TIMER,
          "make a timer");
    watch(EPOLL_CTL_ADD, FANOTIFY, EPOLLIN); // refused for /dev/null, where nothing comes
    if (!watch(EPOLL_CTL_ADD, INOTIFY, EPOLLIN) || !watch(EPOLL_CTL_ADD, SIGNALS, EPOLLIN) ||
        !watch(EPOLL_CTL_ADD, WAKE_TIMER, EPOLLIN) || !watch(EPOLL_CTL_ADD, ALARM, EPOLLIN) ||
        !watch(EPOLL_CTL_ADD, SERVICE_TIMER, EPOLLIN))
        fail("watch the first descriptors");
    prctl(PR_SET_CHILD_SUBREAPER, 1);
}

int main(int count, char **arguments)
{
    if (count < 2 || count > ARGUMENTS_MAX + 2) {
        struct line line = {0};
        add(&line, "usage: holder COMMAND [ARGUMENT...]");
        print(&line);
        return 64;
    }
    first_command = arguments + 1;
    if (arguments[1][0] == '-' && take_over(count, arguments)) {
        reap(); // whoever has ended meanwhile
    } else {
        set_up();
        start_brain();
    }
    run();
}
