// What the holder waits with: one epoll and three timers.

#include "holder.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

bool watch(int operation, int fd, uint32_t events)
{
    struct epoll_event event = {.events = events, .data = {.fd = fd}};
    return epoll_ctl(EPOLL, operation, fd, &event) == 0;
}

// Gives a descriptor its number; false and closed when there is none to give.
bool move(int fd, int number)
{
    bool moved = fd == number || (fd >= 0 && dup3(fd, number, O_CLOEXEC) == number);
    if (fd >= 0 && fd != number)
        close(fd);
    return moved;
}

// Closing is not enough for epoll: a child that has not become its program may have the same file.
void let_go(int fd)
{
    watch(EPOLL_CTL_DEL, fd, 0);
    close(fd);
}

int64_t clock_ms(int id)
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
void set_alarm(int64_t ms)
{
    set_timer(ALARM, 0, ms);
}

void set_wake_timer(int64_t at_ms)
{
    // A time that has passed must fire too, and 0 would disarm.
    if (at_ms < 0)
        at_ms = 1;
    set_timer(WAKE_TIMER, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, at_ms);
}

// On the clock that does not count the sleep of the machine; 0 is never.
void set_service_timer(int64_t at_ms)
{
    set_timer(SERVICE_TIMER, TFD_TIMER_ABSTIME, at_ms);
}
