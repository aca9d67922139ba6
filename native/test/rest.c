// A brain for measuring the holder at rest: rest FOLDER MARKS. The first one marks FOLDER and as many
// folders in it as told, hands over one slot, and goes to sleep; each later one prints who wrote, by
// the ledger ("comm exe uid", "-" for what is not known), and goes to sleep again.

#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/fanotify.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/timerfd.h>
#include <unistd.h>

enum { HOLDER = 0, FANOTIFY = 3, LEDGER = 5, FILE_EVENT = 1, STAY = 4 };
enum { HELLO = 64, SLOT = 68, SLEEP = 72, LENGTHS_AT = 16 + 32, TEXT_AT = 16 + 48 };

static void mark(const char *folder)
{
    if (fanotify_mark(FANOTIFY, FAN_MARK_ADD, FAN_CLOSE_WRITE | FAN_MOVED_TO | FAN_EVENT_ON_CHILD,
                      AT_FDCWD, folder) < 0)
        _exit(1);
}

static void hand_over(int fd)
{
    uint32_t packet[4] = {SLOT, 0, 1, 1};
    char control[CMSG_SPACE(sizeof fd)] __attribute__((aligned(8))) = {0};
    struct iovec part = {packet, sizeof packet};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1,
                             .msg_control = control, .msg_controllen = sizeof control};
    struct cmsghdr *head = CMSG_FIRSTHDR(&message);
    head->cmsg_level = SOL_SOCKET;
    head->cmsg_type = SCM_RIGHTS;
    head->cmsg_len = CMSG_LEN(sizeof fd);
    memcpy(CMSG_DATA(head), &fd, sizeof fd);
    sendmsg(HOLDER, &message, 0);
}

static void set_up(const char *folder, int marks)
{
    char path[4096];
    mark(folder);
    for (int i = 1; i < marks; i++) {
        snprintf(path, sizeof path, "%s/d%d", folder, i);
        mkdir(path, 0755);
        mark(path);
    }
    hand_over(timerfd_create(CLOCK_MONOTONIC, 0));
}

static void print_writers(uint64_t from, uint64_t to)
{
    static unsigned char record[8192];
    for (uint32_t head[2]; from < to; from += head[0]) {
        uint16_t lengths[6];
        int32_t uid;
        if (pread(LEDGER, record, sizeof record, (off_t)from) < (ssize_t)sizeof head)
            return;
        memcpy(head, record, sizeof head);
        if (head[1] != FILE_EVENT)
            continue;
        memcpy(lengths, record + LENGTHS_AT, sizeof lengths);
        memcpy(&uid, record + 32, sizeof uid);
        const char *comm = (char *)record + TEXT_AT + lengths[0] + lengths[1] + lengths[2];
        printf("%.*s %.*s %d\n", lengths[3] ? lengths[3] : 1, lengths[3] ? comm : "-",
               lengths[4] ? lengths[4] : 1, lengths[4] ? comm + lengths[3] : "-", uid);
    }
}

int main(int count, char **arguments)
{
    uint32_t hello[4] = {HELLO, 0, 1, 0};
    uint64_t message[7], sleep[4] = {SLEEP, 0, 0, 0};
    if (count != 3 || recv(HOLDER, message, sizeof message, 0) <= 0)
        return 1;
    uint64_t handled = message[1], written = message[2];
    if (message[3] == 0)
        set_up(arguments[1], atoi(arguments[2]));
    send(HOLDER, hello, sizeof hello, 0);
    do {
        print_writers(handled, written);
        handled = sleep[1] = written;
        send(HOLDER, sleep, sizeof sleep, 0);
        do
            if (recv(HOLDER, message, sizeof message, 0) <= 0)
                return 1;
        while ((uint32_t)message[0] == 2);
        written = message[1];
    } while ((uint32_t)message[0] == STAY);
    fflush(stdout);
    return 0;
}
