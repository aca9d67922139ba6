// A service that says something of itself: speak PATH TEXT... sends each text as a datagram to the
// socket, and then waits for a signal. A text that is only a number is milliseconds to wait, `-` the
// end, and +FILE a file that is opened and goes with the next text; +=N is descriptor N, +< the end of a
// pipe that has nobody at the other one, +> one that has somebody there as long as this process is.

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static int fds[16], count_of_fds;

static void open_next(const char *path)
{
    int ends[2];
    if (*path != '<' && *path != '>') {
        fds[count_of_fds++] = *path == '=' ? dup(atoi(path + 1)) : open(path, O_RDWR);
        return;
    }
    if (pipe(ends) < 0)
        _exit(2);
    fds[count_of_fds++] = ends[0];
    if (*path == '<')
        close(ends[1]);
}

static long say(int fd, struct sockaddr_un *address, const char *text)
{
    char control[CMSG_SPACE(sizeof fds)] __attribute__((aligned(8))) = {0};
    size_t bytes = (size_t)count_of_fds * sizeof *fds;
    struct iovec part = {(void *)text, strlen(text)};
    struct msghdr message = {.msg_name = address, .msg_namelen = sizeof *address,
                             .msg_iov = &part, .msg_iovlen = 1};
    if (bytes) {
        message.msg_control = control;
        message.msg_controllen = CMSG_SPACE(bytes);
        struct cmsghdr *head = CMSG_FIRSTHDR(&message);
        head->cmsg_level = SOL_SOCKET;
        head->cmsg_type = SCM_RIGHTS;
        head->cmsg_len = CMSG_LEN(bytes);
        memcpy(CMSG_DATA(head), fds, bytes);
    }
    long sent = sendmsg(fd, &message, 0);
    while (count_of_fds > 0)
        close(fds[--count_of_fds]);
    return sent;
}

int main(int count, char **arguments)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_DGRAM, 0);
    strncpy(address.sun_path, arguments[1], sizeof address.sun_path - 1);
    for (int i = 2; i < count; i++) {
        const char *text = arguments[i];
        if (strcmp(text, "-") == 0)
            return 0;
        if (strspn(text, "0123456789") == strlen(text))
            usleep((unsigned)atoi(text) * 1000);
        else if (*text == '+')
            open_next(text + 1);
        else if (say(fd, &address, text) < 0)
            return 1;
    }
    return pause();
}
