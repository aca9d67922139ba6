// Slots: descriptors that only a brain could open, held and watched for it by number.

#include "holder.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/epoll.h>
#include <unistd.h>

struct slots slots;

bool held(uint32_t k)
{
    return k < SLOTS && (slots.held >> k & 1);
}

// Closing is not enough for epoll: a brain may still have the same open file.
void drop_slot(uint32_t k)
{
    if (!held(k))
        return;
    watch(EPOLL_CTL_DEL, SLOT_FIRST + (int)k, 0);
    close(SLOT_FIRST + (int)k);
    slots.held &= ~((uint64_t)1 << k);
}

void arm_slot(uint32_t k)
{
    int fd = SLOT_FIRST + (int)k;
    if (held(k) && slots.watches[k] == READABLE && !watch(EPOLL_CTL_MOD, fd, EPOLLIN | EPOLLONESHOT))
        watch(EPOLL_CTL_ADD, fd, EPOLLIN | EPOLLONESHOT);
}

void take_slot(uint32_t k, uint32_t flags, int fd)
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
    slots.held |= (uint64_t)1 << k;
    slots.watches[k] = flags;
    if (flags != HOLD && !watch(EPOLL_CTL_ADD, SLOT_FIRST + (int)k, events[flags])) {
        slots.watches[k] = HOLD;
        object("watch slot", k);
    }
}

// Slots that are readable already are told before the brain goes, and not by starting another.
void arm_slots(void)
{
    for (uint32_t k = 0; k < SLOTS; k++) {
        struct pollfd slot = {.fd = SLOT_FIRST + (int)k, .events = POLLIN};
        if (!held(k) || slots.watches[k] != READABLE)
            continue;
        if (poll(&slot, 1, 0) == 1) {
            watch(EPOLL_CTL_DEL, slot.fd, 0); // told now: not by epoll as well
            append_pair(FIRED, k, (uint32_t)slot.revents);
        } else {
            arm_slot(k);
        }
    }
}

void on_slot(int fd, uint32_t events)
{
    uint32_t k = (uint32_t)(fd - SLOT_FIRST);
    if (held(k))
        append_pair(FIRED, k, events);
}
