// The pipe through which a service writes its log, and the folder that it is in.

#include "service.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/stat.h>
#include <unistd.h>

// A FIFO that is open for reading and writing has no end.
static int open_pipe(int folder)
{
    struct stat status;
    mkfifoat(folder, ".pipe", 0600);
    int fd = openat(folder, ".pipe", O_RDWR | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC);
    if (fd >= 0 && (fstat(fd, &status) < 0 || !S_ISFIFO(status.st_mode))) {
        close(fd);
        errno = EEXIST;
        return -1;
    }
    return fd;
}

// The pipe of this folder, as soon as nobody writes to the one before. Without one the service has
// no output to be started with.
bool open_log_pipe(struct service *service)
{
    struct log *log = &service->log;
    if (log->pipe && !(log->foreign_pipe && service->pid == 0))
        return true;
    int fd = open_pipe(part_of(service, LOG_FOLDER));
    if (fd < 0)
        return false;
    let_go(part_of(service, LOG_PIPE));
    log->foreign_pipe = false;
    return log->pipe = move(fd, part_of(service, LOG_PIPE)) &&
                       watch(EPOLL_CTL_ADD, part_of(service, LOG_PIPE), EPOLLIN);
}

static bool same_folder(int one, int other)
{
    struct stat a, b;
    return fstat(one, &a) == 0 && fstat(other, &b) == 0 && a.st_dev == b.st_dev &&
           a.st_ino == b.st_ino;
}

// A process that writes to the pipe of the folder before goes on so; its lines come here, and the
// pipe too if it can.
bool open_log(struct service *service, int folder)
{
    int number = part_of(service, LOG_FOLDER);
    if (service->open && !same_folder(number, folder)) {
        read_log(service, 4); // or it would be lost, when nobody writes any more
        close_current(service);
        service->log.foreign_pipe = renameat(number, ".pipe", folder, ".pipe") < 0;
    }
    if (!keep_part(service, LOG_FOLDER, folder))
        return false;
    if (!open_log_pipe(service))
        object("make the pipe for the log of service", (uint64_t)(service - services));
    // What is in the pipe goes on with what a holder before has written.
    if (open_current(service) && !service->open)
        service->log.in_line = service->log.torn;
    return true;
}
