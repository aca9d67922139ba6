// What the holder tells the brain.

#include "holder.h"

#include <errno.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

// False when its queue is full. A brain that is gone takes everything.
bool tell(const void *message, size_t length)
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

void kill_brain(const char *why)
{
    complain(why, 0);
    if (brain.pid)
        kill(brain.pid, SIGKILL);
}

// One answer to one question: a brain that leaves hundreds of them unread is broken.
void answer(const void *message, size_t length)
{
    if (!tell(message, length))
        kill_brain("wait for a brain that does not read its answers");
}

void answer_number(uint32_t type, uint64_t n)
{
    struct number_message message = {{type, 0}, n};
    answer(&message, type == GO ? sizeof message.head : sizeof message);
}

static bool tell_more(void)
{
    struct number_message more = {{MORE, 0}, ledger.written};
    if (brain.more_sent || ledger.written <= brain.told || !listening())
        return true;
    if (!tell(&more, sizeof more))
        return false;
    brain.more_sent = true;
    brain.told = ledger.written;
    return true;
}

// What the brain is to know and could not be told at once.
void tell_rest(void)
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

void disconnect(void)
{
    if (!brain.connected)
        return;
    watch(EPOLL_CTL_DEL, CONTROL, 0);
    close(CONTROL);
    brain.connected = false;
}

void tell_start(void)
{
    struct start_message start = {
        {START, 0}, ledger.handled, ledger.written, brain.wakes, brain.crashes, brain.cpu_us,
        brain.why, brain.slot,
    };
    tell(&start, sizeof start);
    brain.told = ledger.written;
}
