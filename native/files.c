// File events: read from the two queues, understood, and noted with who did it.

#include "holder.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/fanotify.h>
#include <sys/inotify.h>
#include <unistd.h>

#ifndef FAN_Q_OVERFLOW // the headers of musl are older
#define FAN_Q_OVERFLOW 0x4000
#endif

enum { HANDLE_MAX = 8 + 4 + 128, NAME_LENGTH_MAX = 255 };

struct bytes {
    uint16_t length;
    unsigned char at[HANDLE_MAX];
};

struct event {
    uint64_t mask;
    int32_t wd, pid;
    struct bytes directory, self;
    const char *name;
    size_t name_length;
};

struct file_body {
    uint64_t mask;
    int32_t wd, pid, uid, login, ppid;
    uint32_t tty;
    uint16_t lengths[6];
    uint32_t zero;
};

static unsigned char *put(unsigned char *at, const void *bytes, size_t length)
{
    memcpy(at, bytes, length);
    return at + length;
}

static void append_file(const struct event *event)
{
    struct file_body body = {
        .mask = event->mask,
        .wd = event->wd,
        .pid = event->pid,
        .uid = writer.uid,
        .login = writer.login,
        .ppid = writer.ppid,
        .tty = writer.tty,
        .lengths = {event->directory.length, event->self.length, (uint16_t)event->name_length,
                    (uint16_t)writer.comm_length, (uint16_t)writer.exe_length,
                    (uint16_t)writer.group_length},
    };
    unsigned char *start = record_body();
    unsigned char *at = put(start, &body, sizeof body);
    at = put(at, event->directory.at, event->directory.length);
    at = put(at, event->self.at, event->self.length);
    at = put(at, event->name, event->name_length);
    at = put(at, writer.comm, writer.comm_length);
    at = put(at, writer.exe, writer.exe_length);
    at = put(at, writer.group, writer.group_length);
    append(FILE_EVENT, 0, (size_t)(at - start));
}

_Static_assert(sizeof(struct file_body) + 2 * HANDLE_MAX + NAME_LENGTH_MAX + COMM_MAX + EXE_MAX +
                       GROUP_MAX <= BODY_MAX, "a record fits its buffer");

static bool matters(const struct event *event)
{
    struct name name = {
        event->wd,          event->directory.at, event->directory.length, event->name,
        event->name_length, event->self.at,      event->self.length,
    };
    return (event->mask & (FAN_Q_OVERFLOW | IN_Q_OVERFLOW)) || filter_has(&name);
}

// What comes and goes: the bits are the same for both queues.
#define NAMES                                                                                      \
    (FAN_CREATE | FAN_DELETE | FAN_MOVED_FROM | FAN_MOVED_TO | FAN_DELETE_SELF | FAN_MOVE_SELF)

static void note(const struct event *event)
{
    bool own = event->wd < 0 && event->pid != 0 && event->pid == brain.pid;
    if (own && !(event->mask & NAMES))
        return; // what it wrote is no news to it; what it made has to be marked
    if (asleep() && !matters(event))
        return;
    if (!room_for_file()) {
        lose(); // without the look into /proc, which is what costs
        return;
    }
    look_up_writer(event->wd < 0 && !own ? event->pid : 0); // it knows itself
    append_file(event);
}

// fsid, length, type, bytes: as the page has it, the length stands elsewhere.
static size_t parse_handle(const unsigned char *info, size_t length, struct bytes *handle)
{
    uint32_t size;
    if (length < 20)
        return 0;
    memcpy(&size, info + 12, 4);
    if (size > HANDLE_MAX - 12 || size > length - 20)
        return 0;
    put(put(put(handle->at, info + 4, 8), info + 16, 4), info + 20, size);
    handle->length = (uint16_t)(12 + size);
    return 20 + size;
}

// One information record of an event; false when it makes no sense.
static bool parse_info(const unsigned char *info, size_t length, struct event *event)
{
    enum { SELF = 1, DIRECTORY_AND_NAME = 2, DIRECTORY = 3 };
    if (info[0] == SELF)
        return parse_handle(info, length, &event->self) > 0;
    if (info[0] != DIRECTORY && info[0] != DIRECTORY_AND_NAME)
        return true; // a kind that a later kernel adds
    size_t used = parse_handle(info, length, &event->directory);
    if (used == 0)
        return false;
    if (info[0] == DIRECTORY_AND_NAME) {
        event->name = (const char *)info + used;
        event->name_length = strnlen(event->name, length - used);
    }
    return event->name_length <= NAME_LENGTH_MAX;
}

// Notes the event at the front and returns its length; 0 when it makes no sense.
static size_t note_fanotify(const unsigned char *at, size_t left)
{
    struct fanotify_event_metadata head;
    struct event event = {.wd = -1, .name = ""};
    if (left < sizeof head)
        return 0;
    memcpy(&head, at, sizeof head);
    if (head.event_len > left || head.metadata_len < sizeof head ||
        head.metadata_len > head.event_len)
        return 0;
    event.mask = head.mask;
    event.pid = head.pid;
    for (size_t info = head.metadata_len; info < head.event_len;) {
        uint16_t length = 0;
        if (head.event_len - info < 4)
            return 0;
        memcpy(&length, at + info + 2, 2);
        if (length < 4 || length > head.event_len - info || !parse_info(at + info, length, &event))
            return 0;
        info += length;
    }
    note(&event);
    return head.event_len;
}

static size_t note_inotify(const unsigned char *at, size_t left)
{
    struct inotify_event head;
    struct event event = {0};
    if (left < sizeof head)
        return 0;
    memcpy(&head, at, sizeof head);
    if (head.len > left - sizeof head)
        return 0;
    event.mask = head.mask;
    event.wd = head.wd < 0 ? 0 : head.wd; // only an overflow has none, and -1 means fanotify
    event.name = (const char *)at + sizeof head;
    event.name_length = strnlen(event.name, head.len);
    if (event.name_length > NAME_LENGTH_MAX)
        return 0;
    note(&event);
    return sizeof head + head.len;
}

// One read of a queue; false when it is empty.
static bool read_queue(int queue)
{
    unsigned char *events = scratch.events;
    ssize_t got = read(queue, events, sizeof scratch.events);
    if (got < 0 && errno == EINTR)
        return true;
    if (got < 0 && errno != EAGAIN) {
        complain("read file events", errno);
        watch(EPOLL_CTL_DEL, queue, 0); // or it would be ready for ever
        lose();
    }
    forget_writer(); // a pid may be another process by now
    for (size_t at = 0; got > 0 && at < (size_t)got;) {
        size_t left = (size_t)got - at;
        size_t length = queue == FANOTIFY ? note_fanotify(events + at, left)
                                          : note_inotify(events + at, left);
        if (length == 0) {
            complain("understand a file event of this kernel", 0);
            lose();
            break;
        }
        at += length;
    }
    return got > 0;
}

void read_files(int reads)
{
    for (int i = 0; i < reads && read_queue(FANOTIFY);)
        i++;
    for (int i = 0; i < reads && read_queue(INOTIFY);)
        i++;
}
