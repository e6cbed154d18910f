#include "CTerminal.h"

#include <errno.h>
#include <pthread.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

void ct_adopt_locale(void) {
    /* Only characters: numbers keep the point whatever the country. */
    const char *adopted = setlocale(LC_CTYPE, "");
    if (adopted == NULL || strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
        setlocale(LC_CTYPE, "C.UTF-8");
}

int ct_terminal_size(int descriptor, int *rows, int *columns) {
    struct winsize size;
    if (ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_row == 0 || size.ws_col == 0)
        return -1;
    *rows = size.ws_row;
    *columns = size.ws_col;
    return 0;
}

int ct_terminal_pixels(int descriptor, int *width, int *height) {
    struct winsize size;
    if (ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_xpixel == 0 || size.ws_ypixel == 0)
        return -1;
    *width = size.ws_xpixel;
    *height = size.ws_ypixel;
    return 0;
}

/* Interrupts */

static volatile sig_atomic_t interrupts;
static struct sigaction before_interrupts;
static int interrupts_installed;

static void on_interrupt(int signal) {
    (void)signal;
    if (interrupts < 1000) interrupts = interrupts + 1;
}

void ct_interrupt_install(void) {
    if (interrupts_installed) return;
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = on_interrupt;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    if (sigaction(SIGINT, &action, &before_interrupts) == 0) interrupts_installed = 1;
}

void ct_interrupt_restore(void) {
    if (!interrupts_installed) return;
    sigaction(SIGINT, &before_interrupts, NULL);
    interrupts_installed = 0;
    interrupts = 0;
}

int ct_interrupt_count(void) { return interrupts; }
void ct_interrupt_clear(void) { interrupts = 0; }

/* Fatal signals */

static const int fatal_signals[] = {
    SIGHUP, SIGTERM, SIGQUIT, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV, SIGSYS,
};
enum { FATAL_COUNT = sizeof fatal_signals / sizeof fatal_signals[0], RESET_SIZE = 256 };

static struct sigaction before_fatal[FATAL_COUNT];
static int guard_installed;
static int guard_terminal = -1;
static struct termios guard_modes;
static char reset_bytes[RESET_SIZE];
static volatile sig_atomic_t reset_length;

void ct_guard_set_reset(const char *bytes) {
    /* Length zero first: a signal in between must not send half of the new bytes. */
    reset_length = 0;
    size_t length = strlen(bytes);
    if (length >= RESET_SIZE) length = RESET_SIZE - 1;
    memcpy(reset_bytes, bytes, length);
    reset_length = (sig_atomic_t)length;
}

void ct_guard_restore_terminal(void) {
    if (guard_terminal < 0) return;
    int saved = errno;
    /* Changing modes from the background would stop us instead. */
    sigset_t background, previous;
    sigemptyset(&background);
    sigaddset(&background, SIGTTOU);
    pthread_sigmask(SIG_BLOCK, &background, &previous);
    if (reset_length > 0) {
        ssize_t written = write(guard_terminal, reset_bytes, (size_t)reset_length);
        (void)written;
    }
    tcsetattr(guard_terminal, TCSANOW, &guard_modes);
    pthread_sigmask(SIG_SETMASK, &previous, NULL);
    errno = saved;
}

static void on_fatal(int signal, siginfo_t *information, void *context) {
    (void)context;
    ct_guard_restore_terminal();
    for (int index = 0; index < FATAL_COUNT; index += 1)
        if (fatal_signals[index] == signal) sigaction(signal, &before_fatal[index], NULL);
    /* The handler that was there before is the Swift runtime's, which shows where a program crashed
       and returns, so that the fault happens again and ends it. What another process sent does not
       happen again: the program would go on, on a terminal that it no longer has. */
    if (information != NULL && information->si_code == SI_USER) {
        struct sigaction end;
        memset(&end, 0, sizeof end);
        end.sa_handler = SIG_DFL;
        sigemptyset(&end.sa_mask);
        sigaction(signal, &end, NULL);
    }
    /* A fault of the processor happens again on return, with its own context for the handler that
       was there before; what was sent, by a program or by the terminal, has to be sent again. */
    int is_fault = information != NULL && information->si_code > 0
        && (signal == SIGSEGV || signal == SIGBUS || signal == SIGFPE || signal == SIGILL);
    if (!is_fault) raise(signal);
}

void ct_guard_install(void) {
    if (guard_installed) return;
    guard_terminal = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (guard_terminal >= 0 && tcgetattr(guard_terminal, &guard_modes) != 0) {
        close(guard_terminal);
        guard_terminal = -1;
    }
    if (guard_terminal < 0) return;
    guard_installed = 1;

    /* A stack of its own, so that an overflow of the stack is caught too. */
    static char stack[64 * 1024];
    stack_t alternate = {.ss_sp = stack, .ss_size = sizeof stack, .ss_flags = 0};
    stack_t current;
    if (sigaltstack(NULL, &current) == 0 && (current.ss_flags & SS_DISABLE))
        sigaltstack(&alternate, NULL);

    for (int index = 0; index < FATAL_COUNT; index += 1) {
        struct sigaction action;
        memset(&action, 0, sizeof action);
        action.sa_sigaction = on_fatal;
        action.sa_flags = SA_SIGINFO | SA_ONSTACK;
        sigemptyset(&action.sa_mask);
        sigaction(fatal_signals[index], &action, &before_fatal[index]);
        /* What the caller chose to ignore (nohup) stays ignored. */
        if (!(before_fatal[index].sa_flags & SA_SIGINFO)
            && before_fatal[index].sa_handler == SIG_IGN)
            sigaction(fatal_signals[index], &before_fatal[index], NULL);
    }
}
