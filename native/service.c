// Services: the table of them, and which part of one a descriptor is. What a process of a service
// does between its start and its end: run.c; what it says: notify.c, log.c.

#include "service.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
    ROUND_DATAGRAMS = 16, // of a service, before others have their turn
    ALL_READS = 16,       // of a log, 16 KiB each: more than a pipe holds
};

struct service services[SERVICES];
uint32_t services_end;

struct run_body {
    uint32_t k;
    int32_t number;
    uint64_t run;
};

struct service_body {
    struct run_body run;
    int32_t status;
    uint32_t flags;
    char name[sizeof services[0].name];
};

int part_of(const struct service *service, enum part part)
{
    return SERVICE_FIRST + PARTS * (int)(service - services) + (int)part;
}

// Takes a copy of the descriptor in place of what was there.
bool keep_part(const struct service *service, enum part part, int fd)
{
    let_go(part_of(service, part));
    return dup3(fd, part_of(service, part), O_CLOEXEC) >= 0;
}

// The records that say only which run, and a number.
void note_run(uint32_t type, const struct service *service, int32_t number)
{
    struct run_body body = {(uint32_t)(service - services), number, service->run};
    memcpy(record_body(), &body, sizeof body);
    append(type, 0, sizeof body);
}

// NULL when it is not open.
struct service *service_number(uint32_t k)
{
    return k < SERVICES && services[k].open ? &services[k] : NULL;
}

struct service *service_of(pid_t pid)
{
    for (uint32_t k = 0; k < services_end; k++)
        if (services[k].open && services[k].pid == pid)
            return &services[k];
    return NULL;
}

void open_service(const struct open_message *message, const char *name, int folder)
{
    struct service *service = &services[message->k];
    struct stat status;
    bool anew = !service->open;
    if (folder < 0 || fstat(folder, &status) < 0 || !S_ISDIR(status.st_mode)) {
        object("log in what came for service", message->k);
        return;
    }
    if (anew)
        memset(service, 0, sizeof *service);
    service->log.files = message->files;
    service->log.file_bytes = message->file_bytes;
    service->log.age_s = message->age_s;
    service->log.lines_per_s = message->lines_per_s;
    service->log.forwarded = false; // until LINES says so
    if (!open_log(service, folder)) {
        object("hold the log of service", message->k);
        return;
    }
    service->open = true;
    memset(service->name, 0, sizeof service->name);
    memcpy(service->name, name, strlen(name)); // that it fits was asked before
    if (services_end <= message->k)
        services_end = message->k + 1;
}

void close_service(uint32_t k)
{
    struct service *service = service_number(k);
    if (!service || service->pid)
        return;
    read_log(service, ALL_READS);
    end_log_line(service);
    tell_dropped(service, INT64_MAX);
    limit_store(service, 0);
    for (int part = 0; part < PARTS; part++)
        let_go(part_of(service, part));
    service->open = false;
}

void list_services(void)
{
    for (uint32_t k = 0; k < services_end; k++) {
        const struct service *service = &services[k];
        struct service_body body = {
            {k, service->pid, service->run}, service->status, service->flags, {0},
        };
        if (!service->open)
            continue;
        memcpy(body.name, service->name, sizeof body.name);
        memcpy(record_body(), &body, sizeof body);
        append(SERVICE, 0, offsetof(struct service_body, name) + strlen(body.name));
    }
}

void on_service(int fd, uint32_t events)
{
    struct service *service = service_number((uint32_t)(fd - SERVICE_FIRST) / PARTS);
    if (!service)
        return;
    switch ((fd - SERVICE_FIRST) % PARTS) {
    case LOG_PIPE: read_log(service, ALL_READS); break;
    case LAUNCH_PIPE: on_report(service); break;
    case READY_PIPE:
        on_report(service); // epoll has no order: what the program says comes after EXECUTED
        on_ready(service);
        break;
    case NOTIFY_SOCKET:
        on_report(service);
        on_notify(service, ROUND_DATAGRAMS);
        if (events & (EPOLLHUP | EPOLLRDHUP | EPOLLERR))
            let_go(fd); // it would be ready for ever
        break;
    case ADOPTED: on_adopted(service); break;
    default: // the other end of what is stored is gone
        drop_stored(service, (uint32_t)(fd - SERVICE_FIRST) % PARTS - FIRST_SOCKET);
    }
}

// Each deadline is a time to look again: it may have moved meanwhile.
void on_service_timer(void)
{
    uint64_t times;
    if (read(SERVICE_TIMER, &times, sizeof times) < 0)
        return;
    expect_at(0);
    int64_t now_ms = clock_ms(CLOCK_MONOTONIC);
    for (uint32_t k = 0; k < services_end; k++) {
        if (!services[k].open)
            continue;
        check_silence(&services[k], now_ms);
        tell_dropped(&services[k], now_ms);
    }
    check_trial(now_ms);
}

void drain_logs(void)
{
    for (uint32_t k = 0; k < services_end; k++) {
        if (!services[k].open)
            continue;
        read_log(&services[k], ALL_READS);
        tell_dropped(&services[k], INT64_MAX);
    }
}
