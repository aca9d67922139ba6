// What the parts of the holder share that has to do with services: service.c has the table of them.

#include "holder.h"

#include <sys/resource.h>

enum { WITHIN_MAX_MS = 1 << 30 }; // for WATCHDOG=1

// brain.c
extern struct rlimit first_files; // RLIMIT_NOFILE as it was when the holder was started

// service.c
enum run_flags { RUN_EXECUTED = 1, RUN_READY = 2, RUN_ENDED = 4 }; // as LIST tells them

struct log {
    char prefix[224], suffix[4]; // of each line that is forwarded
    uint64_t file_bytes, size; // the most, and what `current` has
    uint32_t files, age_s, lines_per_s;
    int64_t born_s;     // of `current`
    int64_t window_ms;  // in which lines are counted
    int64_t tell_ms;    // when what was dropped can be told; 0: with the next line
    uint32_t lines;     // in that window
    uint32_t line_bytes;
    uint64_t dropped;   // lines, and not told yet
    int drop_error;     // why; 0: too many of them
    bool pipe;          // is open
    bool current;       // so is this
    bool in_line;       // the last byte that came was no newline
    bool dropping;      // and what is left of that line is dropped
    bool torn;          // `current` does not end with a newline
    bool forwarded;     // to a socket, not to `current`
    bool foreign_pipe;  // not that of this folder: a process still writes to the one before
};

struct service {
    bool open;
    bool reporting;     // LAUNCH_PIPE is open
    bool notifying;     // READY_PIPE is open
    bool adopted;       // no child of ours: ADOPTED is open
    pid_t pid;          // 0: none
    uint64_t run;
    int32_t status;
    uint32_t flags;
    int32_t failed[2];  // step and errno of a process that did not become the program
    uint32_t access;    // to its NOTIFY_SOCKET
    int64_t within_ms;  // WATCHDOG=1 has to come; 0: need not
    int64_t silent_ms;  // when it is late; 0: told already
    pid_t group;        // of the last run, when it has ended and left somebody there; 0: none
    char name[64];
    struct log log;     // last: state.c keeps it apart
};

struct open_message {
    struct head head;
    uint32_t k, files;
    uint64_t file_bytes;
    uint32_t age_s, lines_per_s;
};
extern struct service services[SERVICES];
extern uint32_t services_end; // none was open from here on
int part_of(const struct service *service, enum part part);
bool keep_part(const struct service *service, enum part part, int fd);
void note_run(uint32_t type, const struct service *service, int32_t number);
struct service *service_number(uint32_t k);
struct service *service_of(pid_t pid);
void open_service(const struct open_message *message, const char *name, int folder);
void close_service(uint32_t k);
void list_services(void);
void on_service(int fd, uint32_t events);
void on_service_timer(void);
void drain_logs(void);

// forward.c
void take_forward(uint32_t k, const char *text, size_t length, int fd);
bool forward(struct service *service, const char *at, size_t length);

// run.c
void launch(uint32_t k, uint64_t run, int words);
void kill_run(uint32_t k, uint32_t number, uint64_t run, uint32_t scope);
void adopt(uint32_t k, pid_t pid, uint64_t run, int pidfd);
void on_report(struct service *service);
void on_adopted(struct service *service);
void hear_last_words(struct service *service);
void run_ended(struct service *service, int status, uint64_t cpu_us, uint64_t rss_kb);

// notify.c
extern int64_t expected_ms; // the timer is set to this; 0: not at all
void expect_at(int64_t at_ms);
void take_notify_socket(uint32_t k, uint32_t access, int fd);
void expect_pings(uint32_t k, uint64_t run, uint64_t within_us);
void on_ready(struct service *service);
void on_notify(struct service *service, int datagrams);
void check_silence(struct service *service, int64_t now_ms);

bool begins(const char *line, size_t length, const char *text);
bool is(const char *line, size_t length, const char *text);

// store.c
enum { FDNAME_BYTES = 32 };
struct store {
    uint32_t most; // that it may have
    uint32_t held; // a bit for each of its sockets' places
    char names[SOCKETS][FDNAME_BYTES];
};
struct wish { // what a datagram says of descriptors
    bool store, remove, blind, named;
    char name[FDNAME_BYTES];
};
extern struct store stores[SERVICES];
bool is_stored(const struct service *service, uint32_t i);
const char *stored_name(const struct service *service, uint32_t i);
void drop_stored(const struct service *service, uint32_t i);
void limit_store(const struct service *service, uint32_t most);
void take_limit(uint32_t k, uint32_t most);
bool may_store(const struct service *service);
bool read_wish(struct wish *wish, const char *line, size_t length);
void fulfil(const struct service *service, const struct wish *wish, const int *fds, int count);

// pipe.c
bool open_log(struct service *service, int folder);
bool open_log_pipe(struct service *service);

// log.c
void read_log(struct service *service, int reads);
void end_log_line(struct service *service);
void tell_dropped(struct service *service, int64_t now_ms);

// current.c
bool open_current(struct service *service);
void close_current(struct service *service);
void look_again(struct service *service);

// rotate.c
struct stamp {
    char text[29]; // with a space and a NUL
};
void set_stamp(struct stamp *stamp, int64_t seconds, long nanoseconds);
int64_t stamp_seconds(const char *text);
bool put_aside(int folder, uint32_t files);

// launch.c
void become_service(const struct service *service, int words, int report, int ready)
        __attribute__((noreturn));

// words.c
struct words {
    char *start, *end;
};
const char *next_word(const struct words *words, const char *before, char letter);
const char *last_word(const struct words *words, char letter);
uint64_t number_in(const char **text, int base);
bool read_words(struct words *words, int fd);

// confine.c
bool enter_namespaces(const struct words *words);
bool become_user(const struct words *words);

// orders.c
size_t least_order(uint32_t type);
void hear_order(uint32_t type, const char *packet, size_t length, int fd);
