// What the holder weighs while it waits. The kernel maps 64 KiB of a program around each page that is
// needed; the code for services lies apart (native/program.ld), so that it comes only when it is. It
// goes again before a sleep, as does what only one event needs.

#include "holder.h"

#include <sys/mman.h>

enum { PAGE = 4096 };

// Nowhere when the linker was told nothing.
extern char services_start[] __attribute__((weak)), services_stop[] __attribute__((weak));

struct scratch scratch __attribute__((aligned(PAGE)));

static void advise(int advice)
{
    uintptr_t from = ((uintptr_t)services_start + PAGE - 1) & ~(uintptr_t)(PAGE - 1);
    uintptr_t to = ((uintptr_t)services_stop + PAGE - 1) & ~(uintptr_t)(PAGE - 1); // nothing follows
    if (from < to)
        madvise((void *)from, to - from, advice);
}

void give_back(void)
{
    advise(MADV_DONTNEED);
    madvise(&scratch, sizeof scratch, MADV_DONTNEED);
}

// An area with other advice is another one: what is mapped around a page stays within.
void set_apart(void)
{
    advise(MADV_RANDOM);
    give_back();
}
