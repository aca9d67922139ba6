// Descriptors that a service leaves here for its next process (sd_notify(3), FDSTORE=1). They stand
// where its sockets do, in places for which the brain has given none: the first that came in the last.

#include "service.h"

#include <fcntl.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { SAME_FILE = 0 }; // KCMP_FILE

struct store stores[SERVICES]; // a table apart: of who stores nothing no page is touched

static struct store *store_of(const struct service *service)
{
    return &stores[service - services];
}

static int place_of(const struct service *service, uint32_t i)
{
    return part_of(service, FIRST_SOCKET + i);
}

bool is_stored(const struct service *service, uint32_t i)
{
    return i < SOCKETS && (store_of(service)->held >> i & 1);
}

const char *stored_name(const struct service *service, uint32_t i)
{
    return store_of(service)->names[i];
}

void drop_stored(const struct service *service, uint32_t i)
{
    if (!is_stored(service, i))
        return;
    store_of(service)->held &= ~(1u << i);
    let_go(place_of(service, i));
}

// Closes those that are too many, the last first.
void limit_store(const struct service *service, uint32_t most)
{
    uint32_t kept = 0;
    if (store_of(service)->most != most)
        store_of(service)->most = most;
    for (uint32_t i = SOCKETS; i-- > 0;)
        if (is_stored(service, i) && ++kept > most)
            drop_stored(service, i);
}

bool may_store(const struct service *service)
{
    return store_of(service)->most > 0;
}

void take_limit(uint32_t k, uint32_t most)
{
    struct service *service = service_number(k);
    if (!service || most > SOCKETS)
        object("hold what is stored by service", k);
    else
        limit_store(service, most);
}

static bool is_name(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (text[i] < ' ' || text[i] > '~' || text[i] == ':')
            return false;
    return length > 0 && length < FDNAME_BYTES;
}

// True for a line that is about descriptors: these are nothing to the brain.
bool read_wish(struct wish *wish, const char *line, size_t length)
{
    if (begins(line, length, "FDNAME=")) {
        const char *name = line + sizeof "FDNAME=" - 1;
        length -= sizeof "FDNAME=" - 1;
        wish->named = is_name(name, length);
        memset(wish->name, 0, sizeof wish->name);
        memcpy(wish->name, name, wish->named ? length : 0);
        return true;
    }
    wish->store |= is(line, length, "FDSTORE=1");
    wish->remove |= is(line, length, "FDSTOREREMOVE=1");
    wish->blind |= is(line, length, "FDPOLL=0");
    return begins(line, length, "FDSTORE=") || begins(line, length, "FDSTOREREMOVE=") ||
           begins(line, length, "FDPOLL=");
}

// Whether it is the same open file as one that is stored: it says so again at each of its starts.
static bool is_known(const struct service *service, int fd)
{
    for (uint32_t i = 0; i < SOCKETS; i++)
        if (is_stored(service, i) && syscall(SYS_kcmp, getpid(), getpid(), SAME_FILE, fd,
                                             place_of(service, i)) == 0)
            return true;
    return false;
}

static void keep(const struct service *service, const struct wish *wish, int fd)
{
    struct store *store = store_of(service);
    uint32_t kept = 0, place = SOCKETS;
    for (uint32_t i = 0; i < SOCKETS; i++) {
        if (is_stored(service, i))
            kept++;
        else if (fcntl(place_of(service, i), F_GETFD) < 0)
            place = i;
    }
    if (kept >= store->most || place == SOCKETS || is_known(service, fd) ||
        !keep_part(service, FIRST_SOCKET + place, fd))
        return;
    store->held |= 1u << place;
    strcpy(store->names[place], wish->named ? wish->name : "stored");
    if (!wish->blind)
        watch(EPOLL_CTL_ADD, place_of(service, place), 0); // what tells an end is told anyway
}

// What came with the words stays the caller's.
void fulfil(const struct service *service, const struct wish *wish, const int *fds, int count)
{
    for (uint32_t i = 0; i < SOCKETS && wish->remove && wish->named; i++)
        if (strcmp(stored_name(service, i), wish->name) == 0)
            drop_stored(service, i);
    for (int i = 0; i < count && wish->store && !wish->remove; i++)
        keep(service, wish, fds[i]);
}
