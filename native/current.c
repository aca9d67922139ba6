// `current`, the file to which a log is written.

#include "service.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

void close_current(struct service *service)
{
    if (service->log.current)
        close(part_of(service, LOG_CURRENT));
    service->log.current = false;
}

// Looks at what is there already: how old it is, and whether it ends in the midst of a line.
static void look_at_current(struct log *log, int fd, const struct stat *status)
{
    char start[19], last = '\n';
    log->size = (uint64_t)status->st_size;
    log->born_s = clock_ms(CLOCK_REALTIME) / 1000;
    if (pread(fd, start, sizeof start, 0) == sizeof start && stamp_seconds(start))
        log->born_s = stamp_seconds(start);
    log->torn = log->size && pread(fd, &last, 1, status->st_size - 1) == 1 && last != '\n';
}

bool open_current(struct service *service)
{
    struct stat status;
    int number = part_of(service, LOG_CURRENT);
    if (service->log.current)
        return true;
    int fd = openat(part_of(service, LOG_FOLDER), "current",
                    O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0640);
    if (!move(fd, number))
        return false;
    if (fstat(number, &status) < 0 || !S_ISREG(status.st_mode)) {
        close(number);
        errno = EINVAL;
        return false;
    }
    look_at_current(&service->log, number, &status);
    return service->log.current = true;
}

// Somebody may have removed it, or cut it.
void look_again(struct service *service)
{
    struct stat status;
    if (!service->log.current)
        return;
    if (fstat(part_of(service, LOG_CURRENT), &status) < 0 || status.st_nlink == 0)
        close_current(service);
    else
        service->log.size = (uint64_t)status.st_size;
}
