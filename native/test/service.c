// A service for tests: it does what its arguments say, one after the other.
//
//   say TEXT       a line to standard output        err TEXT    the same to standard error
//   burst N        N numbered lines                 sleep MS    nothing for so long
//   notify TEXT    to NOTIFY_SOCKET                 stranger TEXT  the same by a child
//   newline FD     a newline to that descriptor     ignore NUMBER  a signal, from now on
//   child NAME     a child of another session that waits for ever; its pid goes to the file NAME
//   mate NAME      the same of its own group
//   touch NAME     makes a file                     exit N      ends
//   crash          by SIGSEGV                       mute        closes its output
//   accept         answers each connection to descriptor 3 with its pid, for ever
//   once NAME N    goes on with what follows N arguments later when the file NAME is there
//   hup NAME       at SIGHUP a line goes to the file NAME
//   await NUMBER   goes on when that signal comes
//   count NAME N   N numbered lines, after the number in the file NAME, which is moved on
//   past NAME N    waits for ever when the number in the file is that large
//   store NAME FILE  the file, as it is open for reading, to NOTIFY_SOCKET for the next process
//   lend NAME FILE   the same by a child of another session
//   until NAME     goes on when the file is there
//   passed NAME    a line with what is in the first descriptor of that name, or that there is none
//   env NAME       a line with that variable
//   wait           for ever

#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int hup_file = -1;

static void on_hup(int number)
{
    (void)number;
    if (write(hup_file, "hup\n", 4) != 4)
        _exit(9);
}

static void notify_with(const char *text, int passed)
{
    char control[CMSG_SPACE(sizeof passed)] __attribute__((aligned(8))) = {0};
    struct sockaddr_un to = {.sun_family = AF_UNIX};
    struct iovec part = {(void *)text, strlen(text)};
    struct msghdr message = {
        .msg_name = &to, .msg_namelen = sizeof to, .msg_iov = &part, .msg_iovlen = 1};
    const char *path = getenv("NOTIFY_SOCKET");
    if (path == NULL || strlen(path) >= sizeof to.sun_path)
        _exit(8);
    strcpy(to.sun_path, path);
    if (passed >= 0) {
        message.msg_control = control;
        message.msg_controllen = sizeof control;
        struct cmsghdr *head = CMSG_FIRSTHDR(&message);
        head->cmsg_level = SOL_SOCKET;
        head->cmsg_type = SCM_RIGHTS;
        head->cmsg_len = CMSG_LEN(sizeof passed);
        memcpy(CMSG_DATA(head), &passed, sizeof passed);
    }
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (sendmsg(fd, &message, 0) < 0)
        _exit(7);
    close(fd);
}

static void notify(const char *text)
{
    notify_with(text, -1);
}

static void store(const char *name, const char *file)
{
    char text[256];
    int fd = open(file, O_RDONLY | O_CLOEXEC);
    snprintf(text, sizeof text, "FDSTORE=1\nFDNAME=%s", name);
    notify_with(text, fd);
    close(fd);
}

// As sd_listen_fds_with_names(3).
static void read_passed(const char *name)
{
    char text[256], all[512] = "";
    const char *names = getenv("LISTEN_FDNAMES"), *pid = getenv("LISTEN_PID");
    ssize_t length = -1;
    snprintf(all, sizeof all, "%s", names != NULL && pid != NULL && atoi(pid) == getpid() ? names : "");
    char *rest = all, *one;
    for (int fd = 3; length < 0 && (one = strsep(&rest, ":")) != NULL; fd++)
        if (strcmp(one, name) == 0)
            length = pread(fd, text, sizeof text, 0);
    if (length < 0)
        dprintf(1, "no %s\n", name);
    else
        dprintf(1, "%s: %.*s\n", name, (int)length, text);
}

static void by_stranger(const char *text, const char *file)
{
    pid_t child = fork();
    if (child == 0) {
        setsid();
        if (file != NULL)
            store(text, file);
        else
            notify(text);
        _exit(0);
    }
    waitpid(child, NULL, 0);
}

static void write_file(const char *name, long number)
{
    FILE *file = fopen(name, "we");
    if (file == NULL)
        _exit(6);
    fprintf(file, "%ld\n", number);
    fclose(file);
}

