// What the brain tells the holder. Nothing of it is trusted to make sense.

#include "service.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum {
    PROTOCOL = 1,
    PACKETS_MAX = 1024, // a round; more than the queue of a socket holds
};

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
    if (!keep_command(text, length, count))
        object("keep a command of this many words:", count);
}

// The filter counts from here on: what nobody keeps does not keep the brain awake either.
static void hear_sleep(const struct sleep_message *message)
{
    enum phase before = brain.phase;
    bool sane = handled(message->handled);
    if (!sane)
        object("sleep with records handled up to", message->handled);
    if (!listening())
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
    case UPGRADE:
        return sizeof(struct head) + 2;
    case HANDLED: case READ: case SYNC:
        return sizeof(struct number_message);
    case SLEEP:
        return sizeof(struct sleep_message);
    default:
        return least_order(type);
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
    case UPGRADE:
        hear_upgrade(packet + sizeof pair.head, length - sizeof pair.head);
        break;
    default: hear_order(type, packet, length, fd);
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
    char *packet = scratch.packet;
    union {
        struct cmsghdr head;
        char space[CMSG_SPACE(sizeof(int))];
    } control;
    struct iovec part = {packet, sizeof scratch.packet};
    struct msghdr message = {
        .msg_iov = &part, .msg_iovlen = 1,
        .msg_control = &control, .msg_controllen = CMSG_LEN(sizeof(int)),
    };
    ssize_t got = recvmsg(CONTROL, &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
    if (got < 0 && (errno == EINTR || errno == ECONNRESET))
        return true; // a reset is told once, before what was sent
    if (got < 0 && errno == EAGAIN)
        return false;
    if (got < 0 || (got == 0 && hung_up())) {
        disconnect();
        if (listening() && !brain.stopping)
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

void hear_all(void)
{
    for (int i = 0; i < PACKETS_MAX && brain.connected && hear_packet();)
        i++;
}
