// The holder: the parent of vow's brain. It stays for ever, holds every descriptor that can tell of
// something, notes what happens in a ledger, and starts a brain when there is something to decide.
// It knows no policy. What it says to the brain and what the brain says to it: docs/holder.md.
//
// Rules it keeps, because nobody watches over it: no memory is asked for after the start, nothing
// grows without a bound, it never waits anywhere but in its one epoll, and nothing that a brain
// sends can end it except END. Its functions stand below those that they need; main is the last.

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/fanotify.h>
#include <sys/inotify.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
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
#ifndef FAN_Q_OVERFLOW
#define FAN_Q_OVERFLOW 0x4000
#endif
#ifndef SYS_close_range
#define SYS_close_range 436
#endif

// Descriptors have fixed numbers, in the holder as in the brain. Those below OURS and the slots are
// the brain's too; the others are closed when a brain is started.
enum {
    FANOTIFY = 3,
    INOTIFY = 4,
    LEDGER = 5,
    FILTER = 6,
    OURS = 7,
    EPOLL = OURS,
    SIGNALS,
    WAKE_TIMER,
    ALARM,
    CONTROL,
    SLOT_FIRST = 16,
    SLOTS = 48,
};

enum {
    PROTOCOL = 1,
    PACKET_MAX = 32768,
    PACKETS_MAX = 1024, // a round; more than the queue of a socket holds
    ARGUMENTS_MAX = 4096,
    HANDLE_MAX = 8 + 4 + 128,
    NAME_LENGTH_MAX = 255,
    COMM_MAX = 64,
    EXE_MAX = 1024,
    GROUP_MAX = 1024,
    READS_MAX = 4096, // of a queue, 4 KiB each: more than the 16,384 events that one holds
    ROUND_READS = 16, // of a queue, before others have their turn
    PROBES_MAX = 4096,
    COMPLAINTS_MAX = 20, // about one brain
    HELLO_MS = 60000,
    END_MS = 10000,
    LIVED_MS = 10000,
    BACKOFF_MS = 20,
    BACKOFF_MAX_MS = 60000,
};

// File events leave room in the ledger for the rest, which is rare and small.
#define LEDGER_MAX ((uint64_t)1 << 20)
#define LEDGER_FILES_MAX (LEDGER_MAX - (64 << 10))

enum message {
    START = 1, MORE, GO, STAY, STOP, RELOAD, SYNCED,
    HELLO = 64, HANDLED, READ, SYNC, SLOT, DROP, RESUME, WAKE, SLEEP, END,
};

enum record { FILE_EVENT = 1, OVERFLOW, FIRED, TIMER, EXIT, SIGNAL, CRASH };

enum watch { HOLD = 0, READABLE = 1, URGENT = 2 };

enum phase {
    ABSENT,   // asleep: the next record starts a brain
    WAITING,  // for the end of the back-off
    STARTING, // no HELLO yet
    AWAKE,
    LEAVING, // GO was said; from here on everything is as when asleep
    ENDING,  // END was said
};

static struct {
    enum phase phase;
    pid_t pid; // 0 when there is none
    int64_t hello_ms;
    int exit_status;    // as END told
    bool met;           // some brain has said HELLO
    bool stopping;      // SIGTERM has come
    bool killed;        // by us, since it would not end
    bool connected;     // CONTROL is open
    bool wants_out;     // epoll waits until CONTROL takes more
    bool tell_stop;     // to be sent as soon as CONTROL takes it
    bool tell_reload;   // the same
    bool reload_unsure; // RELOAD was sent, and nothing shows that it was read
    bool more_sent;     // and not read yet
    uint64_t told;      // the brain knows of records below
    uint32_t why, slot; // what wakes the next
    uint32_t failures;  // in a row
    uint32_t complaints;
    uint64_t wakes, crashes, cpu_us;
} brain;

static struct {
    uint64_t handled, written, overflow_at;
    bool lost; // something that no OVERFLOW record tells yet
} ledger;

static char **first_command;
static struct {
    uint32_t count; // 0: the first command
    size_t length;
    char text[PACKET_MAX];
} wake_command;

static uint32_t filter_entries;
static enum watch slots[SLOTS];
static uint64_t slots_held;

