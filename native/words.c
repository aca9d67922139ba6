// The words that say how a process is made (docs/holder.md, Services). Only the child reads
// them: what that asks for is not the holder's.

#include "service.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { WORDS_BYTES_MAX = 1 << 20, READY_MAX = 1023 };

// The text of the next word with this letter; NULL after the last one.
const char *next_word(const struct words *words, const char *before, char letter)
{
    const char *at = before ? before + strlen(before) + 1 : words->start;
    for (; at < words->end; at += strlen(at) + 1)
        if (*at == letter)
            return at + 1;
    return NULL;
}

const char *last_word(const struct words *words, char letter)
{
    const char *last = NULL;
    for (const char *at = NULL; (at = next_word(words, at, letter));)
        last = at;
    return last;
}

// A number without sign, and then as many blanks as there are; it is left at its start when there is
// none.
uint64_t number_in(const char **text, int base)
{
    static const char digits[] = "0123456789abcdef";
    uint64_t number = 0;
    const char *at = *text, *digit;
    while (*at && (digit = memchr(digits, *at, (size_t)base))) {
        uint64_t next = number * (uint64_t)base + (uint64_t)(digit - digits);
        if (next / (uint64_t)base != number)
            return 0;
        number = next;
        at++;
    }
    if (at == *text)
        return 0;
    while (*at == ' ')
        at++;
    *text = at;
    return number;
}

static bool numbers(const char *text, int count, int base, uint64_t most)
{
    for (int i = 0; i < count; i++) {
        const char *start = text;
        if (number_in(&text, base) > most || text == start)
            return false;
    }
    return *text == 0;
}

static bool sane(char letter, const char *text)
{
    switch (letter) {
    case 'a': return true;
    case 'p': case 'd': case 'c': case 'W': return text[0] == '/';
    case 'e': return text[0] != '=' && strchr(text, '=');
    case 'u': case 'g': case 'G': return numbers(text, 1, 10, UINT32_MAX - 1);
    case 'm': return numbers(text, 1, 8, 0777);
    case 'l': return numbers(text, 3, 10, UINT64_MAX);
    case 'n': return numbers(text + (text[0] == '-'), 1, 10, 20);
    case 'o': return numbers(text + (text[0] == '-'), 1, 10, 1000);
    case 'r': return numbers(text, 1, 10, READY_MAX);
    case 's': return numbers(text, 1, 10, SOCKETS - 1);
    case 'B': return numbers(text, 1, 16, UINT64_MAX);
    case 'P': case 'N': case 'T': case 'R': return text[0] == 0;
    default: return false;
    }
}

static bool all_sane(const struct words *words)
{
    uint64_t sockets = 0;
    for (const char *at = words->start; at < words->end; at += strlen(at) + 1) {
        sockets += *at == 's';
        if (*at == 0 || !sane(*at, at + 1))
            return false;
    }
    const char *ready = last_word(words, 'r');
    return last_word(words, 'p') && sockets <= SOCKETS &&
           (!ready || number_in(&ready, 10) >= 3 + sockets);
}

// Read, not mapped: whoever wrote them could still cut the file.
bool read_words(struct words *words, int fd)
{
    struct stat status;
    errno = EINVAL;
    if (fstat(fd, &status) < 0 || status.st_size <= 0)
        return false;
    size_t length = (size_t)status.st_size;
    errno = E2BIG;
    if (status.st_size > WORDS_BYTES_MAX)
        return false;
    words->start = mmap(NULL, length + 1, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (words->start == MAP_FAILED || pread(fd, words->start, length, 0) != (ssize_t)length)
        return false;
    words->end = words->start + length;
    errno = EINVAL;
    return words->end[-1] == 0 && all_sane(words);
}
