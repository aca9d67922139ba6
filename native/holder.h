// What the parts of the holder share. Each part is one file and says at its top what it is for;
// holder.c has the whole of it in a few lines.

#define _GNU_SOURCE
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

// Descriptors have fixed numbers, in the holder as in the brain. Those below OURS and the slots are
// the brain's too; the others are closed when a brain is started.
enum {
    FANOTIFY = 3,
    INOTIFY = 4,
    LEDGER = 5,
    FILTER = 6,
    OURS = 7,
    EPOLL = OURS,
    SIGNALS,
    WAKE_TIMER,
    ALARM,
    CONTROL,
    SERVICE_TIMER,
    TRIAL, // of a program that is to take our place: what it answers
    STATE, // what is left to it
    SLOT_FIRST = 16,
    SLOTS = 48,
    SERVICE_FIRST = 64, // and PARTS more for each service
    SERVICES = 512,
};

// What a service has, in the order of its descriptors.
enum part {
    LOG_FOLDER,
    LOG_CURRENT,
    LOG_PIPE,
    LAUNCH_PIPE, // at its end the program runs; before it, why not
    READY_PIPE,
    NOTIFY_SOCKET,
    ADOPTED, // a pidfd
    FORWARD, // where lines are sent
    FIRST_SOCKET = 8,
    SOCKETS = 8,
    PARTS = 16,
};

enum {
    PACKET_MAX = 32768,
    ARGUMENTS_MAX = 4096,
    COMM_MAX = 64,
    EXE_MAX = 1024,
    PATH_BYTES = 4096,
    GROUP_MAX = 1024,
    BODY_MAX = 4080,
    EVENTS_BYTES = 4096,
    LOG_BYTES = 16384, // of one read
    READS_MAX = 4096, // of a queue, 4 KiB each: more than the 16,384 events that one holds
    ROUND_READS = 16, // of a queue, before others have their turn
};

// The patience with a brain. Tests have less of it.
#ifndef HELLO_MS
#define HELLO_MS 60000 // from its start to HELLO
#endif
#ifndef END_MS
#define END_MS 10000 // from when it is to end
#endif
#ifndef TRIAL_MS
#define TRIAL_MS 10000 // for a program that is to take our place
#endif
#ifndef LIVED_MS
#define LIVED_MS 10000 // from HELLO on: its end is no failure to start
#endif

enum message {
    START = 1, MORE, GO, STAY, STOP, RELOAD, SYNCED,
    HELLO = 64, HANDLED, READ, SYNC, SLOT, DROP, RESUME, WAKE, SLEEP, END,
    OPEN, LAUNCH, KILL, CLOSE, LIST, ADOPT, NOTIFY, PINGS, SOCKET,
    UPGRADE, LINES, STORE,
};

enum record {
    FILE_EVENT = 1, OVERFLOW, FIRED, TIMER, EXIT, SIGNAL, CRASH,
    STARTED, EXECUTED, UNSTARTED, ENDED, READY, NOTIFIED, SILENT, SERVICE,
};

enum watch { HOLD = 0, READABLE = 1, URGENT = 2 };

enum phase {
    ABSENT,   // asleep: the next record starts a brain
    WAITING,  // for the end of the back-off
    STARTING, // no HELLO yet
    AWAKE,
    LEAVING, // GO was said; from here on everything is as when asleep
    ENDING,  // END was said
};

struct brain {
    enum phase phase;
    pid_t pid; // 0 when there is none
    int64_t hello_ms;
    int exit_status;    // as END told
    bool met;           // some brain has said HELLO
    bool stopping;      // SIGTERM has come
    bool killed;        // by us, since it would not end
    bool connected;     // CONTROL is open
    bool wants_out;     // epoll waits until CONTROL takes more
    bool tell_stop;     // to be sent as soon as CONTROL takes it
    bool tell_reload;   // the same
    bool reload_unsure; // RELOAD was sent, and nothing shows that it was read
    bool more_sent;     // and not read yet
    uint64_t told;      // the brain knows of records below
    uint32_t why, slot; // what wakes the next
    uint32_t failures;  // in a row
    uint32_t complaints;
    uint64_t wakes, crashes, cpu_us;
};
extern struct brain brain;

