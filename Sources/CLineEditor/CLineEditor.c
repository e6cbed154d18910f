#define _GNU_SOURCE 1
#include "CLineEditor.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <readline/readline.h>
#include <readline/history.h>

/* Signals only leave a mark and wake the loop: the line is not in a state that a handler may touch.
   The pipe wakes it whichever thread the signal reaches. */
static volatile sig_atomic_t interrupted, resized, stopped;
static int wake_pipe[2] = {-1, -1};

static void on_signal(int signal) {
    int saved = errno;
    if (signal == SIGINT) interrupted = 1;
    if (signal == SIGWINCH) resized = 1;
    if (signal == SIGTSTP) stopped = 1;
    ssize_t written = write(wake_pipe[1], "!", 1);
    (void)written;
    errno = saved;
}

static const int watched_signals[] = {SIGINT, SIGWINCH, SIGTSTP};
enum { WATCHED_COUNT = 3 };
static struct sigaction before[WATCHED_COUNT];

static void watch_signal(int signal, struct sigaction *previous) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = on_signal;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    sigaction(signal, &action, previous);
}

static void watch_signals(void) {
    for (int index = 0; index < WATCHED_COUNT; index += 1) {
        watch_signal(watched_signals[index], &before[index]);
        /* A shell without job control ignores Ctrl-Z for its children. */
        if (watched_signals[index] == SIGTSTP && before[index].sa_handler == SIG_IGN)
            sigaction(SIGTSTP, &before[index], NULL);
    }
}

static void unwatch_signals(void) {
    for (int index = 0; index < WATCHED_COUNT; index += 1)
        sigaction(watched_signals[index], &before[index], NULL);
}

static int open_wake_pipe(void) {
    if (wake_pipe[0] >= 0) return 0;
    if (pipe2(wake_pipe, O_CLOEXEC | O_NONBLOCK) != 0) return -1;
    return 0;
}

static void drain_wake_pipe(void) {
    char bytes[64];
    while (read(wake_pipe[0], bytes, sizeof bytes) > 0) {}
}

/* Waits for a key or a signal: 1 when there is something to read. */
static int wait_for_input(void) {
    struct pollfd sources[2] = {
        {.fd = fileno(rl_instream), .events = POLLIN}, {.fd = wake_pipe[0], .events = POLLIN},
    };
    int ready = poll(sources, 2, -1);
    if (ready < 0) return errno == EINTR ? 0 : 1;
    if (sources[1].revents != 0) drain_wake_pipe();
    return sources[0].revents != 0;
}

/* Readline asks for keys by itself inside a search or a question; Ctrl-C answers those with
   Ctrl-G, which leaves them, and the loop then sees the mark. */
static int read_key(FILE *stream) {
    for (;;) {
        if (interrupted) return '\a';
        if (!wait_for_input()) continue;
        unsigned char byte;
        ssize_t count = read(fileno(stream), &byte, 1);
        if (count == 1) return byte;
        if (count < 0 && errno == EINTR) continue;
        return EOF;
    }
}

static int finished;
static char *finished_line;

static void take_line(char *line) {
    finished = 1;
    finished_line = line;
    /* At once, before readline shows its prompt again. */
    rl_callback_handler_remove();
}

static const char *text_to_insert;

static int insert_initial_text(void) {
    if (text_to_insert != NULL) rl_insert_text(text_to_insert);
    return 0;
}

static cle_completer current_completer;
static void *current_context;

static void show_below(const char *listing) {
    int point = rl_point;
    rl_point = rl_end;
    rl_redisplay();
    rl_crlf();
    fputs(listing, rl_outstream);
    rl_point = point;
    rl_on_new_line();
}

static int complete(int count, int key) {
    (void)count;
    (void)key;
    if (current_completer == NULL) return rl_ding();
    int rows = 24, columns = 80;
    rl_get_screen_size(&rows, &columns);
    cle_completion answer = current_completer(
        current_context, rl_line_buffer, (size_t)rl_point, rl_last_func == complete, rows, columns);
    size_t end = (size_t)rl_end;
    if (answer.replacement != NULL && answer.start <= answer.end && answer.end <= end) {
        rl_begin_undo_group();
        rl_delete_text((int)answer.start, (int)answer.end);
        rl_point = (int)answer.start;
        rl_insert_text(answer.replacement);
        rl_end_undo_group();
    }
    if (answer.listing != NULL) show_below(answer.listing);
    if (answer.replacement == NULL && answer.listing == NULL) rl_ding();
    free(answer.replacement);
    free(answer.listing);
    return 0;
}

/* The start of the line that a place in the text lies on. */
static int line_start(int place) {
    while (place > 0 && rl_line_buffer[place - 1] != '\n') place -= 1;
    return place;
}

static int line_end(int place) {
    while (place < rl_end && rl_line_buffer[place] != '\n') place += 1;
    return place;
}

/* In a text of several lines the arrows go from line to line; beyond the first and the last they go
   through the history, as ever. */
