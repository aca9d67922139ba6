// A brain that has gone mad: fuzz SEED LIVES FOLDER. It sends the holder what no brain should, spoils
// the filter and the ledger, and ends in every way there is. After LIVES lives it ends the agent in
// good order, so that the holder's own status says whether it bore all this.

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/fanotify.h>
#include <sys/inotify.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { HOLDER = 0, FANOTIFY = 3, INOTIFY = 4, LEDGER = 5, FILTER = 6, PACKETS = 150 };
enum { HELLO = 64, SYNC = 67, SLOT = 68, WAKE = 71, SLEEP = 72, END = 73, SYNCED = 7 };
enum { OPEN = 74, LAUNCH, KILL, CLOSE, LIST, ADOPT, NOTIFY, PINGS, SOCKET, UPGRADE, LINES, STORE };

static uint64_t state;
static const char *folder; // of this test

static uint32_t chance(uint32_t bound)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)(state >> 20) % bound;
}

static int64_t any_number(void)
{
    static const int64_t often[] = {0, 1, 2, 3, 8, 16, 47, 48, 64, 4096, 1 << 20, INT32_MAX,
                                    UINT32_MAX, INT64_MAX, INT64_MIN, -1, -8};
    if (chance(3))
        return often[chance(sizeof often / sizeof *often)];
    return (int64_t)(((uint64_t)chance(UINT32_MAX) << 32) | chance(UINT32_MAX));
}

static void send_packet(const void *bytes, size_t length)
{
    send(HOLDER, bytes, length, MSG_DONTWAIT | MSG_NOSIGNAL);
}

static void send_pair(uint32_t type, uint32_t first, uint32_t second)
{
    uint32_t packet[4] = {type, 0, first, second};
    send_packet(packet, sizeof packet);
}

static int any_descriptor(void)
{
    int ends[2];
    switch (chance(8)) {
    case 0: return open("/dev/null", O_RDWR);
    case 1: return eventfd(chance(2), 0);
    case 2: return dup((int)chance(7));
    case 3: return open("/proc/self/mountinfo", O_RDONLY);
    case 4: return open(folder, O_RDONLY | O_DIRECTORY);
    case 5: return (int)syscall(SYS_pidfd_open, getpid(), 0);
    case 6:
        if (socketpair(AF_UNIX, chance(3) ? SOCK_DGRAM : SOCK_STREAM, 0, ends) < 0)
            return -1;
        (void)!write(ends[1], "WATCHDOG=1", 10);
        if (chance(2))
            shutdown(ends[0], (int)chance(3));
        close(ends[1]);
        return ends[0];
    default:
        if (pipe(ends) < 0)
            return -1;
        close(ends[chance(2)]);
        return fcntl(ends[0], F_GETFD) < 0 ? ends[1] : ends[0];
    }
}

// first: -1 for any
static void send_descriptors(const void *bytes, size_t length, int first)
{
    int fds[3];
    int count = 1 + (int)chance(3);
    char control[CMSG_SPACE(sizeof fds)] __attribute__((aligned(8))) = {0};
    struct iovec part = {(void *)bytes, length};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = control,
                             .msg_controllen = CMSG_SPACE(sizeof(int) * (size_t)count)};
    struct cmsghdr *head = CMSG_FIRSTHDR(&message);
    for (int i = 0; i < count; i++)
        fds[i] = i == 0 && first >= 0 ? first : any_descriptor();
    head->cmsg_level = SOL_SOCKET;
    head->cmsg_type = SCM_RIGHTS;
    head->cmsg_len = CMSG_LEN(sizeof(int) * (size_t)count);
    memcpy(CMSG_DATA(head), fds, sizeof(int) * (size_t)count);
    sendmsg(HOLDER, &message, MSG_DONTWAIT | MSG_NOSIGNAL);
    for (int i = 0; i < count; i++)
        close(fds[i]);
}

static void send_anything(void)
{
    static char packet[40000];
    uint32_t type = chance(8) ? HELLO + 1 + chance(STORE - HELLO) : (uint32_t)any_number();
    size_t length = chance(4) ? 16 + 8 * chance(4) : chance(20) ? chance(64) : chance(sizeof packet);
    if (type == END)
        type = SLEEP;
    for (size_t at = 8; at + 8 <= length; at += 8) {
        int64_t number = any_number();
        memcpy(packet + at, &number, 8);
    }
    uint32_t small[2] = {chance(50), chance(4)};
    if (chance(2))
        memcpy(packet + 8, small, sizeof small);
    memcpy(packet, &type, 4);
    memset(packet + 4, 0, 4);
    if (type == SLOT || chance(16) == 0)
        send_descriptors(packet, length, -1);
    else
        send_packet(packet, length);
}

// Words that often make sense. What they start ends by itself.
static int any_words(void)
{
    static const char *const words[] = {
        "p/bin/sleep", "p/bin/sh", "p/bin/echo", "p/nowhere", "px", "asleep", "a0.1", "ax", "eA=b", "e",
        "d/tmp", "u65534", "g65534", "G1", "m077", "m8", "l7 40 40", "l1 0 0", "n5", "o10", "r9", "r3",
        "s0", "s1", "P", "B0", "B1ff", "N", "T", "R", "W/tmp", "W/nowhere", "c/nowhere", "", "z",
    };
    int fd = memfd_create("words", MFD_CLOEXEC);
    for (uint32_t i = chance(3) ? chance(5) : 2 + chance(30), first = 1; i > 0; i--, first = 0) {
        const char *word = words[first && chance(4) ? chance(3) : chance(sizeof words / sizeof *words)];
        (void)!write(fd, word, strlen(word) + (chance(50) != 0));
    }
    return fd;
}