// say.c
struct line {
    size_t length;
    char text[240];
};
void add(struct line *line, const char *text);
void add_number(struct line *line, uint64_t number);
void print(struct line *line);
void complain(const char *what, int error);
bool may_object(void);
void object(const char *what, uint64_t number);
void fail(const char *what) __attribute__((noreturn));

// wait.c
bool watch(int operation, int fd, uint32_t events);
bool move(int fd, int number);
int64_t clock_ms(int id);
void set_alarm(int64_t ms);
void set_wake_timer(int64_t at_ms);
void set_service_timer(int64_t at_ms);
void let_go(int fd);

// rest.c
struct scratch { // what only one event at a time needs
    unsigned char events[EVENTS_BYTES];
    char packet[PACKET_MAX];
    char log[LOG_BYTES];
};
extern struct scratch scratch;
void set_apart(void);
void give_back(void);

// slots.c
struct slots {
    uint64_t held; // a bit for each
    uint32_t watches[SLOTS];
};
extern struct slots slots;
bool held(uint32_t k);
void take_slot(uint32_t k, uint32_t flags, int fd);
void drop_slot(uint32_t k);
void arm_slot(uint32_t k);
void arm_slots(void);
void on_slot(int fd, uint32_t events);

// ledger.c
struct ledger {
    uint64_t handled, written;
    uint64_t overflow_end; // of the last OVERFLOW record
    bool lost;             // something that no OVERFLOW record tells yet
};
extern struct ledger ledger;
void *record_body(void); // BODY_MAX bytes
bool room_for_file(void);
void append(uint32_t type, uint32_t slot, size_t body_length);
void append_pair(uint32_t type, uint32_t first, uint32_t second);
void lose(void);
bool handled(uint64_t n);

// filter.c
extern uint32_t filter_entries; // 0: no filter
#define FNV_START 0xcbf29ce484222325u
uint64_t fnv(uint64_t hash, const void *bytes, size_t length);
struct name {
    int32_t wd; // -1: of fanotify
    const unsigned char *directory;
    size_t directory_length;
    const char *text;
    size_t length;
    const unsigned char *self; // of the file itself, when it is told
    size_t self_length;
};
void use_filter(uint32_t entries);
bool filter_has(const struct name *name);

// writer.c
struct writer {
    pid_t pid; // 0: nobody is looked up
    int32_t uid, login, ppid;
    uint32_t tty;
    size_t comm_length, exe_length, group_length;
    char comm[COMM_MAX], exe[EXE_MAX], group[GROUP_MAX];
};
extern struct writer writer;
void forget_writer(void);
void look_up_writer(pid_t pid);

// files.c
void read_files(int reads);

// brain.c
struct command {
    uint32_t count, length; // 0: the first command
    char text[PACKET_MAX];  // strings that each end in NUL
};
extern struct command wake_command;
extern char **first_command;
void leave(int status) __attribute__((noreturn));
bool asleep(void);
void default_signals(void);
bool listening(void);
bool are_strings(const char *text, size_t length, uint32_t count);
bool keep_command(const char *text, size_t length, uint32_t count);
void start_brain(void);
void brain_ended(int status, uint64_t cpu_us);

// tell.c
struct head {
    uint32_t type, zero;
};

struct number_message {
    struct head head;
    uint64_t n;
};

struct synced_message {
    struct head head;
    uint64_t token, written;
};

struct start_message {
    struct head head;
    uint64_t handled, written, wakes, crashes, cpu_us;
    uint32_t why, slot;
};
bool tell(const void *message, size_t length);
void answer_number(uint32_t type, uint64_t n);
void answer(const void *message, size_t length);
void tell_start(void);
void tell_rest(void);
void kill_brain(const char *why);
void disconnect(void);

// hear.c
void hear_all(void);

// state.c
bool write_state(int fd);
bool read_state(int fd);

// holder.c
extern bool upgrade_due; // a program was tried, and takes our place before the next event

// upgrade.c
void hear_upgrade(const char *path, size_t length);
bool trial_ended(pid_t pid, int status);
void check_trial(int64_t now_ms);
void upgrade(void);
bool take_over(int count, char **arguments);