// ---------------------------------------------------------------------------------- saying things

struct line {
    size_t length;
    char text[240];
};

static void add(struct line *line, const char *text)
{
    while (*text && line->length < sizeof line->text - 1)
        line->text[line->length++] = *text++;
}

static void add_number(struct line *line, uint64_t number)
{
    char digits[21];
    char *at = digits + sizeof digits - 1;
    *at = 0;
    do
        *--at = (char)('0' + number % 10);
    while (number /= 10);
    add(line, at);
}

// One line to whoever started us, unless nobody reads and it would make us wait.
static void print(struct line *line)
{
    struct pollfd out = {.fd = 2, .events = POLLOUT};
    line->text[line->length++] = '\n';
    if (poll(&out, 1, 0) == 1 && (out.revents & POLLOUT))
        (void)!write(2, line->text, line->length);
}

static void complain(const char *what, int error)
{
    struct line line = {0};
    add(&line, "vow: unable to ");
    add(&line, what);
    if (error) {
        add(&line, ": ");
        add(&line, strerror(error));
    }
    print(&line);
}

// About what a brain sent. A mad one must not fill the log.
static void object(const char *what, uint64_t number)
{
    struct line line = {0};
    if (brain.complaints++ >= COMPLAINTS_MAX)
        return;
    add(&line, "vow: unable to ");
    add(&line, what);
    add(&line, " ");
    add_number(&line, number);
    print(&line);
}

static void fail(const char *what)
{
    complain(what, errno);
    exit(1);
}

// ------------------------------------------------------------------------------------------- time

