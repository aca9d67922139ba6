// What a service may not do: its namespaces, its user, its capabilities. Only the child calls these.

#include "service.h"

#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <sched.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

// Kernel interfaces that are younger than the headers of musl and of old distributions.
#ifndef SYS_open_tree
#define SYS_open_tree 428
#endif
#ifndef SYS_move_mount
#define SYS_move_mount 429
#endif
#ifndef SYS_mount_setattr
#define SYS_mount_setattr 442
#endif
#ifndef PR_CAP_AMBIENT
#define PR_CAP_AMBIENT 47
#endif
enum {
    CLONE_TREE = 1, RECURSIVE = 0x8000, AT_FD_ITSELF = 4, READ_ONLY = 1,
    AMBIENT_RAISE = 2, AMBIENT_CLEAR = 4,
    TREES_MAX = 128,
    CAPABILITIES = 64,
};

static bool loopback(void)
{
    struct ifreq lo = {.ifr_name = "lo", .ifr_flags = IFF_UP | IFF_RUNNING};
    int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    return fd >= 0 && ioctl(fd, SIOCSIFFLAGS, &lo) == 0 && close(fd) == 0;
}

// The trees that stay writable are taken as they are, everything is made read-only, and they are put
// back on top: so nothing becomes writable that was not.
static bool read_only(const struct words *words)
{
    static const char *const always[] = {"/dev", "/proc", "/sys"};
    struct {
        uint64_t set, clear, propagation, user_namespace;
    } attributes = {READ_ONLY, 0, 0, 0};
    const char *paths[TREES_MAX];
    long trees[TREES_MAX];
    int count = 0;
    const char *path = NULL;
    for (int i = 0; i < 3; i++)
        paths[count++] = always[i];
    while ((path = next_word(words, path, 'W'))) {
        errno = E2BIG;
        if (count == TREES_MAX)
            return false;
        paths[count++] = path;
    }
    for (int i = 0; i < count; i++) {
        trees[i] = syscall(SYS_open_tree, AT_FDCWD, paths[i], CLONE_TREE | RECURSIVE | O_CLOEXEC);
        if (trees[i] < 0 && (i >= 3 || errno != ENOENT))
            return false;
    }
    if (syscall(SYS_mount_setattr, AT_FDCWD, "/", RECURSIVE, &attributes, sizeof attributes) < 0)
        return false;
    for (int i = 0; i < count; i++)
        if (trees[i] >= 0 &&
            syscall(SYS_move_mount, trees[i], "", AT_FDCWD, paths[i], AT_FD_ITSELF) < 0)
            return false;
    return true;
}

static bool temporary(const char *path)
{
    return mount("tmpfs", path, "tmpfs", MS_NOSUID | MS_NODEV, "mode=1777") == 0;
}

bool enter_namespaces(const struct words *words)
{
    bool own_tmp = last_word(words, 'T'), all = last_word(words, 'R');
    bool own_network = last_word(words, 'N');
    if (own_network && (unshare(CLONE_NEWNET) < 0 || !loopback()))
        return false;
    if (!own_tmp && !all)
        return true;
    return unshare(CLONE_NEWNS) == 0 && mount(NULL, "/", NULL, MS_REC | MS_SLAVE, NULL) == 0 &&
           (!all || read_only(words)) &&
           (!own_tmp || (temporary("/tmp") && temporary("/var/tmp")));
}

static bool join_groups(const struct words *words, bool same_user)
{
    gid_t groups[256];
    size_t count = 0;
    for (const char *at = NULL; (at = next_word(words, at, 'G'));) {
        const char *text = at;
        errno = E2BIG;
        if (count == sizeof groups / sizeof *groups)
            return false;
        groups[count++] = (gid_t)number_in(&text, 10);
    }
    if (syscall(SYS_setgroups, count, groups) == 0)
        return true;
    return errno == EPERM && count == 0 && same_user; // who has no right to more has none to fewer
}

// While it may still.
static bool bound(uint64_t kept)
{
    for (unsigned long number = 0; number < CAPABILITIES; number++) {
        int has = prctl(PR_CAPBSET_READ, number, 0, 0, 0);
        if (has < 0)
            break; // the kernel knows no more
        if (has && !(kept >> number & 1) && prctl(PR_CAPBSET_DROP, number, 0, 0, 0) < 0)
            return false;
    }
    return prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0) == 0;
}

// As root it would have them by its program; as another user it has them by these sets.
static bool keep_capabilities(uint64_t kept)
{
    struct {
        uint32_t version;
        int32_t pid;
    } head = {0x20080522, 0};
    struct {
        uint32_t effective, permitted, inheritable;
    } sets[2];
    if (syscall(SYS_capget, &head, sets) < 0)
        return false;
    for (int i = 0; i < 2; i++) {
        sets[i].permitted &= (uint32_t)(kept >> 32 * i);
        sets[i].effective = sets[i].inheritable = sets[i].permitted;
    }
    prctl(PR_CAP_AMBIENT, AMBIENT_CLEAR, 0, 0, 0);
    if (syscall(SYS_capset, &head, sets) < 0)
        return false;
    for (unsigned long number = 0; number < CAPABILITIES; number++)
        if (sets[number / 32].permitted >> number % 32 & 1)
            prctl(PR_CAP_AMBIENT, AMBIENT_RAISE, number, 0, 0);
    return true;
}

bool become_user(const struct words *words)
{
    const char *user = last_word(words, 'u'), *group = last_word(words, 'g');
    const char *capabilities = last_word(words, 'B');
    uint64_t kept = capabilities ? number_in(&capabilities, 16) : 0;
    uid_t uid = user ? (uid_t)number_in(&user, 10) : geteuid();
    gid_t gid = group ? (gid_t)number_in(&group, 10) : getegid();
    // By the kernel's calls: those of musl care for threads, which costs a page of code.
    if (!join_groups(words, uid == geteuid() && gid == getegid()) ||
        (capabilities && !bound(kept)) || syscall(SYS_setresgid, gid, gid, gid) < 0 ||
        syscall(SYS_setresuid, uid, uid, uid) < 0 || (capabilities && !keep_capabilities(kept)))
        return false;
    return !last_word(words, 'P') || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
}
