// Another program in our place, with our pid, our children and our descriptors. It is tried before:
// as a child it reads what we would leave to it, so that nothing is given to a program that does not
// understand it. docs/holder.md, Upgrade.

#include "service.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const char understood[] = "vow holder: understood\n";

// Which file a name means.
struct identity {
    uint64_t device, inode;
    int64_t changed_s, changed_ns;
};

static struct {
    pid_t pid;      // 0: none
    bool refused;   // that program has been, and is not tried again
    int64_t end_ms; // of our patience
    struct identity program, refusal;
    char path[PATH_BYTES];
} trial;

static bool look_up(const char *path, struct identity *identity)
{
    struct stat status;
    memset(identity, 0, sizeof *identity);
    if (stat(path, &status) < 0)
        return false;
    *identity = (struct identity){status.st_dev, status.st_ino, status.st_ctim.tv_sec,
                                  status.st_ctim.tv_nsec};
    return true;
}

static bool same(const struct identity *one, const struct identity *other)
{
    return memcmp(one, other, sizeof *one) == 0;
}

static void refuse(const char *why)
{
    struct line line = {0};
    trial.refused = true;
    trial.refusal = trial.program;
    if (!may_object())
        return;
    add(&line, "vow: unable to become ");
    add(&line, trial.path);
    add(&line, ": ");
    add(&line, why);
    print(&line);
}

enum { NUMBER_BYTES = 16 };

static void set_number(char *to, int number)
{
    struct line text = {0};
    add_number(&text, (uint64_t)number);
    memcpy(to, text.text, text.length);
    to[text.length] = 0;
}

// In the child.
static void try(int answer)
{
    static char understand[] = "--understand", number[NUMBER_BYTES];
    static char *arguments[] = {trial.path, understand, number, NULL};
    int null = open("/dev/null", O_RDWR | O_CLOEXEC);
    int state = memfd_create("vow-state", 0);
    default_signals();
    if (state < 0 || !write_state(state))
        _exit(126);
    set_number(number, state);
    if (dup2(null, 0) == 0 && dup2(answer, 1) == 1 && dup2(null, 2) == 2)
        execve(trial.path, arguments, environ);
    _exit(127);
}

static void start_trial(void)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) < 0) {
        refuse(strerror(errno));
        return;
    }
    pid_t pid = move(ends[0], TRIAL) ? fork() : -1;
    if (pid == 0)
        try(ends[1]);
    if (pid < 0) {
        refuse(strerror(errno));
        close(TRIAL);
    } else {
        trial.pid = pid;
        trial.end_ms = clock_ms(CLOCK_MONOTONIC) + TRIAL_MS;
        expect_at(trial.end_ms);
    }
    close(ends[1]);
}

// One at a time: each brain asks.
void hear_upgrade(const char *path, size_t length)
{
    struct identity own;
    if (trial.pid || upgrade_due)
        return;
    if (path[0] != '/' || length > sizeof trial.path || strnlen(path, length) != length - 1) {
        object("become a program whose name has a length of", length);
        return;
    }
    memcpy(trial.path, path, length);
    bool there = look_up(trial.path, &trial.program);
    int error = errno;
    if (trial.refused && same(&trial.program, &trial.refusal))
        return;
    if (!there)
        refuse(strerror(error));
    else if (!look_up("/proc/self/exe", &own) || !same(&trial.program, &own))
        start_trial();
}

// True when it was the trial that has ended.
bool trial_ended(pid_t pid, int status)
{
    char said[sizeof understood] = {0};
    if (pid != trial.pid)
        return false;
    trial.pid = 0;
    ssize_t got = read(TRIAL, said, sizeof said);
    close(TRIAL);
    upgrade_due = status == 0 && got == sizeof said - 1 && memcmp(said, understood, sizeof said) == 0;
    if (!upgrade_due)
        refuse(WIFSIGNALED(status) ? "it was killed" : "it does not understand what this holder knows");
    return true;
}

void check_trial(int64_t now_ms)
{
    if (!trial.pid)
        return;
    if (trial.end_ms <= now_ms)
        kill(trial.pid, SIGKILL);
    else
        expect_at(trial.end_ms);
}

// Whether our descriptors stay when we become another program.
static void keep_descriptors(bool keep)
{
    int end = services_end ? SERVICE_FIRST + PARTS * (int)services_end : SERVICE_FIRST;
    for (int fd = FANOTIFY; fd < end; fd++)
        fcntl(fd, F_SETFD, keep ? 0 : FD_CLOEXEC); // refused for one that is not open
}

static void become_other(void)
{
    static char *arguments[ARGUMENTS_MAX + 4];
    static char resume[] = "--resume", number[NUMBER_BYTES];
    size_t count = 3;
    set_number(number, STATE);
    arguments[0] = trial.path;
    arguments[1] = resume;
    arguments[2] = number;
    for (size_t i = 0; i < ARGUMENTS_MAX && first_command[i]; i++)
        arguments[count++] = first_command[i];
    arguments[count] = NULL;
    keep_descriptors(true);
    execve(trial.path, arguments, environ);
    int error = errno;
    keep_descriptors(false);
    errno = error;
}

// Between two events, when nothing is half done. Returns when it is still us.
void upgrade(void)
{
    struct identity now;
    upgrade_due = false;
    if (!look_up(trial.path, &now) || !same(&now, &trial.program))
        return; // the one that was tried has gone: the next brain asks again
    if (move(memfd_create("vow-state", MFD_CLOEXEC), STATE) && write_state(STATE))
        become_other();
    refuse(strerror(errno));
    close(STATE);
}

// As the child that is tried.
static void be_tried(int state)
{
    bool good = read_state(state) &&
                write(1, understood, sizeof understood - 1) == sizeof understood - 1;
    _exit(good ? 0 : 1);
}

static void resume(int state)
{
    set_apart();
    if (state != STATE || !read_state(state))
        fail("go on where another holder was: what it left is not understood");
    close(state);
    keep_descriptors(false);
    for (int fd = FANOTIFY; fd <= SERVICE_TIMER; fd++)
        if (fd != CONTROL && fcntl(fd, F_GETFD) < 0)
            fail("go on where another holder was");
    prctl(PR_SET_CHILD_SUBREAPER, 1);
}

// True when another holder has become this program, and everything is as it was: signals, timers and
// the epoll are the kernel's, and have stayed.
bool take_over(int count, char **arguments)
{
    const char *number = arguments[2];
    if (count == 3 && strncmp(arguments[1], "--understand", sizeof "--understand") == 0)
        be_tried((int)number_in(&number, 10));
    if (count < 4 || strncmp(arguments[1], "--resume", sizeof "--resume") != 0)
        return false;
    first_command = arguments + 3;
    resume((int)number_in(&number, 10));
    return true;
}