static int64_t clock_ms(clockid_t id)
{
    struct timespec now;
    clock_gettime(id, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void set_timer(int timer, int flags, int64_t ms)
{
    struct itimerspec at = {.it_value = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000}};
    if (timerfd_settime(timer, flags, &at, NULL) < 0)
        complain("set a timer", errno);
}

// The one alarm: the end of the back-off, or of our patience with a brain. 0 is none.
static void set_alarm(int64_t ms)
{
    set_timer(ALARM, 0, ms);
}

static void set_wake_timer(int64_t at_ms)
{
    // A time that has passed must fire too, and 0 would disarm.
    if (at_ms < 0)
        at_ms = 1;
    set_timer(WAKE_TIMER, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, at_ms);
}

// ------------------------------------------------------------------------------------ epoll, slots

static bool asleep(void)
{
    return brain.phase == ABSENT || brain.phase == LEAVING;
}

static bool watch(int operation, int fd, uint32_t events)
{
    struct epoll_event event = {.events = events, .data = {.fd = fd}};
    return epoll_ctl(EPOLL, operation, fd, &event) == 0;
}

// Gives a descriptor its number; false and closed when there is none to give.
static bool move(int fd, int number)
{
    bool moved = fd == number || (fd >= 0 && dup3(fd, number, O_CLOEXEC) == number);
    if (fd >= 0 && fd != number)
        close(fd);
    return moved;
}

static bool held(uint32_t k)
{
    return k < SLOTS && (slots_held >> k & 1);
}

// Closing is not enough for epoll: a brain may still have the same open file.
static void drop_slot(uint32_t k)
{
    if (!held(k))
        return;
    watch(EPOLL_CTL_DEL, SLOT_FIRST + (int)k, 0);
    close(SLOT_FIRST + (int)k);
    slots_held &= ~((uint64_t)1 << k);
}

static void arm_slot(uint32_t k)
{
    if (held(k) && slots[k] == READABLE)
        watch(EPOLL_CTL_MOD, SLOT_FIRST + (int)k, EPOLLIN | EPOLLONESHOT);
}

static void take_slot(uint32_t k, uint32_t flags, int fd)
{
    static const uint32_t events[] = {
        [READABLE] = EPOLLIN | EPOLLONESHOT,
        [URGENT] = EPOLLPRI | EPOLLERR | EPOLLET,
    };
    drop_slot(k);
    if (dup3(fd, SLOT_FIRST + (int)k, O_CLOEXEC) < 0) {
        object("hold slot", k);
        return;
    }
    slots_held |= (uint64_t)1 << k;
    slots[k] = flags;
    if (flags != HOLD && !watch(EPOLL_CTL_ADD, SLOT_FIRST + (int)k, events[flags])) {
        slots[k] = HOLD;
        object("watch slot", k);
    }
}

// ----------------------------------------------------------------------------------------- ledger

struct record_head {
    uint32_t length, type;
    int64_t time_ms;
};

// The next record is built here: its head, then its body.
static struct {
    struct record_head head;
    unsigned char body[4096 - sizeof(struct record_head)];
} next;

static bool has_room(uint64_t length, uint64_t most)
{
    return ledger.written - ledger.handled + length + sizeof next.head <= most;
}

static bool write_record(uint32_t type, size_t body_length)
{
    size_t length = (sizeof next.head + body_length + 7) & ~(size_t)7;
    memset(next.body + body_length, 0, length - sizeof next.head - body_length);
    next.head = (struct record_head){(uint32_t)length, type, clock_ms(CLOCK_REALTIME)};
    ssize_t put = pwrite(LEDGER, &next, length, (off_t)ledger.written);
    if (put != (ssize_t)length)
        return false;
    ledger.written += length;
    return true;
}

static void wake(uint32_t type, uint32_t slot)
{
    if (asleep() && !brain.why) {
        brain.why = type;
        brain.slot = slot;
    }
}

// One OVERFLOW record that is not handled yet tells of all that is lost before it is handled; what
// is lost after it was read is told again (see handled).
static void lose(void)
{
    bool told = ledger.overflow_at >= ledger.handled && ledger.overflow_at < ledger.written;
    if (told || !write_record(OVERFLOW, 0)) {
        ledger.lost = true;
        return;
    }
    ledger.overflow_at = ledger.written - sizeof next.head;
    ledger.lost = false;
    wake(OVERFLOW, 0);
}

// Appends what lies in next.body.
static void append(uint32_t type, uint32_t slot, size_t body_length)
{
    uint64_t most = type == FILE_EVENT ? LEDGER_FILES_MAX : LEDGER_MAX - sizeof next.head;
    size_t length = (sizeof next.head + body_length + 7) & ~(size_t)7;
    if (has_room(length, most) && write_record(type, body_length))
        wake(type, slot);
    else
        lose();
}

static void append_pair(uint32_t type, uint32_t first, uint32_t second)
{
    uint32_t pair[2] = {first, second};
    memcpy(next.body, pair, sizeof pair);
    append(type, type == FIRED ? first : 0, sizeof pair);
}

// Gives back the memory of what the brain has done with.
static bool handled(uint64_t n)
{
    if (n < ledger.handled || n > ledger.written || n % 8)
        return false;
    uint64_t from = ledger.handled & ~(uint64_t)4095;
    uint64_t to = n & ~(uint64_t)4095;
    if (to > from)
        fallocate(LEDGER, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, (off_t)from, (off_t)(to - from));
    ledger.handled = n;
    if (ledger.lost)
        lose();
    return true;
}

// ----------------------------------------------------------------------------------------- filter

#define FNV_START 0xcbf29ce484222325u

static uint64_t fnv(uint64_t hash, const void *bytes, size_t length)
{
    const unsigned char *at = bytes;
    while (length--)
        hash = (hash ^ *at++) * 0x100000001b3u;
    return hash;
}

// Read, not mapped: mapped pages would count as ours. A table that cannot be read, or has no end,
// says yes: an event too many costs a wake-up, one too few a drift.
static bool filter_has(uint64_t hash)
{
    uint64_t words[16];
    uint32_t mask = filter_entries - 1;
    hash += hash == 0;
    uint32_t at = (uint32_t)hash & mask;
    for (int probes = 0; probes < PROBES_MAX;) {
        ssize_t got = pread(FILTER, words, sizeof words, (off_t)at * 8);
        size_t count = got < 0 ? 0 : (size_t)got / 8;
        if (count == 0)
            return true;
        for (size_t i = 0; i < count && at < filter_entries; i++, at++, probes++) {
            if (words[i] == hash)
                return true;
            if (words[i] == 0)
                return false;
        }
        at &= mask;
    }
    return true;
}

static void use_filter(uint32_t entries)
{
    struct stat file;
    filter_entries = 0;
    if (entries == 0)
        return;
    bool fits = fstat(FILTER, &file) == 0 && (uint64_t)file.st_size >= (uint64_t)entries * 8;
    if (!fits || (entries & (entries - 1)))
        object("use a filter of size", entries);
    else
        filter_entries = entries;
}

// ---------------------------------------------------------------------------------- who wrote it

static struct {
    pid_t pid; // 0: nobody is looked up
    int32_t uid, login, ppid;
    uint32_t tty;
    size_t comm_length, exe_length, group_length;
    char comm[COMM_MAX], exe[EXE_MAX], group[GROUP_MAX];
} writer;

// Text of /proc; never larger where it matters to us.
static char text[4096];

static const char *proc_path(struct line *path, pid_t pid, const char *name)
{
    *path = (struct line){0};
    add(path, "/proc/");
    add_number(path, (uint64_t)pid);
    add(path, name);
    path->text[path->length] = 0;
    return path->text;
}

static bool read_proc(pid_t pid, const char *name)
{
    struct line path;
    int fd = open(proc_path(&path, pid, name), O_RDONLY | O_CLOEXEC);
    ssize_t got = fd < 0 ? -1 : read(fd, text, sizeof text - 1);
    if (fd >= 0)
        close(fd);
    text[got < 0 ? 0 : got] = 0;
    return got > 0;
}

static size_t keep(char *to, size_t most, const char *from, size_t length)
{
    if (length > most)
        length = most;
    memcpy(to, from, length);
    return length;
}

static int32_t number_at(const char *at)
{
    return (int32_t)strtoul(at, NULL, 10);
}

// pid (comm) state ppid group session tty: comm may hold any byte, so the last parenthesis counts.
static void look_at_stat(void)
{
    char *open = strchr(text, '(');
    char *close = strrchr(text, ')');
    if (!open || !close || close < open)
        return;
    writer.comm_length = keep(writer.comm, COMM_MAX, open + 1, (size_t)(close - open - 1));
    char *at = close + 1;
    for (int field = 3; field <= 7 && (at = strchr(at, ' ')); field++) {
        at++;
        if (field == 4)
            writer.ppid = number_at(at);
        if (field == 7)
            writer.tty = (uint32_t)number_at(at);
    }
}

// The group of the unified hierarchy, else that of the first one.
static void look_at_group(void)
{
    char *line = strstr(text, "\n0::");
    line = line ? line + 1 : text;
    size_t length = strcspn(line, "\n");
    line[length] = 0;
    char *colon = strchr(line, ':');
    colon = colon ? strchr(colon + 1, ':') : NULL;
    if (colon)
        writer.group_length = keep(writer.group, GROUP_MAX, colon + 1, strlen(colon + 1));
}

static void forget_writer(void)
{
    writer.pid = 0;
    writer.uid = writer.login = writer.ppid = -1;
    writer.tty = 0;
    writer.comm_length = writer.exe_length = writer.group_length = 0;
}

// The process may be gone at any moment: first what goes first.
static void look_up_writer(pid_t pid)
{
    struct line path;
    if (pid == writer.pid)
        return;
    forget_writer();
    if (pid <= 0)
        return;
    writer.pid = pid;
    ssize_t length = readlink(proc_path(&path, pid, "/exe"), writer.exe, EXE_MAX);
    if (length > 0 && length < EXE_MAX) // a path that is cut would be a wrong one
        writer.exe_length = (size_t)length;
    if (read_proc(pid, "/stat"))
        look_at_stat();
    char *uid = read_proc(pid, "/status") ? strstr(text, "\nUid:\t") : NULL;
    if (uid)
        writer.uid = number_at(uid + 6);
    if (read_proc(pid, "/loginuid"))
        writer.login = number_at(text); // 4294967295 becomes -1, which is what it means
    if (read_proc(pid, "/cgroup"))
        look_at_group();
}

// ------------------------------------------------------------------------------------ file events

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

// One name changing everything is rare, one in a full directory is not.
static bool matters(const struct event *event)
{
    bool whole = event->name_length == 0 || (event->name_length == 1 && event->name[0] == '.');
    if (filter_entries == 0 || whole || (event->mask & (FAN_Q_OVERFLOW | IN_Q_OVERFLOW)))
        return true;
    uint64_t hash = event->wd < 0 ? fnv(FNV_START, event->directory.at, event->directory.length)
                                  : fnv(FNV_START, &event->wd, sizeof event->wd);
    return filter_has(hash) || filter_has(fnv(hash, event->name, event->name_length)) ||
           (event->self.length && filter_has(fnv(FNV_START, event->self.at, event->self.length)));
}

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
    unsigned char *at = put(next.body, &body, sizeof body);
    at = put(at, event->directory.at, event->directory.length);
    at = put(at, event->self.at, event->self.length);
    at = put(at, event->name, event->name_length);
    at = put(at, writer.comm, writer.comm_length);
    at = put(at, writer.exe, writer.exe_length);
    at = put(at, writer.group, writer.group_length);
    append(FILE_EVENT, 0, (size_t)(at - next.body));
}

