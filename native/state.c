// What a holder leaves to the program that takes its place: all that it knows, in pieces. A piece is
// what stands in memory, so a field may only be added at the end of one; whatever else changes what
// is here makes a new layout. A program that finds more than it knows does not understand it.

#include "service.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LAYOUT = 1, LENGTH_MAX = 1 << 20, ALIGN = 8 };

static const char magic[8] = "vowstate";

struct state_head {
    char magic[8];
    uint32_t layout, zero;
    uint64_t length;   // with this
    uint64_t checksum; // FNV-1a of what follows
};

struct piece_head {
    uint32_t tag, k, length, zero;
};

enum tag { LIFE = 1, RECORDS, HELD, NAMES, NEXT_COMMAND, DEADLINE, LIMITS, ONES_END, RUN, LOG, KEPT };

struct place {
    void *at;
    size_t length;
};

// Where a piece stands in memory, and how long it can be; nowhere for a tag that is not known.
static struct place place_of(uint32_t tag, uint32_t k)
{
    bool one = k < SERVICES;
    switch (tag) {
    case LIFE: return (struct place){&brain, sizeof brain};
    case RECORDS: return (struct place){&ledger, sizeof ledger};
    case HELD: return (struct place){&slots, sizeof slots};
    case NAMES: return (struct place){&filter_entries, sizeof filter_entries};
    case NEXT_COMMAND: return (struct place){&wake_command, sizeof wake_command};
    case DEADLINE: return (struct place){&expected_ms, sizeof expected_ms};
    case LIMITS: return (struct place){&first_files, sizeof first_files};
    case RUN: return (struct place){one ? &services[k] : NULL, offsetof(struct service, log)};
    case LOG: return (struct place){one ? &services[k].log : NULL, sizeof(struct log)};
    case KEPT: return (struct place){one ? &stores[k] : NULL, sizeof(struct store)};
    default: return (struct place){NULL, 0};
    }
}

struct sheet {
    int fd;
    bool good;
    struct state_head head;
};

static void put(struct sheet *sheet, const void *bytes, size_t length)
{
    sheet->good = sheet->good && write(sheet->fd, bytes, length) == (ssize_t)length;
    sheet->head.checksum = fnv(sheet->head.checksum, bytes, length);
    sheet->head.length += length;
}

static void put_piece(struct sheet *sheet, uint32_t tag, uint32_t k)
{
    static const char zeros[ALIGN];
    struct place place = place_of(tag, k);
    if (tag == NEXT_COMMAND) // the rest of it is memory that nothing has touched
        place.length = offsetof(struct command, text) + wake_command.length;
    struct piece_head head = {tag, k, (uint32_t)place.length, 0};
    put(sheet, &head, sizeof head);
    put(sheet, place.at, place.length);
    put(sheet, zeros, -place.length % ALIGN);
}

bool write_state(int fd)
{
    struct sheet sheet = {.fd = fd, .good = true, .head = {.layout = LAYOUT}};
    put(&sheet, &sheet.head, sizeof sheet.head); // again when it is known
    sheet.head.checksum = FNV_START;
    for (uint32_t tag = LIFE; tag < ONES_END; tag++)
        put_piece(&sheet, tag, 0);
    for (uint32_t k = 0; k < services_end; k++) {
        if (!services[k].open)
            continue;
        put_piece(&sheet, RUN, k);
        put_piece(&sheet, LOG, k);
        if (may_store(&services[k]))
            put_piece(&sheet, KEPT, k);
    }
    memcpy(sheet.head.magic, magic, sizeof magic);
    return sheet.good && pwrite(fd, &sheet.head, sizeof sheet.head, 0) == sizeof sheet.head;
}

static bool is_whole(int fd, const struct state_head *head)
{
    struct stat status;
    uint64_t checksum = FNV_START;
    if (memcmp(head->magic, magic, sizeof magic) != 0 || head->layout != LAYOUT || head->zero ||
        head->length > LENGTH_MAX || head->length % ALIGN || fstat(fd, &status) < 0 ||
        (uint64_t)status.st_size != head->length)
        return false;
    for (uint64_t at = sizeof *head; at < head->length;) {
        ssize_t got = pread(fd, scratch.packet, sizeof scratch.packet, (off_t)at);
        if (got <= 0)
            return false;
        checksum = fnv(checksum, scratch.packet, (size_t)got);
        at += (uint64_t)got;
    }
    return checksum == head->checksum;
}

static bool is_process(pid_t pid)
{
    return pid == 0 || pid > 1;
}

static bool is_sane_store(const struct store *store)
{
    bool good = store->most <= SOCKETS && store->held >> SOCKETS == 0;
    for (uint32_t i = 0; i < SOCKETS; i++)
        good = good && memchr(store->names[i], 0, sizeof store->names[i]);
    return good;
}

static bool is_sane_service(const struct service *service)
{
    return is_sane_store(&stores[service - services]) &&
           is_process(service->pid) && is_process(service->group) &&
           memchr(service->name, 0, sizeof service->name) && service->within_ms >= 0 &&
           service->within_ms <= WITHIN_MAX_MS;
}

// Nothing that would harm what is not ours.
static bool is_sane(void)
{
    bool good = is_process(brain.pid) && (uint32_t)brain.phase <= ENDING &&
                ledger.handled <= ledger.written && ledger.written <= INT64_MAX &&
                ledger.handled % ALIGN == 0 && ledger.written % ALIGN == 0 &&
                slots.held >> SLOTS == 0 && (filter_entries & (filter_entries - 1)) == 0 &&
                (wake_command.count == 0 ||
                 are_strings(wake_command.text, wake_command.length, wake_command.count));
    for (uint32_t k = 0; k < SLOTS; k++)
        good = good && slots.watches[k] <= URGENT;
    for (uint32_t k = 0; k < services_end; k++)
        good = good && is_sane_service(&services[k]);
    return good;
}

// Into memory that has only zeros.
static bool read_piece(int fd, const struct piece_head *head, off_t at)
{
    struct place place = place_of(head->tag, head->k);
    if (!place.at || head->length > place.length ||
        pread(fd, place.at, head->length, at) != (ssize_t)head->length)
        return false;
    if (head->tag == NEXT_COMMAND)
        return wake_command.length <= sizeof wake_command.text;
    return true;
}

static bool read_pieces(int fd, uint64_t length)
{
    uint32_t ones = 0;
    for (uint64_t at = sizeof(struct state_head); at < length;) {
        struct piece_head head;
        if (pread(fd, &head, sizeof head, (off_t)at) != sizeof head)
            return false;
        at += sizeof head;
        if (head.length > length - at || !read_piece(fd, &head, (off_t)at))
            return false;
        at += (head.length + ALIGN - 1) & ~(uint64_t)(ALIGN - 1);
        if (head.tag < ONES_END)
            ones |= 1u << head.tag;
        else if (services_end <= head.k)
            services_end = head.k + 1;
    }
    return ones == (1u << ONES_END) - (1u << LIFE);
}

// False when this was not written by a holder that we understand.
bool read_state(int fd)
{
    struct state_head head;
    return pread(fd, &head, sizeof head, 0) == sizeof head && is_whole(fd, &head) &&
           read_pieces(fd, head.length) && is_sane();
}