static void orphan(const char *name, bool session)
{
    if (fork() != 0)
        return;
    if (session)
        setsid();
    if (fork() != 0)
        _exit(0);
    write_file(name, getpid());
    for (;;)
        pause();
}

static long read_file(const char *name)
{
    long number = 0;
    FILE *file = fopen(name, "re");
    if (file == NULL)
        return 0;
    if (fscanf(file, "%ld", &number) != 1)
        _exit(6);
    fclose(file);
    return number;
}

static void count_lines(const char *name, long lines)
{
    long number = read_file(name);
    for (; lines > 0; lines--)
        dprintf(1, "line %ld\n", ++number);
    write_file(name, number);
}

static void await_signal(int number)
{
    sigset_t one;
    int came;
    sigemptyset(&one);
    sigaddset(&one, number);
    sigprocmask(SIG_BLOCK, &one, NULL);
    sigwait(&one, &came);
}

static void answer_all(void)
{
    char text[32];
    int length = snprintf(text, sizeof text, "%d\n", getpid());
    for (;;) {
        int fd = accept(3, NULL, NULL);
        if (fd < 0) {
            usleep(1000);
            continue;
        }
        if (write(fd, text, (size_t)length) != length)
            _exit(5);
        close(fd);
    }
}

static void say(int fd, const char *text)
{
    if (dprintf(fd, "%s\n", text) < 0)
        _exit(4);
}

int main(int count, char **arguments)
{
    for (int i = 1; i < count; i++) {
        const char *what = arguments[i];
        const char *with = i + 1 < count ? arguments[i + 1] : "";
        if (!strcmp(what, "wait"))
            for (;;)
                pause();
        else if (!strcmp(what, "crash"))
            raise(SIGSEGV);
        else if (!strcmp(what, "accept"))
            answer_all();
        else if (!strcmp(what, "mute")) {
            close(1);
            close(2);
        } else {
            i++;
            if (!strcmp(what, "say"))
                say(1, with);
            else if (!strcmp(what, "err"))
                say(2, with);
            else if (!strcmp(what, "burst"))
                for (int line = 1; line <= atoi(with); line++)
                    dprintf(1, "line %d\n", line);
            else if (!strcmp(what, "sleep"))
                usleep((useconds_t)atoi(with) * 1000);
            else if (!strcmp(what, "notify"))
                notify(with);
            else if (!strcmp(what, "store"))
                store(with, i + 1 < count ? arguments[++i] : "");
            else if (!strcmp(what, "lend"))
                by_stranger(with, i + 1 < count ? arguments[++i] : "");
            else if (!strcmp(what, "until"))
                while (access(with, F_OK) != 0)
                    usleep(1000);
            else if (!strcmp(what, "passed"))
                read_passed(with);
            else if (!strcmp(what, "env"))
                dprintf(1, "%s=%s\n", with, getenv(with) != NULL ? getenv(with) : "");
            else if (!strcmp(what, "stranger"))
                by_stranger(with, NULL);
            else if (!strcmp(what, "newline")) {
                if (write(atoi(with), "\n", 1) != 1)
                    _exit(3);
                close(atoi(with));
            } else if (!strcmp(what, "ignore"))
                signal(atoi(with), SIG_IGN);
            else if (!strcmp(what, "child"))
                orphan(with, true);
            else if (!strcmp(what, "mate"))
                orphan(with, false);
            else if (!strcmp(what, "touch"))
                write_file(with, getpid());
            else if (!strcmp(what, "exit"))
                exit(atoi(with));
            else if (!strcmp(what, "await"))
                await_signal(atoi(with));
            else if (!strcmp(what, "count")) {
                count_lines(with, i + 1 < count ? atol(arguments[i + 1]) : 0);
                i++;
            } else if (!strcmp(what, "past")) {
                while (i + 1 < count && read_file(with) >= atol(arguments[i + 1]))
                    pause();
                i++;
            } else if (!strcmp(what, "hup")) {
                hup_file = open(with, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
                signal(SIGHUP, on_hup);
            } else if (!strcmp(what, "once")) {
                int skip = i + 1 < count ? atoi(arguments[i + 1]) : 0;
                i += access(with, F_OK) == 0 ? skip + 1 : 1;
            } else {
                fprintf(stderr, "unknown: %s\n", what);
                exit(2);
            }
        }
    }
    return 0;
}