_Static_assert(sizeof(struct file_body) + 2 * HANDLE_MAX + NAME_LENGTH_MAX + COMM_MAX + EXE_MAX +
                       GROUP_MAX <= sizeof next.body, "a record fits its buffer");

// What comes and goes: the bits are the same for both queues.
#define NAMES (FAN_CREATE | FAN_DELETE | FAN_MOVED_FROM | FAN_MOVED_TO | FAN_DELETE_SELF | FAN_MOVE_SELF)

static void note(const struct event *event)
{
    bool own = event->wd < 0 && event->pid != 0 && event->pid == brain.pid;
    if (own && !(event->mask & NAMES))
        return; // what it wrote is no news to it; what it made has to be marked
    if (asleep() && !matters(event))
        return;
    if (!has_room(sizeof next, LEDGER_FILES_MAX)) {
        lose(); // without the look into /proc, which is what costs
        return;
    }
    look_up_writer(event->wd < 0 ? event->pid : 0);
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
    static unsigned char events[4096] __attribute__((aligned(8)));
    ssize_t got = read(queue, events, sizeof events);
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

static void read_files(int reads)
{
    for (int i = 0; i < reads && read_queue(FANOTIFY);)
        i++;
    for (int i = 0; i < reads && read_queue(INOTIFY);)
        i++;
}

// ------------------------------------------------------------------------- speaking to the brain

struct head {
    uint32_t type, zero;
};

struct number_message {
    struct head head;
    uint64_t n;
};

struct synced_message {
    struct head head;
    uint64_t token, written;
};

struct start_message {
    struct head head;
    uint64_t handled, written, wakes, crashes, cpu_us;
    uint32_t why, slot;
};

// False when its queue is full. A brain that is gone takes everything.
static bool tell(const void *message, size_t length)
{
    if (!brain.connected)
        return true;
    ssize_t sent = send(CONTROL, message, length, MSG_DONTWAIT | MSG_NOSIGNAL);
    return sent >= 0 || (errno != EAGAIN && errno != ENOBUFS && errno != ENOMEM);
}

static bool tell_type(uint32_t type)
{
    struct head message = {.type = type};
    return tell(&message, sizeof message);
}

static void kill_brain(const char *why)
{
    complain(why, 0);
    if (brain.pid)
        kill(brain.pid, SIGKILL);
}

// One answer to one question: a brain that leaves hundreds of them unread is broken.
static void answer(const void *message, size_t length)
{
    if (!tell(message, length))
        kill_brain("wait for a brain that does not read its answers");
}

static void answer_number(uint32_t type, uint64_t n)
{
    struct number_message message = {{type, 0}, n};
    answer(&message, type == GO ? sizeof message.head : sizeof message);
}

static bool tell_more(void)
{
    struct number_message more = {{MORE, 0}, ledger.written};
    if (brain.more_sent || ledger.written <= brain.told || (brain.phase != STARTING && brain.phase != AWAKE))
        return true;
    if (!tell(&more, sizeof more))
        return false;
    brain.more_sent = true;
    brain.told = ledger.written;
    return true;
}

// What the brain is to know and could not be told at once.
static void tell_rest(void)
{
    if (!brain.connected)
        return;
    if (brain.tell_stop && tell_type(STOP))
        brain.tell_stop = false;
    if (brain.tell_reload && tell_type(RELOAD))
        brain.tell_reload = false;
    bool full = !tell_more() || brain.tell_stop || brain.tell_reload;
    if (full != brain.wants_out)
        watch(EPOLL_CTL_MOD, CONTROL, full ? EPOLLIN | EPOLLOUT : EPOLLIN);
    brain.wants_out = full;
}

static void disconnect(void)
{
    if (!brain.connected)
        return;
    watch(EPOLL_CTL_DEL, CONTROL, 0);
    close(CONTROL);
    brain.connected = false;
}

// -------------------------------------------------------------------------------- starting a brain

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

static void default_signals(void)
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

static void tell_start(void)
{
    struct start_message start = {
        {START, 0}, ledger.handled, ledger.written, brain.wakes, brain.crashes, brain.cpu_us,
        brain.why, brain.slot,
    };
    tell(&start, sizeof start);
    brain.told = ledger.written;
}

static void start_failed(void);

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
    filter_entries = 0;
    tell_start();
    brain.why = brain.slot = 0;
}

