// What the brain says about services: its messages taken apart, for the files that do what they say.

#include "service.h"

#include <string.h>

struct run_message { // LAUNCH, ADOPT, and how KILL and PINGS begin
    struct head head;
    uint32_t k, number;
    uint64_t run;
};

struct long_message { // KILL, PINGS
    struct run_message start;
    uint64_t rest;
};

// 0 for what is none of these.
size_t least_order(uint32_t type)
{
    switch (type) {
    case OPEN: return sizeof(struct open_message) + 1;
    case LAUNCH: case ADOPT: return sizeof(struct run_message);
    case KILL: case PINGS: return sizeof(struct long_message);
    case CLOSE: case LIST: case NOTIFY: case SOCKET: case LINES:
    case STORE:
        return sizeof(struct head) + 8;
    default: return 0;
    }
}

static void hear_open(const char *packet, size_t length, int folder)
{
    struct open_message message;
    const char *name = packet + sizeof message;
    size_t most = length - sizeof message;
    memcpy(&message, packet, sizeof message);
    size_t used = strnlen(name, most);
    if (message.k >= SERVICES || used == most || used == 0 || used >= sizeof services[0].name)
        object("understand what came for service", message.k);
    else
        open_service(&message, name, folder);
}

// Held, never used: what there is to accept is the service's. What was stored there goes.
static void take_socket(uint32_t k, uint32_t i, int fd)
{
    struct service *service = service_number(k);
    bool known = service && i < SOCKETS, good = known && fd >= 0;
    if (known && fd < 0 && !is_stored(service, i)) {
        let_go(part_of(service, FIRST_SOCKET + i));
        return;
    }
    if (good)
        drop_stored(service, i);
    if (!good || !keep_part(service, FIRST_SOCKET + i, fd))
        object("hold a socket of service", k);
}

// The packet is long enough for its type.
void hear_order(uint32_t type, const char *packet, size_t length, int fd)
{
    struct long_message message = {0};
    memcpy(&message, packet, length < sizeof message ? length : sizeof message);
    uint32_t k = message.start.k, number = message.start.number;
    uint64_t run = message.start.run;
    uint32_t scope;
    memcpy(&scope, &message.rest, sizeof scope); // the first half: KILL has another number there
    switch (type) {
    case OPEN: hear_open(packet, length, fd); break;
    case LAUNCH: launch(k, run, fd); break;
    case KILL: kill_run(k, number, run, scope); break;
    case CLOSE: close_service(k); break;
    case LIST: list_services(); break;
    case ADOPT: adopt(k, (pid_t)number, run, fd); break;
    case NOTIFY: take_notify_socket(k, number, fd); break;
    case PINGS: expect_pings(k, run, message.rest); break;
    case SOCKET: take_socket(k, number, fd); break;
    case LINES: take_forward(k, packet + 16, length - 16, fd); break;
    case STORE: take_limit(k, number); break;
    }
}
