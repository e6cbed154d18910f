/* Starting a program on a pseudo-terminal, for tests. */
#ifndef CTESTSUPPORT_H
#define CTESTSUPPORT_H

#include <sys/types.h>

/* Starts a program with a pseudo-terminal as its controlling terminal and standard streams.
   `arguments` and `environment` end with NULL; `folder` may be NULL. `input`, when not negative,
   becomes the program's standard input instead. The terminal's descriptor, or -1 with errno. */
int cts_spawn(
    const char *program, char *const arguments[], char *const environment[], const char *folder,
    int rows, int columns, int input, pid_t *process);

/* Gives the pseudo-terminal another size; the program gets SIGWINCH. */
int cts_resize(int terminal, int rows, int columns);

/* Whether the terminal echoes and reads by lines, as a shell expects it: 1, 0, or -1. */
int cts_is_sane(int terminal);

/* Exit status of waitpid, in parts: 1 when exited, 0 when killed by a signal. */
int cts_exited(int status);
int cts_exit_code(int status);
int cts_signal(int status);

#endif