static int move_up(int count, int key) {
    int start = line_start(rl_point);
    if (start == 0) return rl_get_previous_history(count, key);
    int column = rl_point - start, before = line_start(start - 1);
    rl_point = before + column < start - 1 ? before + column : start - 1;
    return 0;
}

static int move_down(int count, int key) {
    int end = line_end(rl_point);
    if (end == rl_end) return rl_get_next_history(count, key);
    int column = rl_point - line_start(rl_point), last = line_end(end + 1);
    rl_point = end + 1 + column < last ? end + 1 + column : last;
    return 0;
}

static int break_line(int count, int key) {
    (void)count;
    (void)key;
    rl_insert_text("\n");
    return 0;
}

static void start_history(void) {
    static int started;
    if (!started) using_history();
    started = 1;
}

static void set_up(void) {
    static int ready;
    if (ready) return;
    ready = 1;
    rl_readline_name = "voxelprompt";
    rl_catch_signals = 0;
    rl_catch_sigwinch = 0;
    /* Programs started from here ask the terminal for its size themselves. */
    rl_change_environment = 0;
    start_history();
    rl_add_defun("voxelprompt-complete", complete, -1);
    rl_initialize();
    rl_variable_bind("enable-bracketed-paste", "on");
    /* Bytes above 127 are UTF-8, whatever the locale says. */
    rl_variable_bind("convert-meta", "off");
    rl_variable_bind("input-meta", "on");
    rl_variable_bind("output-meta", "on");
    rl_bind_key_in_map('\t', complete, emacs_standard_keymap);
    rl_bind_key_in_map('\t', complete, vi_insertion_keymap);
    rl_bind_keyseq_in_map("\\e?", complete, emacs_standard_keymap);
    /* Alt-Enter, as a carriage return and as a line feed. */
    rl_bind_keyseq_in_map("\\e\\C-m", break_line, emacs_standard_keymap);
    rl_bind_keyseq_in_map("\\e\\C-j", break_line, emacs_standard_keymap);
    /* Terminals send the arrows in either of two ways. */
    rl_bind_keyseq_in_map("\\e[A", move_up, emacs_standard_keymap);
    rl_bind_keyseq_in_map("\\eOA", move_up, emacs_standard_keymap);
    rl_bind_keyseq_in_map("\\e[B", move_down, emacs_standard_keymap);
    rl_bind_keyseq_in_map("\\eOB", move_down, emacs_standard_keymap);
}

static void handle_stop(void) {
    rl_cleanup_after_signal();
    fflush(rl_outstream);
    sigaction(SIGTSTP, &before[2], NULL);
    raise(SIGTSTP);
    watch_signal(SIGTSTP, &before[2]);
    rl_reset_after_signal();
    rl_resize_terminal();
    rl_forced_update_display();
}

static void abandon_line(void) {
    rl_point = rl_end;
    rl_redisplay();
    fputs("^C", rl_outstream);
    rl_crlf();
    rl_free_line_state();
    rl_callback_sigcleanup();
    rl_callback_handler_remove();
    fflush(rl_outstream);
}

cle_result cle_read_line(
    const char *prompt, const char *initial_text, int shows_on_standard_error,
    cle_completer completer, void *context) {
    cle_result result = {CLE_FAILED, NULL};
    if (open_wake_pipe() != 0) return result;
    rl_instream = stdin;
    rl_outstream = shows_on_standard_error ? stderr : stdout;
    set_up();

    current_completer = completer;
    current_context = context;
    text_to_insert = initial_text != NULL && *initial_text != 0 ? initial_text : NULL;
    rl_startup_hook = insert_initial_text;
    rl_getc_function = read_key;
    interrupted = resized = stopped = 0;
    finished = 0;
    finished_line = NULL;
    drain_wake_pipe();
    watch_signals();
    rl_resize_terminal();
    rl_callback_handler_install(prompt, take_line);

    while (!finished) {
        int readable = wait_for_input();
        if (stopped) { stopped = 0; handle_stop(); }
        if (resized) { resized = 0; rl_resize_terminal(); }
        if (interrupted) { result.status = CLE_INTERRUPTED; break; }
        if (readable) rl_callback_read_char();
        if (interrupted && !finished) { result.status = CLE_INTERRUPTED; break; }
    }
    if (finished) {
        result.status = finished_line == NULL ? CLE_END_OF_FILE : CLE_LINE;
        result.line = finished_line;
        /* Readline leaves the cursor behind the prompt. */
        if (finished_line == NULL) { rl_crlf(); fflush(rl_outstream); }
    } else {
        abandon_line();
    }
    unwatch_signals();
    rl_startup_hook = NULL;
    text_to_insert = NULL;
    current_completer = NULL;
    current_context = NULL;
    interrupted = 0;
    return result;
}

void cle_history_add(const char *line) {
    start_history();
    add_history(line);
}

void cle_history_clear(void) { clear_history(); }

void cle_history_limit(int count) { stifle_history(count); }
