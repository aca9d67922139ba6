// The life of a brain: how it is started, and what its end means.

#include "service.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { BACKOFF_MS = 20, BACKOFF_MAX_MS = 60000 };

struct brain brain;
struct rlimit first_files;

char **first_command;
struct command wake_command;

// The end of the holder. Services go on.
void leave(int status)
{
    drain_logs();
    exit(status);
}

bool asleep(void)
{
    return brain.phase == ABSENT || brain.phase == LEAVING;
}

// It is there and may go on.
bool listening(void)
{
    return brain.phase == STARTING || brain.phase == AWAKE;
}

// That many, each ending in NUL.
bool are_strings(const char *text, size_t length, uint32_t count)
{
    size_t strings = 0;
    for (size_t i = 0; i < length; i++)
        strings += text[i] == 0;
    return count > 0 && count <= ARGUMENTS_MAX && strings == count && text[length - 1] == 0;
}

// The command of the next brains; false when it is none.
bool keep_command(const char *text, size_t length, uint32_t count)
{
    if (!are_strings(text, length, count))
        return false;
    memcpy(wake_command.text, text, length);
    wake_command.count = count;
    wake_command.length = (uint32_t)length;
    return true;
}

// Only the child calls this, so its pages stay untouched in the holder.
static char **command(void)
{
    static char *arguments[ARGUMENTS_MAX + 1];
    bool first = wake_command.count == 0 || brain.failures >= 4;
    bool plain = brain.failures >= 2;
    size_t count = 0;
    char *at = wake_command.text;
    for (uint32_t i = 0; first ? first_command[i] != NULL : i < wake_command.count; i++) {
        char *argument = first ? first_command[i] : at;
        at += first ? 0 : strlen(at) + 1;
        if (!plain || strncmp(argument, "-XX:AOTCache=", 13) != 0)
            arguments[count++] = argument;
    }
    arguments[count] = NULL;
    return arguments;
}

static void set_environment(void)
{
    size_t count = 0;
    while (environ[count])
        count++;
    char **all = calloc(count + 2, sizeof *all); // in the child, which ends or becomes another
    if (!all)
        return;
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (strncmp(environ[i], "VOW_HOLDER=", 11) != 0)
            all[kept++] = environ[i];
    all[kept] = "VOW_HOLDER=1";
    environ = all;
}

void default_signals(void)
{
    static const uint64_t none_at_all[8]; // the kernel's sigaction: SIG_DFL, no flags, no mask
    sigset_t none;
    for (int number = 1; number <= 64; number++) // the C library keeps some from its own call
        syscall(SYS_rt_sigaction, number, none_at_all, NULL, 8);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

// In the child: exactly the table of the page, then the brain.
static void become_brain(int control)
{
    setpgid(0, 0);
    dup2(control, 0);
    for (int fd = 1; fd < SLOT_FIRST + SLOTS; fd++)
        if (fd < OURS || (fd >= SLOT_FIRST && held((uint32_t)(fd - SLOT_FIRST))))
            fcntl(fd, F_SETFD, 0);
    set_environment();
    prlimit(0, RLIMIT_NOFILE, &first_files, NULL);
    default_signals();
    char **arguments = command();
    if (arguments[0])
        execvp(arguments[0], arguments);
    struct line line = {0};
    int error = arguments[0] ? errno : ENOENT;
    add(&line, "vow: unable to start ");
    add(&line, arguments[0] ? arguments[0] : "nothing");
    add(&line, ": ");
    add(&line, strerror(error));
    print(&line);
    _exit(127);
}

// The state of one brain's life begins anew.
static void begin(pid_t pid)
{
    brain.phase = STARTING;
    brain.pid = pid;
    brain.killed = brain.more_sent = brain.wants_out = false;
    brain.tell_stop = brain.tell_reload = brain.reload_unsure = false;
    brain.complaints = 0;
    brain.hello_ms = 0;
    brain.wakes += brain.why != 0;
    set_wake_timer(0);
    set_alarm(HELLO_MS);
    use_filter(0);
    tell_start();
    brain.why = brain.slot = 0;
}

// At once, then after 20 ms, doubling to a minute.
static void back_off(void)
{
    int64_t wait_ms = BACKOFF_MS;
    for (uint32_t i = 2; i < brain.failures && wait_ms < BACKOFF_MAX_MS; i++)
        wait_ms *= 2;
    brain.phase = WAITING;
    set_alarm(brain.failures < 2 ? 1 : wait_ms < BACKOFF_MAX_MS ? wait_ms : BACKOFF_MAX_MS);
}

static void start_failed(void)
{
    brain.failures++;
    if (!brain.met)
        leave(1);
    back_off();
}

void start_brain(void)
{
    int pair[2];
    disconnect();
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) < 0) {
        complain("make a control socket", errno);
        start_failed();
        return;
    }
    pid_t pid = fork();
    if (pid == 0)
        become_brain(pair[1]);
    if (pid < 0)
        complain("start a brain", errno);
    close(pair[1]);
    brain.connected = move(pair[0], CONTROL) && watch(EPOLL_CTL_ADD, CONTROL, EPOLLIN);
    if (pid > 0)
        begin(pid);
    else
        start_failed();
}

static void crashed(int status)
{
    if (clock_ms(CLOCK_MONOTONIC) - brain.hello_ms >= LIVED_MS && brain.hello_ms)
        brain.failures = 0;
    brain.failures++;
    brain.crashes++;
    brain.phase = WAITING; // so that its records wake nobody: the next one comes anyway
    if (brain.reload_unsure)
        append_pair(SIGNAL, SIGHUP, 0);
    append_pair(CRASH, (uint32_t)status, brain.failures);
    back_off();
}

void brain_ended(int status, uint64_t cpu_us)
{
    enum phase phase = brain.phase;
    int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    disconnect();
    set_alarm(0);
    brain.pid = 0;
    brain.phase = ABSENT;
    brain.cpu_us += cpu_us;
    if (phase == ENDING)
        leave(brain.exit_status);
    if (brain.stopping)
        leave(phase == LEAVING ? 0 : brain.killed ? 1 : code);
    if (!brain.met)
        leave(code);
    if (phase == LEAVING)
        brain.failures = 0;
    else
        crashed(status);
}