static void start_brain(void)
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
        exit(1);
    back_off();
}

// -------------------------------------------------------------------------------- a brain has ended

static void crashed(int status)
{
    if (clock_ms(CLOCK_MONOTONIC) - brain.hello_ms >= LIVED_MS && brain.hello_ms)
        brain.failures = 0;
    brain.failures++;
    brain.crashes++;
    if (brain.reload_unsure)
        append_pair(SIGNAL, SIGHUP, 0);
    append_pair(CRASH, (uint32_t)status, brain.failures);
    back_off();
}

static void brain_ended(int status, const struct rusage *used)
{
    enum phase phase = brain.phase;
    int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    disconnect();
    set_alarm(0);
    brain.pid = 0;
    brain.phase = ABSENT;
    brain.cpu_us += (uint64_t)(used->ru_utime.tv_sec + used->ru_stime.tv_sec) * 1000000 +
                    (uint64_t)(used->ru_utime.tv_usec + used->ru_stime.tv_usec);
    if (phase == ENDING)
        exit(brain.exit_status);
    if (brain.stopping)
        exit(phase == LEAVING ? 0 : brain.killed ? 1 : code);
    if (!brain.met)
        exit(code);
    if (phase == LEAVING)
        brain.failures = 0;
    else
        crashed(status);
}

