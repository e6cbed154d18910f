#define _GNU_SOURCE 1
#include "CTestSupport.h"

#include <fcntl.h>
#include <pty.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

int cts_spawn(
    const char *program, char *const arguments[], char *const environment[], const char *folder,
    int rows, int columns, int input, pid_t *process) {
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
    int terminal = -1;
    pid_t child = forkpty(&terminal, NULL, NULL, &size);
    if (child < 0) return -1;
    if (child == 0) {
        /* Only calls that are safe after a fork of one thread of many. */
        sigset_t none;
        sigemptyset(&none);
        sigprocmask(SIG_SETMASK, &none, NULL);
        for (int number = 1; number < NSIG; number += 1) signal(number, SIG_DFL);
        if (input >= 0 && dup2(input, STDIN_FILENO) < 0) _exit(126);
        if (folder != NULL && chdir(folder) != 0) _exit(126);
        execve(program, arguments, environment);
        _exit(127);
    }
    fcntl(terminal, F_SETFD, FD_CLOEXEC);
    *process = child;
    return terminal;
}

int cts_resize(int terminal, int rows, int columns) {
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
    return ioctl(terminal, TIOCSWINSZ, &size);
}

int cts_is_sane(int terminal) {
    struct termios modes;
    if (tcgetattr(terminal, &modes) != 0) return -1;
    return (modes.c_lflag & (ECHO | ICANON | ISIG)) == (ECHO | ICANON | ISIG)
        && (modes.c_oflag & OPOST) && (modes.c_iflag & ICRNL);
}

int cts_exited(int status) { return WIFEXITED(status); }
int cts_exit_code(int status) { return WEXITSTATUS(status); }
int cts_signal(int status) { return WTERMSIG(status); }
