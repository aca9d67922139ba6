// A service that says something of itself: speak PATH TEXT... sends each text as a datagram to the
// socket, and then waits for a signal. A text that is only a number is milliseconds to wait, `-` the
// end.

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

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
        else if (sendto(fd, text, strlen(text), 0, (struct sockaddr *)&address, sizeof address) < 0)
            return 1;
    }
    return pause();
}