// ---------------------------------------------------------------------------- what the brain says

struct pair_message {
    struct head head;
    uint32_t first, second;
};

struct sleep_message {
    struct head head;
    uint64_t handled;
    int64_t wake_at_ms;
    uint32_t entries, zero;
};

static void hear_hello(uint32_t version)
{
    if (version != PROTOCOL) {
        object("speak the protocol version", version);
        kill(brain.pid, SIGKILL);
        return;
    }
    brain.met = true;
    if (brain.phase != STARTING)
        return;
    brain.phase = AWAKE;
    brain.hello_ms = clock_ms(CLOCK_MONOTONIC);
    if (!brain.stopping)
        set_alarm(0);
}

static void hear_wake(const char *text, size_t length, uint32_t count)
{
    size_t strings = 0;
    for (size_t i = 0; i < length; i++)
        strings += text[i] == 0;
    if (count == 0 || count > ARGUMENTS_MAX || strings != count || text[length - 1] != 0) {
        object("keep a command of this many words:", count);
        return;
    }
    memcpy(wake_command.text, text, length);
    wake_command.count = count;
}

// Slots that are readable already are told before the brain goes, and not by starting another.
static void arm_slots(void)
{
    for (uint32_t k = 0; k < SLOTS; k++) {
        struct pollfd slot = {.fd = SLOT_FIRST + (int)k, .events = POLLIN};
        if (!held(k) || slots[k] != READABLE)
            continue;
        if (poll(&slot, 1, 0) == 1) {
            watch(EPOLL_CTL_MOD, slot.fd, EPOLLONESHOT);
            append_pair(FIRED, k, (uint32_t)slot.revents);
        } else {
            arm_slot(k);
        }
    }
}

