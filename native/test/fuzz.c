// A brain that has gone mad: fuzz SEED LIVES FOLDER. It sends the holder what no brain should, spoils
// the filter and the ledger, and ends in every way there is. After LIVES lives it ends the agent in
// good order, so that the holder's own status says whether it bore all this.

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/fanotify.h>
#include <sys/inotify.h>
#include <sys/socket.h>
#include <unistd.h>

enum { HOLDER = 0, FANOTIFY = 3, INOTIFY = 4, LEDGER = 5, FILTER = 6, PACKETS = 150 };
enum { HELLO = 64, SYNC = 67, SLOT = 68, WAKE = 71, SLEEP = 72, END = 73, SYNCED = 7 };

static uint64_t state;

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
    switch (chance(6)) {
    case 0: return open("/dev/null", O_RDWR);
    case 1: return eventfd(chance(2), 0);
    case 2: return dup((int)chance(7));
    case 3: return open("/proc/self/mountinfo", O_RDONLY);
    case 4: return open("/", O_RDONLY);
    default:
        if (pipe(ends) < 0)
            return -1;
        close(ends[chance(2)]);
        return fcntl(ends[0], F_GETFD) < 0 ? ends[1] : ends[0];
    }
}

static void send_descriptors(const void *bytes, size_t length)
{
    int fds[3];
    int count = 1 + (int)chance(3);
    char control[CMSG_SPACE(sizeof fds)] __attribute__((aligned(8))) = {0};
    struct iovec part = {(void *)bytes, length};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = control,
                             .msg_controllen = CMSG_SPACE(sizeof(int) * (size_t)count)};
    struct cmsghdr *head = CMSG_FIRSTHDR(&message);
    for (int i = 0; i < count; i++)
        fds[i] = any_descriptor();
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
    uint32_t type = chance(8) ? HELLO + 1 + chance(END - HELLO - 1) : (uint32_t)any_number();
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
        send_descriptors(packet, length);
    else
        send_packet(packet, length);
}

static void spoil_files(const char *folder)
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

// It ends with this brain, and its end starts the next one.
static void leave_orphan(const char *folder)
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

static void live(const char *folder)
{
    spoil_files(folder);
    leave_orphan(folder);
    for (int i = 0; i < PACKETS; i++) {
        send_anything();
        if (chance(40) == 0)
            wait_for_answer();
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
    uint64_t lives = start[3] + start[4];
    state = strtoull(arguments[1], NULL, 10) * 0x9e3779b97f4a7c15u + lives * 77 + 1;
    for (int i = 0; i < 16; i++)
        chance(2);
    if (lives == 0 || chance(8))
        send_pair(HELLO, 1, 0);
    if (lives < strtoull(arguments[2], NULL, 10))
        live(arguments[3]);
    send_pair(END, 0, 0);
    return 1;
}
