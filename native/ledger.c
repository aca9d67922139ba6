// The ledger: records of what has happened, in a memfd, until a brain has handled them.

#include "holder.h"

#include <fcntl.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

// What others can make as much of as they like leaves room for the rest, which is rare and small.
#define LEDGER_MAX ((uint64_t)1 << 20)
#define LEDGER_FILES_MAX (LEDGER_MAX - (64 << 10))

struct ledger ledger;

struct record_head {
    uint32_t length, type;
    int64_t time_ms;
};

// The next record is built here: its head, then its body.
static struct {
    struct record_head head;
    unsigned char body[BODY_MAX];
} next;

void *record_body(void)
{
    return next.body;
}

static bool has_room(uint64_t length, uint64_t most)
{
    return ledger.written - ledger.handled + length + sizeof next.head <= most;
}

// For the longest record.
bool room_for_file(void)
{
    return has_room(sizeof next, LEDGER_FILES_MAX);
}

static bool write_record(uint32_t type, size_t body_length)
{
    size_t length = (sizeof next.head + body_length + 7) & ~(size_t)7;
    memset(next.body + body_length, 0, length - sizeof next.head - body_length);
    next.head = (struct record_head){(uint32_t)length, type, clock_ms(CLOCK_REALTIME)};
    ssize_t put = pwrite(LEDGER, &next, length, (off_t)ledger.written);
    if (put != (ssize_t)length)
        return false;
    ledger.written += length;
    return true;
}

static void wake(uint32_t type, uint32_t slot)
{
    if (asleep() && !brain.why) {
        brain.why = type;
        brain.slot = slot;
    }
}

// One OVERFLOW record that is not handled yet tells of all that is lost before it is handled; what
// is lost meanwhile is told again (see handled).
void lose(void)
{
    bool told = ledger.overflow_end > ledger.handled;
    if (told || !write_record(OVERFLOW, 0)) {
        ledger.lost = true;
        return;
    }
    ledger.overflow_end = ledger.written;
    ledger.lost = false;
    wake(OVERFLOW, 0);
}

// Appends what lies in record_body().
void append(uint32_t type, uint32_t slot, size_t body_length)
{
    bool loud = type == FILE_EVENT || type == NOTIFIED;
    uint64_t most = loud ? LEDGER_FILES_MAX : LEDGER_MAX - sizeof next.head;
    size_t length = (sizeof next.head + body_length + 7) & ~(size_t)7;
    if (has_room(length, most) && write_record(type, body_length))
        wake(type, slot);
    else
        lose();
}

void append_pair(uint32_t type, uint32_t first, uint32_t second)
{
    uint32_t pair[2] = {first, second};
    memcpy(next.body, pair, sizeof pair);
    append(type, type == FIRED ? first : 0, sizeof pair);
}

// Gives back the memory of what the brain has done with.
bool handled(uint64_t n)
{
    if (n < ledger.handled || n > ledger.written || n % 8)
        return false;
    uint64_t from = ledger.handled & ~(uint64_t)4095;
    uint64_t to = n & ~(uint64_t)4095;
    if (to > from)
        fallocate(LEDGER, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, (off_t)from,
                  (off_t)(to - from));
    ledger.handled = n;
    if (ledger.lost)
        lose();
    return true;
}