// The filter counts from here on: what nobody keeps does not keep the brain awake either.
static void hear_sleep(const struct sleep_message *message)
{
    enum phase before = brain.phase;
    bool sane = handled(message->handled);
    if (!sane)
        object("sleep with records handled up to", message->handled);
    if (brain.phase != STARTING && brain.phase != AWAKE)
        return;
    brain.phase = LEAVING;
    use_filter(message->entries);
    read_files(READS_MAX);
    arm_slots();
    if (!sane || ledger.written > ledger.handled || brain.stopping || brain.reload_unsure) {
        brain.phase = before;
        brain.reload_unsure = false;
        brain.why = brain.slot = 0;
        answer_number(STAY, ledger.written);
        return;
    }
    set_wake_timer(message->wake_at_ms);
    set_alarm(END_MS);
    answer_number(GO, 0);
}

static void hear_end(uint32_t status)
{
    brain.phase = ENDING;
    brain.exit_status = (int)(status & 255);
    if (!brain.stopping)
        set_alarm(END_MS);
}

static void hear_sync(uint64_t token)
{
    read_files(READS_MAX);
    struct synced_message synced = {{SYNCED, 0}, token, ledger.written};
    answer(&synced, sizeof synced);
}

static void hear_read(uint64_t n)
{
    if (n > ledger.written) {
        object("have been read up to", n);
        return;
    }
    brain.told = n;
    brain.more_sent = false;
}

static void hear_slot(uint32_t k, uint32_t flags, int fd)
{
    if (k >= SLOTS || flags > URGENT || fd < 0)
        object("take what came for slot", k);
    else
        take_slot(k, flags, fd);
}

static size_t least_length(uint32_t type)
{
    switch (type) {
    case HELLO: case SLOT: case DROP: case RESUME: case END: case WAKE:
        return sizeof(struct pair_message);
    case HANDLED: case READ: case SYNC:
        return sizeof(struct number_message);
    case SLEEP:
        return sizeof(struct sleep_message);
    default:
        return 0;
    }
}

// A whole packet; fd is what came with it, or -1.
static void hear(const char *packet, size_t length, int fd)
{
    struct sleep_message message = {0}; // the longest; all others are its beginning
    struct pair_message pair;
    memcpy(&message, packet, length < sizeof message ? length : sizeof message);
    memcpy(&pair, &message, sizeof pair);
    uint32_t type = message.head.type;
    size_t least = length < sizeof message.head ? 0 : least_length(type);
    if (least == 0 || length < least) {
        object("understand a message of type", type);
        return;
    }
    switch (type) {
    case HELLO: hear_hello(pair.first); break;
    case HANDLED:
        if (!handled(message.handled))
            object("have handled up to", message.handled);
        break;
    case READ: hear_read(message.handled); break;
    case SYNC: hear_sync(message.handled); break;
    case SLOT: hear_slot(pair.first, pair.second, fd); break;
    case DROP: drop_slot(pair.first); break;
    case RESUME: arm_slot(pair.first); break;
    case WAKE: hear_wake(packet + sizeof pair, length - sizeof pair, pair.first); break;
    case SLEEP: hear_sleep(&message); break;
    case END: hear_end(pair.first); break;
    }
}

// The descriptor of a packet, or -1; its buffer has room for one, the kernel closes others.
static int passed_descriptor(struct msghdr *message)
{
    int fd = -1;
    struct cmsghdr *control = CMSG_FIRSTHDR(message);
    if (control && control->cmsg_level == SOL_SOCKET && control->cmsg_type == SCM_RIGHTS &&
        control->cmsg_len >= CMSG_LEN(sizeof fd))
        memcpy(&fd, CMSG_DATA(control), sizeof fd);
    return fd;
}

// An empty packet and the end look alike, but only the end hangs up.
static bool hung_up(void)
{
    struct pollfd control = {.fd = CONTROL, .events = POLLIN};
    return poll(&control, 1, 0) == 1 && (control.revents & (POLLHUP | POLLERR));
}

