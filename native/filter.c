// The filter: the hashes of the names that somebody keeps, written by the brain before it sleeps.

#include "holder.h"

#include <sys/stat.h>
#include <unistd.h>

enum { PROBES_MAX = 4096 };

uint32_t filter_entries;

uint64_t fnv(uint64_t hash, const void *bytes, size_t length)
{
    const unsigned char *at = bytes;
    while (length--)
        hash = (hash ^ *at++) * 0x100000001b3u;
    return hash;
}

// Read, not mapped: mapped pages would count as ours. A table that cannot be read, or has no end,
// says yes: an event too many costs a wake-up, one too few a drift.
static bool has(uint64_t hash)
{
    uint64_t words[16];
    uint32_t mask = filter_entries - 1;
    hash += hash == 0;
    uint32_t at = (uint32_t)hash & mask;
    uint32_t most = filter_entries < PROBES_MAX ? filter_entries : PROBES_MAX;
    for (uint32_t probes = 0; probes < most;) {
        ssize_t got = pread(FILTER, words, sizeof words, (off_t)at * 8);
        size_t count = got < 0 ? 0 : (size_t)got / 8;
        if (count == 0)
            return true;
        for (size_t i = 0; i < count && at < filter_entries; i++, at++, probes++) {
            if (words[i] == hash)
                return true;
            if (words[i] == 0)
                return false;
        }
        at &= mask;
    }
    return true;
}

void use_filter(uint32_t entries)
{
    struct stat file;
    filter_entries = 0;
    if (entries == 0)
        return;
    bool fits = fstat(FILTER, &file) == 0 && (uint64_t)file.st_size >= (uint64_t)entries * 8;
    if (!fits || (entries & (entries - 1)))
        object("use a filter of size", entries);
    else
        filter_entries = entries;
}

// A name that stands for all of its directory is rare, one in a full directory is not.
bool filter_has(const struct name *name)
{
    bool whole = name->length == 0 || (name->length == 1 && name->text[0] == '.');
    if (filter_entries == 0 || whole)
        return true;
    uint64_t hash = name->wd < 0 ? fnv(FNV_START, name->directory, name->directory_length)
                                 : fnv(FNV_START, &name->wd, sizeof name->wd);
    return has(hash) || has(fnv(hash, name->text, name->length)) ||
           (name->self_length && has(fnv(FNV_START, name->self, name->self_length)));
}
