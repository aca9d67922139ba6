// What the holder says to whoever started it: one line each, on descriptor 2, without stdio, which
// would cost more memory than all the rest.

#include "holder.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { COMPLAINTS_MAX = 20 }; // about one brain

void add(struct line *line, const char *text)
{
    while (*text && line->length < sizeof line->text - 1)
        line->text[line->length++] = *text++;
}

void add_number(struct line *line, uint64_t number)
{
    char digits[21];
    char *at = digits + sizeof digits - 1;
    *at = 0;
    do
        *--at = (char)('0' + number % 10);
    while (number /= 10);
    add(line, at);
}

// One line to whoever started us, unless nobody reads and it would make us wait.
void print(struct line *line)
{
    struct pollfd out = {.fd = 2, .events = POLLOUT};
    line->text[line->length++] = '\n';
    if (poll(&out, 1, 0) == 1 && (out.revents & POLLOUT))
        (void)!write(2, line->text, line->length);
}

void complain(const char *what, int error)
{
    struct line line = {0};
    add(&line, "vow: unable to ");
    add(&line, what);
    if (error) {
        add(&line, ": ");
        add(&line, strerror(error));
    }
    print(&line);
}

// About what a brain sent. A mad one must not fill the log.
bool may_object(void)
{
    return brain.complaints++ < COMPLAINTS_MAX;
}

void object(const char *what, uint64_t number)
{
    struct line line = {0};
    if (!may_object())
        return;
    add(&line, "vow: unable to ");
    add(&line, what);
    add(&line, " ");
    add_number(&line, number);
    print(&line);
}

void fail(const char *what)
{
    complain(what, errno);
    exit(1);
}
