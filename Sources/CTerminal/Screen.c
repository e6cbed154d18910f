#define _XOPEN_SOURCE_EXTENDED 1
#define NCURSES_WIDECHAR 1
#include "CTerminal.h"

#include <curses.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

/* <term.h> declares this too, along with macros named lines and columns. */
extern char *tigetstr(const char *name);

static SCREEN *screen;
static int color_count;

/* What brings the terminal back when a signal kills the program in full-screen mode. */
static void arm_guard(void) {
    static const char *const names[] = {"sgr0", "cnorm", "rmkx", "rmcup"};
    char bytes[256] = "";
    for (int index = 0; index < 4; index += 1) {
        char name[8];
        snprintf(name, sizeof name, "%s", names[index]);
        const char *sequence = tigetstr(name);
        if (sequence == NULL || sequence == (const char *)-1) continue;
        /* Paddings ($<5>) are for hardware of long ago and would show as text. */
        for (const char *source = sequence; *source != 0; source += 1) {
            if (source[0] == '$' && source[1] == '<') {
                const char *end = strchr(source, '>');
                if (end != NULL) { source = end; continue; }
            }
            size_t length = strlen(bytes);
            if (length + 1 < sizeof bytes) { bytes[length] = *source; bytes[length + 1] = 0; }
        }
    }
    ct_guard_set_reset(bytes);
}

static void configure(void) {
    raw();
    noecho();
    nonl();
    keypad(stdscr, TRUE);
    scrollok(stdscr, FALSE);
    curs_set(0);
    set_escdelay(25);
}

int ct_screen_begin(void) {
    if (screen != NULL) return 0;
    ct_adopt_locale();
    screen = newterm(NULL, stdout, stdin);
    if (screen == NULL) return -1;
    set_term(screen);
    color_count = 0;
    if (has_colors() && start_color() == OK) {
        use_default_colors();
        color_count = COLORS;
    }
    configure();
    arm_guard();
    return 0;
}

void ct_screen_end(void) {
    if (screen == NULL) return;
    endwin();
    delscreen(screen);
    screen = NULL;
    ct_guard_set_reset("");
}

void ct_screen_size(int *rows, int *columns) {
    *rows = screen == NULL ? 0 : LINES;
    *columns = screen == NULL ? 0 : COLS;
}

int ct_screen_colors(void) { return color_count; }

void ct_screen_put(
    int row, int column, const char *text, int foreground, int background, int attributes) {
    if (screen == NULL) return;
    attr_t bits = A_NORMAL;
    if (attributes & CT_BOLD) bits |= A_BOLD;
    if (attributes & CT_DIM) bits |= A_DIM;
    if (attributes & CT_UNDERLINE) bits |= A_UNDERLINE;
    if (attributes & CT_REVERSE) bits |= A_REVERSE;
    int pair = 0;
    if (color_count > 0 && (foreground >= 0 || background >= 0)) {
        if (foreground < color_count && background < color_count)
            pair = alloc_pair(foreground, background);
        if (pair < 0) pair = 0;
    }
    attr_set(bits, 0, &pair);
    mvaddstr(row, column, text);
    attr_set(A_NORMAL, 0, NULL);
}

void ct_screen_erase(void) {
    if (screen != NULL) erase();
}

void ct_screen_show(void) {
    if (screen != NULL) refresh();
}

static int32_t special_key(wint_t code) {
    switch (code) {
    case KEY_UP: return CT_KEY_UP;
    case KEY_DOWN: return CT_KEY_DOWN;
    case KEY_LEFT: return CT_KEY_LEFT;
    case KEY_RIGHT: return CT_KEY_RIGHT;
    case KEY_PPAGE: return CT_KEY_PAGE_UP;
    case KEY_NPAGE: return CT_KEY_PAGE_DOWN;
    case KEY_HOME: return CT_KEY_HOME;
    case KEY_END: return CT_KEY_END;
    case KEY_BACKSPACE: return CT_KEY_BACKSPACE;
    case KEY_DC: return CT_KEY_DELETE;
    case KEY_BTAB: return CT_KEY_BACKTAB;
    case KEY_ENTER: return '\r';
    case KEY_RESIZE: return CT_KEY_RESIZE;
    default: break;
    }
    if (code >= KEY_F(1) && code <= KEY_F(24)) return CT_KEY_FUNCTION + (int32_t)(code - KEY_F0);
    return CT_KEY_OTHER;
}

int32_t ct_screen_key(int milliseconds) {
    if (screen == NULL) return CT_KEY_NONE;
    /* In steps: a change of size that is signalled just before the wait, or to another thread, does
       not end it, and is seen at the next step only. */
    enum { STEP = 50 };
    wint_t code = 0;
    int kind = ERR;
    for (int left = milliseconds; kind == ERR && (milliseconds < 0 || left >= 0); left -= STEP) {
        wtimeout(stdscr, milliseconds < 0 || left > STEP ? STEP : left);
        kind = wget_wch(stdscr, &code);
        if (milliseconds >= 0 && left == 0) break;
    }
    if (kind == KEY_CODE_YES) return special_key(code);
    if (kind != OK) return CT_KEY_NONE;
    if (code == 26) {
        /* Raw mode took Ctrl-Z from the terminal: do what it would have done. */
        endwin();
        raise(SIGTSTP);
        configure();
        clearok(stdscr, TRUE);
        refresh();
        return CT_KEY_RESIZE;
    }
    return (int32_t)code;
}
