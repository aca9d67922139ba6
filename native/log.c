// Logs: what comes through the pipe of a service goes to `current` in its folder, a line after the
// time at which it was read. Nothing is kept in memory: a line that comes in pieces is written so.

#include "service.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum {
    PIECES = 64,
    LINE_BYTES_MAX = 65536, // of one without an end: it is cut
    STAMP_BYTES = sizeof(struct stamp) - 1,
};

// What was read and is not written yet.
static struct {
    struct stamp stamp;
    int64_t seconds, now_ms;
    struct iovec pieces[PIECES];
    int count;
    size_t bytes;
    uint32_t lines; // that these are pieces of
    bool broken;    // a write has failed: not tried again with this read
} batch;

static int pipe_of(const struct service *service)
{
    return part_of(service, LOG_PIPE);
}

static void give_up(struct service *service, int error)
{
    struct log *log = &service->log;
    close_current(service);
    log->dropped += batch.lines;
    log->drop_error = error;
    log->dropping = log->dropping || log->in_line;
    log->in_line = false;
    batch.broken = true;
}

// Writes what is there, whole or not at all.
static void write_batch(struct service *service)
{
    struct log *log = &service->log;
    if (batch.count == 0)
        return;
    const struct iovec *last = &batch.pieces[batch.count - 1];
    ssize_t put = -1;
    if (open_current(service))
        put = writev(part_of(service, LOG_CURRENT), batch.pieces, batch.count);
    if (put == (ssize_t)batch.bytes) {
        log->size += batch.bytes;
        log->torn = ((const char *)last->iov_base)[last->iov_len - 1] != '\n';
    } else {
        int error = put < 0 ? errno : ENOSPC;
        if (put > 0)
            (void)!ftruncate(part_of(service, LOG_CURRENT), (off_t)log->size);
        give_up(service, error);
    }
    batch.count = 0;
    batch.bytes = 0;
    batch.lines = 0;
}

static void add_piece(struct service *service, const char *at, size_t length)
{
    if (batch.count == PIECES)
        write_batch(service);
    if (batch.broken)
        return;
    batch.pieces[batch.count++] = (struct iovec){(void *)at, length};
    batch.bytes += length;
}

// Makes `current` fit for a line of this length.
static void make_room(struct service *service, size_t length)
{
    struct log *log = &service->log;
    if (!open_current(service)) {
        give_up(service, errno);
        return;
    }
    uint64_t size = log->size + batch.bytes;
    bool full = log->file_bytes && size + STAMP_BYTES + length > log->file_bytes;
    bool old = log->age_s && batch.seconds - log->born_s >= log->age_s;
    if (size == 0 || !(full || old))
        return;
    write_batch(service);
    if (batch.broken)
        return;
    if (!put_aside(part_of(service, LOG_FOLDER), log->files)) {
        give_up(service, errno);
        return;
    }
    close_current(service);
    if (!open_current(service))
        give_up(service, errno);
}

static void put_line(struct service *service, const char *at, size_t length)
{
    if (service->log.forwarded) {
        if (!forward(service, at, length))
            give_up(service, errno);
        return;
    }
    make_room(service, length);
    if (PIECES - batch.count < 3) // so that a line is whole in one of them
        write_batch(service);
    if (batch.broken)
        return;
    if (service->log.torn && batch.count == 0)
        add_piece(service, "\n", 1);
    batch.lines++;
    add_piece(service, batch.stamp.text, STAMP_BYTES);
    add_piece(service, at, length);
}

// In a line of its own; true when nothing is left to be said.
static bool say_dropped(struct service *service)
{
    static struct line line; // until it is written
    struct log *log = &service->log;
    if (log->dropped == 0)
        return true;
    write_batch(service);
    line.length = 0;
    add(&line, "vow: ");
    add_number(&line, log->dropped);
    add(&line, log->dropped == 1 ? " line dropped: " : " lines dropped: ");
    if (log->drop_error) {
        add(&line, strerror(log->drop_error));
    } else {
        add(&line, "more than ");
        add_number(&line, log->lines_per_s);
        add(&line, " in a second");
    }
    line.text[line.length++] = '\n';
    if (!batch.broken)
        put_line(service, line.text, line.length);
    batch.lines = 0; // it is none of the service's
    write_batch(service);
    if (!batch.broken)
        log->dropped = 0;
    return !batch.broken;
}

