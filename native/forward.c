// Lines of a log that go to a socket rather than to the file, journald's or syslog's: each is one
// datagram, after a prefix and before a suffix. What the other end has no room for is lost; its log
// counts it.

#include "service.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>

// At `text` lie two strings, each with its end.
void take_forward(uint32_t k, const char *text, size_t length, int fd)
{
    struct service *service = service_number(k);
    size_t prefix = strnlen(text, length);
    size_t suffix = prefix < length ? strnlen(text + prefix + 1, length - prefix - 1) : 0;
    if (!service || prefix + 1 + suffix >= length || fd < 0 ||
        prefix >= sizeof service->log.prefix || suffix >= sizeof service->log.suffix ||
        !keep_part(service, FORWARD, fd)) {
        object("forward the log of service", k);
        return;
    }
    memcpy(service->log.prefix, text, prefix + 1);
    memcpy(service->log.suffix, text + prefix + 1, suffix + 1);
    service->log.forwarded = true;
}

// A line, or a piece of one, with or without its end.
bool forward(struct service *service, const char *at, size_t length)
{
    struct log *log = &service->log;
    if (length && at[length - 1] == '\n')
        length--;
    struct iovec parts[] = {
        {log->prefix, strlen(log->prefix)}, {(void *)at, length}, {log->suffix, strlen(log->suffix)},
    };
    struct msghdr message = {.msg_iov = parts, .msg_iovlen = 3};
    return sendmsg(part_of(service, FORWARD), &message, MSG_DONTWAIT | MSG_NOSIGNAL) >= 0;
}