// About few services and runs, so that they are often there.
static void send_order(void)
{
    struct {
        uint32_t type, zero, k, number;
        uint64_t run, rest;
        char name[80];
    } packet = {OPEN + chance(SOCKET - OPEN + 1), 0, chance(3), chance(12), chance(2), chance(2), "x"};
    static const uint32_t signals[] = {0, 1, 9, 15, 18, 64, 65, UINT32_MAX}; // none of a broken C
    size_t length = 32;
    int fd = -1;
    if (chance(12) == 0)
        packet.type = STORE;
    if (packet.type == OPEN) {
        uint64_t limits[2] = {chance(3000), chance(2) | (uint64_t)chance(20) << 32};
        memcpy(&packet.run, limits, sizeof limits);
        memset(packet.name, 'x', chance(80));
        length = chance(9) ? sizeof packet : 32 + chance(80);
        fd = chance(5) ? open(folder, O_RDONLY | O_DIRECTORY) : -1;
    } else if (packet.type == LAUNCH) {
        fd = any_words();
    } else if (packet.type == ADOPT && chance(2)) {
        packet.number = (uint32_t)getpid();
        fd = (int)syscall(SYS_pidfd_open, getpid(), 0);
    } else if (packet.type == KILL) {
        packet.number = signals[chance(sizeof signals / sizeof *signals)];
    } else if (packet.type == PINGS) {
        packet.rest = chance(3) ? chance(3000) : (uint64_t)any_number();
    }
    if (fd >= 0 || packet.type == NOTIFY || packet.type == SOCKET)
        send_descriptors(&packet, length, fd);
    else
        send_packet(&packet, length);
}

static void spoil_files(void)
{
    char bytes[512];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)chance(256);
    if (ftruncate(FILTER, chance(2) ? chance(1 << 20) : 0) == 0)
        (void)!pwrite(FILTER, bytes, sizeof bytes, chance(4096));
    if (chance(2) && ftruncate(LEDGER, chance(1 << 20)) == 0)
        (void)!pwrite(LEDGER, bytes, sizeof bytes, chance(1 << 16));
    inotify_add_watch(INOTIFY, folder, IN_ALL_EVENTS);
    fanotify_mark(FANOTIFY, FAN_MARK_ADD, FAN_CREATE | FAN_DELETE | FAN_EVENT_ON_CHILD, AT_FDCWD,
                  folder);
}

// Its own program as another file, which it may become; or what is no holder.
static void send_upgrade(void)
{
    static const char *const others[] = {"/nowhere", "/bin/true", "/bin/cat", "/etc/passwd"};
    struct {
        uint32_t type, zero;
        char path[512];
    } packet = {UPGRADE, 0, ""};
    char program[64], fresh[512];
    strcpy(packet.path, others[chance(4)]);
    if (chance(3)) {
        snprintf(program, sizeof program, "/proc/%d/exe", (int)getppid());
        snprintf(fresh, sizeof fresh, "%s/fresh", folder);
        snprintf(packet.path, sizeof packet.path, "%s/holder", folder);
        int from = open(program, O_RDONLY), to = open(fresh, O_CREAT | O_WRONLY | O_TRUNC, 0755);
        while (sendfile(to, from, NULL, 1 << 20) > 0)
            continue;
        if (chance(4) == 0)
            (void)!ftruncate(to, chance(100000));
        close(from);
        close(to);
        rename(fresh, packet.path);
    }
    send_packet(&packet, 8 + strlen(packet.path) + 1);
}

// It ends with this brain, and its end starts the next one.
static void leave_orphan(void)
{
    int ends[2];
    char byte;
    if (pipe(ends) < 0 || fork() != 0) {
        close(ends[0]);
        return;
    }
    close(ends[1]);
    close(HOLDER);
    if (chdir(folder) == 0)
        for (int i = 0; i < 20; i++) {
            close(open("a", O_CREAT | O_WRONLY, 0600));
            unlink("a");
        }
    (void)!read(ends[0], &byte, 1);
    _exit((int)chance(3));
}

// Lets the holder take what was sent, so that each life is long enough to matter.
static void wait_for_answer(void)
{
    char packet[256];
    uint32_t type = 0;
    uint64_t sync[2] = {SYNC, 1};
    send(HOLDER, sync, sizeof sync, MSG_NOSIGNAL);
    while (type != SYNCED && recv(HOLDER, packet, sizeof packet, 0) > 0)
        memcpy(&type, packet, 4);
}

static void live(void)
{
    spoil_files();
    leave_orphan();
    for (int i = 0; i < PACKETS; i++) {
        if (chance(3))
            send_order();
        else
            send_anything();
        if (chance(40) == 0)
            wait_for_answer();
        if (chance(100) == 0)
            send_upgrade();
        if (chance(200) == 0)
            kill(getppid(), SIGHUP);
    }
    if (chance(4))
        wait_for_answer();
    if (chance(3) == 0)
        kill(getpid(), SIGKILL);
    _exit((int)chance(256));
}

int main(int count, char **arguments)
{
    uint64_t start[7] = {0};
    if (count != 4 || recv(HOLDER, start, sizeof start, 0) != sizeof start)
        return 95;
    folder = arguments[3];
    uint64_t lives = start[3] + start[4];
    state = strtoull(arguments[1], NULL, 10) * 0x9e3779b97f4a7c15u + lives * 77 + 1;
    for (int i = 0; i < 16; i++)
        chance(2);
    if (lives == 0 || chance(8))
        send_pair(HELLO, 1, 0);
    if (lives < strtoull(arguments[2], NULL, 10))
        live();
    send_pair(END, 0, 0);
    return 1;
}
