// What the process of a service says of itself: a newline on its descriptor (s6), or datagrams
// (sd_notify(3)); and that it says nothing any more.

#include "service.h"

#include <errno.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { TEXT_MAX = 4000, HEAD_BYTES = 16 };

_Static_assert(HEAD_BYTES + TEXT_MAX <= BODY_MAX, "a datagram fits a record");

int64_t expected_ms;

// Sets the timer, unless it comes earlier anyway. 0: it has come.
void expect_at(int64_t at_ms)
{
    if (at_ms && expected_ms && expected_ms <= at_ms)
        return;
    expected_ms = at_ms;
    set_service_timer(at_ms);
}

void take_notify_socket(uint32_t k, uint32_t access, int fd)
{
    struct service *service = service_number(k);
    int type = 0, domain = 0, on = 1;
    socklen_t length = sizeof type;
    bool datagrams = fd >= 0 && getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &length) == 0 &&
                     getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &domain, &length) == 0 &&
                     type == SOCK_DGRAM && domain == AF_UNIX;
    if (!service || !datagrams || access > 1 ||
        setsockopt(fd, SOL_SOCKET, SO_PASSCRED, &on, sizeof on) < 0 ||
        !keep_part(service, NOTIFY_SOCKET, fd) ||
        !watch(EPOLL_CTL_ADD, part_of(service, NOTIFY_SOCKET), EPOLLIN | EPOLLRDHUP))
        object("hear what is sent to service", k);
    else
        service->access = access;
}

static void ping(struct service *service)
{
    if (!service->within_ms)
        return;
    service->silent_ms = clock_ms(CLOCK_MONOTONIC) + service->within_ms;
    expect_at(service->silent_ms);
}

void expect_pings(uint32_t k, uint64_t run, uint64_t within_us)
{
    struct service *service = service_number(k);
    if (!service || !service->pid || service->run != run)
        return;
    uint64_t within_ms = within_us / 1000 + (within_us % 1000 != 0);
    service->within_ms = within_ms > WITHIN_MAX_MS ? WITHIN_MAX_MS : (int64_t)within_ms;
    service->silent_ms = 0;
    ping(service);
}

void check_silence(struct service *service, int64_t now_ms)
{
    if (!service->silent_ms)
        return;
    if (service->silent_ms <= now_ms) {
        service->silent_ms = 0;
        note_run(SILENT, service, 0);
    } else {
        expect_at(service->silent_ms);
    }
}

// One read: what comes after the newline is nothing to us, but must not make it wait either.
void on_ready(struct service *service)
{
    char text[512];
    if (!service->notifying)
        return;
    ssize_t got = read(part_of(service, READY_PIPE), text, sizeof text);
    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (got > 0 && !(service->flags & RUN_READY) && memchr(text, '\n', (size_t)got)) {
        service->flags |= RUN_READY;
        note_run(READY, service, 0);
    }
    if (got > 0)
        return;
    service->notifying = false;
    let_go(part_of(service, READY_PIPE));
}

bool begins(const char *line, size_t length, const char *text)
{
    return length >= strlen(text) && memcmp(line, text, strlen(text)) == 0;
}

bool is(const char *line, size_t length, const char *text)
{
    return length == strlen(text) && begins(line, length, text);
}

// True when the text is to be noted.
static bool understand(struct service *service, const char *text, size_t length, struct wish *wish)
{
    bool status = false, more = false;
    for (const char *end = text + length; text < end;) {
        const char *newline = memchr(text, '\n', (size_t)(end - text));
        size_t line = (size_t)((newline ? newline : end) - text);
        if (is(text, line, "WATCHDOG=1"))
            ping(service);
        else if (begins(text, line, "STATUS="))
            status = true;
        else if (line > 0 && !is(text, line, "BARRIER=1") && // answered by the end of its descriptor
                 !read_wish(wish, text, line))
            more = true;
        if (is(text, line, "READY=1"))
            service->flags |= RUN_READY;
        text += line + 1;
    }
    return more || (status && listening());
}

// Who is nobody's child, or another's, is not heard.
static bool known(const struct service *service, pid_t sender)
{
    if (service->pid == 0 || sender <= 0)
        return false;
    return sender == service->pid || (service->access == 1 && getsid(sender) == service->pid);
}

static pid_t sender_of(struct msghdr *message)
{
    struct ucred sender = {0};
    struct cmsghdr *head = CMSG_FIRSTHDR(message);
    if (head && head->cmsg_level == SOL_SOCKET && head->cmsg_type == SCM_CREDENTIALS &&
        head->cmsg_len >= CMSG_LEN(sizeof sender))
        memcpy(&sender, CMSG_DATA(head), sizeof sender);
    return sender.pid;
}

static void note_text(const struct service *service, pid_t sender, size_t length)
{
    struct {
        uint32_t k;
        int32_t pid;
        uint64_t run;
    } head = {(uint32_t)(service - services), sender, service->run};
    _Static_assert(sizeof head == HEAD_BYTES, "the text stands behind it");
    memcpy(record_body(), &head, sizeof head);
    append(NOTIFIED, 0, sizeof head + length);
}

enum { CONTROL_BYTES = CMSG_SPACE(sizeof(struct ucred)) + CMSG_SPACE(SOCKETS * sizeof(int)) };

// How many descriptors came with it.
static int passed(struct msghdr *message, int *fds)
{
    for (struct cmsghdr *head = CMSG_FIRSTHDR(message); head; head = CMSG_NXTHDR(message, head)) {
        if (head->cmsg_level != SOL_SOCKET || head->cmsg_type != SCM_RIGHTS)
            continue;
        size_t bytes = head->cmsg_len - CMSG_LEN(0);
        memcpy(fds, CMSG_DATA(head), bytes);
        return (int)(bytes / sizeof *fds);
    }
    return 0;
}

// Its text is where a record is built.
static void hear_datagram(struct service *service, struct msghdr *message, size_t length)
{
    int fds[CONTROL_BYTES / sizeof(int)], count = passed(message, fds);
    pid_t sender = sender_of(message);
    struct wish wish = {0};
    if (!(message->msg_flags & MSG_TRUNC) && known(service, sender)) {
        bool noted = understand(service, message->msg_iov->iov_base, length, &wish);
        fulfil(service, &wish, fds, count);
        if (noted)
            note_text(service, sender, length);
    }
    while (count > 0)
        close(fds[--count]);
}

// Received where the record is built. Of who stores nothing there is no room for descriptors: the
// kernel closes them.
void on_notify(struct service *service, int datagrams)
{
    for (int i = 0; i < datagrams; i++) {
        union {
            struct cmsghdr head;
            char space[CONTROL_BYTES];
        } control;
        struct iovec part = {(char *)record_body() + HEAD_BYTES, TEXT_MAX};
        struct msghdr message = {
            .msg_iov = &part, .msg_iovlen = 1, .msg_control = &control,
            .msg_controllen = may_store(service) ? sizeof control : CMSG_LEN(sizeof(struct ucred)),
        };
        ssize_t got = recvmsg(part_of(service, NOTIFY_SOCKET), &message,
                              MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return;
        hear_datagram(service, &message, (size_t)got);
    }
}
