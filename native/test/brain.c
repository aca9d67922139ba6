// A brain on strings: the holder starts it, a test says what it does. It connects to the socket of
// the test (its first argument) and passes on what the holder says; the test's orders are carried
// out here, since only a child of the holder has its descriptors.
//
// Both ways: u32 length of what follows, a letter, its body. To the test: H (u32 pid, arguments each
// ending in NUL), P (a packet of the holder), E (the holder has closed the socket), R (i32 result of
// an order: a number, or -errno).

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/fanotify.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

enum { HOLDER = 0, FANOTIFY = 3, INOTIFY = 4, BODY_MAX = 65536, SLOT = 68 };

static int test;
static char body[BODY_MAX + 1];

static void all(ssize_t done, size_t length)
{
    if (done != (ssize_t)length)
        _exit(99); // the test is gone
}

static void say(char letter, const void *bytes, size_t length)
{
    uint32_t size = (uint32_t)length + 1;
    all(write(test, &size, 4), 4);
    all(write(test, &letter, 1), 1);
    if (length)
        all(write(test, bytes, length), length);
}

static void result(long number)
{
    int32_t value = (int32_t)(number < 0 ? -errno : number);
    say('R', &value, sizeof value);
}

static size_t hear(char *letter)
{
    uint32_t size;
    all(recv(test, &size, 4, MSG_WAITALL), 4);
    if (size == 0 || size > BODY_MAX)
        _exit(98);
    all(recv(test, letter, 1, MSG_WAITALL), 1);
    if (size > 1)
        all(recv(test, body, size - 1, MSG_WAITALL), size - 1);
    body[size - 1] = 0;
    return size - 1;
}

static long pass(const void *packet, size_t length, int fd)
{
    char control[CMSG_SPACE(sizeof(int))] __attribute__((aligned(8))) = {0};
    struct iovec part = {(void *)packet, length};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1,
                             .msg_control = control, .msg_controllen = sizeof control};
    struct cmsghdr *head = CMSG_FIRSTHDR(&message);
    head->cmsg_level = SOL_SOCKET;
    head->cmsg_type = SCM_RIGHTS;
    head->cmsg_len = CMSG_LEN(sizeof fd);
    memcpy(CMSG_DATA(head), &fd, sizeof fd);
    long sent = sendmsg(HOLDER, &message, MSG_NOSIGNAL);
    close(fd);
    return sent;
}

// Body: u32 k, u32 flags, path of what to open; and to lock when it is only to be held.
static long give_slot(void)
{
    uint32_t packet[4] = {SLOT, 0, 0, 0};
    int fd = open(body + 8, O_RDWR | O_CLOEXEC);
    if (fd < 0)
        fd = open(body + 8, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return -1;
    memcpy(packet + 2, body, 8);
    if (packet[3] == 0 && flock(fd, LOCK_EX | LOCK_NB) < 0)
        return -1;
    return pass(packet, sizeof packet, fd);
}

static int make_socket(int type, const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    strncpy(address.sun_path, path, sizeof address.sun_path - 1);
    int fd = socket(AF_UNIX, type | SOCK_CLOEXEC, 0);
    if (bind(fd, (struct sockaddr *)&address, sizeof address) < 0 ||
        (type == SOCK_STREAM && listen(fd, 8) < 0))
        return -1;
    return fd;
}

static int make_memfd(const char *text, size_t length)
{
    int fd = memfd_create("words", MFD_CLOEXEC);
    return write(fd, text, length) == (ssize_t)length ? fd : -1;
}

// Body: u32 length of the packet, the packet, a letter, text: a packet with what the letter makes of
// the text, O what is there, W a memfd with it, P the process of that number, D and L a socket there
// for datagrams or to accept from.
static long give(size_t length)
{
    uint32_t size;
    memcpy(&size, body, 4);
    const char *text = body + 4 + size + 1;
    int fd = -1;
    switch (text[-1]) {
    case 'O': fd = open(text, O_RDONLY | O_CLOEXEC); break;
    case 'W': fd = make_memfd(text, length - size - 5); break;
    case 'P': fd = (int)syscall(SYS_pidfd_open, atoi(text), 0); break;
    case 'D': fd = make_socket(SOCK_DGRAM, text); break;
    case 'L': fd = make_socket(SOCK_STREAM, text); break;
    }
    return fd < 0 ? -1 : pass(body + 4, size, fd);
}

// Body: u32 status, path of a FIFO. An orphan that ends with the status once somebody has opened the
// FIFO for writing.
static long make_orphan(void)
{
    int ends[2];
    pid_t orphan = -1;
    uint32_t status;
    memcpy(&status, body, 4);
    if (pipe(ends) < 0)
        return -1;
    pid_t parent = fork();
    if (parent == 0) {
        if (fork() == 0) {
            orphan = getpid();
            all(write(ends[1], &orphan, sizeof orphan), sizeof orphan);
            close(test);
            close(HOLDER);
            close(open(body + 4, O_RDONLY));
            _exit((int)status);
        }
        _exit(0);
    }
    all(read(ends[0], &orphan, sizeof orphan), sizeof orphan);
    waitpid(parent, NULL, 0); // or it would be told as an orphan too
    close(ends[0]);
    close(ends[1]);
    return orphan;
}

static long write_file(void)
{
    int fd = open(body, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    long done = fd < 0 ? -1 : write(fd, "x", 1);
    close(fd);
    return done;
}

static long mark(void)
{
    uint64_t mask;
    memcpy(&mask, body, 8);
    return fanotify_mark(FANOTIFY, FAN_MARK_ADD, mask, AT_FDCWD, body + 8);
}

static long watch(void)
{
    uint32_t mask;
    memcpy(&mask, body, 4);
    return inotify_add_watch(INOTIFY, body + 4, mask);
}

static void obey(void)
{
    char letter;
    size_t length = hear(&letter);
    switch (letter) {
    case 'P': result(send(HOLDER, body, length, MSG_NOSIGNAL)); break;
    case 'S': result(give_slot()); break;
    case 'G': result(give(length)); break;
    case 'M': result(mark()); break;
    case 'I': result(watch()); break;
    case 'W': result(write_file()); break;
    case 'F': result(make_orphan()); break;
    case 'C': result(dup2(test, HOLDER)); break;
    case 'X': _exit(body[0]);
    default: _exit(97);
    }
}

static void pass_on(void)
{
    char packet[32768];
    ssize_t got = recv(HOLDER, packet, sizeof packet, 0);
    if (got > 0) {
        say('P', packet, (size_t)got);
        return;
    }
    say('E', "", 0);
    _exit(0);
}

static void introduce(int count, char **arguments)
{
    uint32_t pid = (uint32_t)getpid();
    size_t length = 4;
    memcpy(body, &pid, 4);
    for (int i = 1; i < count; i++) {
        size_t size = strlen(arguments[i]) + 1;
        if (length + size > BODY_MAX)
            _exit(96);
        memcpy(body + length, arguments[i], size);
        length += size;
    }
    say('H', body, length);
}

int main(int count, char **arguments)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    strncpy(address.sun_path, arguments[1], sizeof address.sun_path - 1);
    test = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (test < 0 || connect(test, (struct sockaddr *)&address, sizeof address) < 0)
        return 95;
    introduce(count, arguments);
    for (;;) {
        struct pollfd both[2] = {{.fd = HOLDER, .events = POLLIN}, {.fd = test, .events = POLLIN}};
        poll(both, 2, -1);
        if (both[0].revents)
            pass_on();
        else if (both[1].revents)
            obey();
    }
}