// False when there is nothing (more) to hear.
static bool hear_packet(void)
{
    static char packet[PACKET_MAX];
    union {
        struct cmsghdr head;
        char space[CMSG_SPACE(sizeof(int))];
    } control;
    struct iovec part = {packet, sizeof packet};
    struct msghdr message = {
        .msg_iov = &part, .msg_iovlen = 1,
        .msg_control = &control, .msg_controllen = CMSG_LEN(sizeof(int)),
    };
    ssize_t got = recvmsg(CONTROL, &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
    if (got < 0)
        return errno == EINTR || errno == ECONNRESET; // a reset is told once, before what was sent
    if (got == 0 && hung_up()) {
        disconnect();
        if (brain.phase == STARTING || (brain.phase == AWAKE && !brain.stopping))
            set_alarm(END_MS); // without a socket it can only end
        return false;
    }
    int fd = passed_descriptor(&message);
    if (message.msg_flags & MSG_TRUNC)
        object("understand a message longer than", PACKET_MAX);
    else
        hear(packet, (size_t)got, fd);
    if (fd >= 0)
        close(fd);
    return true;
}

static void hear_all(void)
{
    for (int i = 0; i < PACKETS_MAX && brain.connected && hear_packet();)
        i++;
}

// ---------------------------------------------------------------------------------- what happens

// The brain's last words and last writes are taken in while it is a zombie, so that its pid is
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
        if (wait4(child.si_pid, &status, 0, &used) != child.si_pid)
            return;
        if (ours)
            brain_ended(status, &used);
        else
            append_pair(EXIT, (uint32_t)child.si_pid, (uint32_t)status);
    }
}

static void stop(void)
{
    if (brain.pid == 0)
        exit(0);
    if (brain.stopping)
        return;
    brain.stopping = true;
    if (brain.phase == STARTING || brain.phase == AWAKE) {
        brain.tell_stop = true;
        set_alarm(END_MS);
    }
}

static void reload(void)
{
    if (brain.phase == STARTING || brain.phase == AWAKE)
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

static void on_slot(int fd, uint32_t events)
{
    uint32_t k = (uint32_t)(fd - SLOT_FIRST);
    if (held(k))
        append_pair(FIRED, k, events);
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
    default: on_slot(event->data.fd, event->events);
    }
}

static void run(void)
{
    for (;;) {
        struct epoll_event event;
        int count = epoll_wait(EPOLL, &event, 1, -1);
        if (count < 0 && errno != EINTR)
            fail("wait for events");
        if (count > 0)
            dispatch(&event);
        if (brain.phase == ABSENT && brain.why)
            start_brain();
        tell_rest();
    }
}

// ----------------------------------------------------------------------------------------- set-up

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
    static const int ignored[] = {SIGQUIT, SIGUSR1, SIGUSR2, SIGPIPE};
    static const int ours[] = {SIGHUP, SIGINT, SIGTERM, SIGCHLD};
    sigset_t set;
    sigemptyset(&set);
    for (int i = 0; i < 4; i++) {
        signal(ignored[i], SIG_IGN);
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

static void set_up(void)
{
    tidy_descriptors();
    place(open_fanotify(), FANOTIFY, "open /dev/null");
    place(inotify_init1(IN_CLOEXEC | IN_NONBLOCK), INOTIFY, "make an inotify instance");
    place(memfd_create("vow-ledger", MFD_CLOEXEC), LEDGER, "make the ledger");
    place(memfd_create("vow-filter", MFD_CLOEXEC), FILTER, "make the filter");
    place(epoll_create1(EPOLL_CLOEXEC), EPOLL, "make an epoll instance");
    place(own_signals(), SIGNALS, "own the signals");
    place(timerfd_create(CLOCK_REALTIME, TFD_CLOEXEC | TFD_NONBLOCK), WAKE_TIMER, "make a timer");
    place(timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK), ALARM, "make a timer");
    watch(EPOLL_CTL_ADD, FANOTIFY, EPOLLIN); // refused for /dev/null, where nothing comes
    if (!watch(EPOLL_CTL_ADD, INOTIFY, EPOLLIN) || !watch(EPOLL_CTL_ADD, SIGNALS, EPOLLIN) ||
        !watch(EPOLL_CTL_ADD, WAKE_TIMER, EPOLLIN) || !watch(EPOLL_CTL_ADD, ALARM, EPOLLIN))
        fail("watch the first descriptors");
    prctl(PR_SET_CHILD_SUBREAPER, 1);
}

int main(int count, char **arguments)
{
    if (count < 2 || count > ARGUMENTS_MAX) {
        struct line line = {0};
        add(&line, "usage: holder COMMAND [ARGUMENT...]");
        print(&line);
        return 64;
    }
    first_command = arguments + 1;
    set_up();
    start_brain();
    run();
}