static bool too_many(struct log *log)
{
    if (log->lines_per_s == 0)
        return false;
    if (batch.now_ms - log->window_ms >= 1000) {
        log->window_ms = batch.now_ms;
        log->lines = 0;
    }
    if (log->lines < log->lines_per_s) {
        log->lines++;
        return false;
    }
    log->tell_ms = log->window_ms + 1000;
    expect_at(log->tell_ms);
    return true;
}

static void begin_line(struct service *service, const char *at, size_t length)
{
    struct log *log = &service->log;
    bool whole = at[length - 1] == '\n';
    bool refused = too_many(log);
    if (!refused && !batch.broken && say_dropped(service))
        put_line(service, at, length);
    if (!refused && !batch.broken) {
        log->in_line = !whole;
        log->line_bytes = (uint32_t)length;
        return;
    }
    log->dropped++;
    log->drop_error = refused ? 0 : log->drop_error;
    log->dropping = !whole;
}

static void go_on(struct service *service, const char *at, size_t length)
{
    struct log *log = &service->log;
    batch.lines += batch.count == 0;
    log->in_line = at[length - 1] != '\n';
    log->line_bytes += (uint32_t)length;
    if (!log->forwarded)
        add_piece(service, at, length);
    else if (length > 1 || *at != '\n')
        forward(service, at, length);
}

static void take_in(struct service *service, const char *at, size_t length)
{
    struct log *log = &service->log;
    while (length) {
        const char *newline = memchr(at, '\n', length);
        size_t used = newline ? (size_t)(newline - at) + 1 : length;
        bool cut = log->in_line && log->line_bytes + used > LINE_BYTES_MAX;
        if (cut)
            go_on(service, "\n", 1);
        if (log->dropping)
            log->dropping = !newline;
        else if (log->in_line)
            go_on(service, at, used);
        else
            begin_line(service, at, used);
        at += used;
        length -= used;
    }
}

static void begin_batch(struct service *service)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    set_stamp(&batch.stamp, now.tv_sec, now.tv_nsec);
    batch.seconds = now.tv_sec;
    batch.now_ms = clock_ms(CLOCK_MONOTONIC);
    batch.broken = false;
    look_again(service);
}

// The memory that this needs is given back. Nothing but emptiness makes such a read fail.
void read_log(struct service *service, int reads)
{
    ssize_t got = 1;
    bool some = false;
    for (int i = 0; i < reads && got > 0; i++) {
        got = read(pipe_of(service), scratch.log, sizeof scratch.log);
        if (got <= 0)
            break;
        some = true;
        begin_batch(service);
        take_in(service, scratch.log, (size_t)got);
        write_batch(service);
        if (got < (ssize_t)sizeof scratch.log)
            break; // it is empty, or tells so itself
    }
    if (some)
        madvise(scratch.log, sizeof scratch.log, MADV_DONTNEED);
}

// The process has ended: what the next one writes is another line.
void end_log_line(struct service *service)
{
    struct log *log = &service->log;
    begin_batch(service);
    if (log->in_line)
        go_on(service, "\n", 1);
    log->dropping = false;
    write_batch(service);
    if (log->drop_error)
        say_dropped(service);
}

void tell_dropped(struct service *service, int64_t now_ms)
{
    struct log *log = &service->log;
    if (log->tell_ms == 0)
        return;
    if (now_ms < log->tell_ms) {
        expect_at(log->tell_ms);
        return;
    }
    log->tell_ms = 0;
    begin_batch(service);
    say_dropped(service);
}
