// The files of a log: their names and times, and that there are not too many of them.

#include "service.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { NAME_BYTES = 64, REMOVALS_MAX = 32 }; // more of them go with the next file

struct entry { // getdents64(2)
    uint64_t inode;
    int64_t next;
    uint16_t length;
    uint8_t type;
    char name[];
};

static char *put_digits(char *at, int64_t number, int digits)
{
    for (int i = digits - 1; i >= 0; i--, number /= 10)
        at[i] = (char)('0' + number % 10);
    return at + digits;
}

// Days since 1970 as a date, of the calendar that begins its years in March
// (https://howardhinnant.github.io/date_algorithms.html); no library, which would look for zones.
static char *put_date(char *at, int64_t days)
{
    days += 719468;
    int64_t era = days / 146097, day = days % 146097;
    int64_t year = (day - day / 1460 + day / 36524 - day / 146096) / 365;
    day -= 365 * year + year / 4 - year / 100;
    int64_t month = (5 * day + 2) / 153;
    int64_t civil = month < 10 ? month + 3 : month - 9;
    at = put_digits(at, year + era * 400 + (civil <= 2), 4);
    *at++ = '-';
    at = put_digits(at, civil, 2);
    *at++ = '-';
    return put_digits(at, day - (153 * month + 2) / 5 + 1, 2);
}

static int64_t days_to(int64_t year, int64_t month, int64_t day)
{
    year -= month <= 2;
    int64_t era = year / 400, of_era = year % 400;
    int64_t of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

void set_stamp(struct stamp *stamp, int64_t seconds, long nanoseconds)
{
    static const char between[] = "T::.";
    int64_t of_day = seconds % 86400;
    int64_t numbers[] = {of_day / 3600, of_day / 60 % 60, of_day % 60, nanoseconds / 1000};
    char *at = put_date(stamp->text, seconds / 86400);
    for (int i = 0; i < 4; i++) {
        *at++ = between[i];
        at = put_digits(at, numbers[i], i < 3 ? 2 : 6);
    }
    memcpy(at, "Z ", 3);
}

// 0 when the text, of 19 bytes at least, is none.
int64_t stamp_seconds(const char *text)
{
    static const char form[] = "0000-00-00T00:00:00";
    int64_t numbers[6] = {0};
    for (int i = 0, n = 0; form[i]; i++) {
        if (form[i] != '0') {
            if (text[i] != form[i])
                return 0;
            n++;
        } else if (text[i] < '0' || text[i] > '9') {
            return 0;
        } else {
            numbers[n] = numbers[n] * 10 + text[i] - '0';
        }
    }
    return days_to(numbers[0], numbers[1], numbers[2]) * 86400 + numbers[3] * 3600 +
           numbers[4] * 60 + numbers[5];
}

static bool aside(const char *name)
{
    return name[0] == '@' && strlen(name) < NAME_BYTES;
}

// Counts what was put aside, and finds the oldest: the names sort by time. Read where records are
// built, which saves a page.
static uint32_t find_oldest(int folder, char *oldest)
{
    uint32_t count = 0;
    int fd = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC); // with a position of our own
    char *entries = record_body();
    long got;
    while (fd >= 0 && (got = syscall(SYS_getdents64, fd, entries, BODY_MAX)) > 0) {
        for (long at = 0; at < got;) {
            const struct entry *entry = (const void *)(entries + at);
            at += entry->length;
            if (!aside(entry->name))
                continue;
            if (count++ == 0 || strcmp(entry->name, oldest) < 0)
                memcpy(oldest, entry->name, strlen(entry->name) + 1);
        }
    }
    if (fd >= 0)
        close(fd);
    return count;
}

// Gives `current` the name of the time, and removes the oldest that are too many.
bool put_aside(int folder, uint32_t files)
{
    struct timespec now;
    struct stamp stamp;
    char name[NAME_BYTES] = "@";
    clock_gettime(CLOCK_REALTIME, &now);
    set_stamp(&stamp, now.tv_sec, now.tv_nsec);
    memcpy(name + 1, stamp.text, sizeof stamp.text - 2);
    if (renameat(folder, "current", folder, name) < 0)
        return false;
    for (int i = 0; i < REMOVALS_MAX; i++) {
        uint32_t count = find_oldest(folder, name);
        if (count <= files || unlinkat(folder, name, 0) < 0 || count - 1 <= files)
            break;
    }
    return true;
}
