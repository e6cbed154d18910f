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
/* Keys are read from a pad: reading from a window would show it. */
static WINDOW *keys;
static int watches_mouse;
static int pressed_button;

/* Reports while a button is held, which ncurses does not ask for by itself. */
#define DRAG_ON "\033[?1002h"
#define DRAG_OFF "\033[?1002l"

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
    if (watches_mouse) {
        static const char mouse_off[] = DRAG_OFF "\033[?1006;1000l";
        size_t length = strlen(bytes);
        if (length + sizeof mouse_off <= sizeof bytes)
            memcpy(bytes + length, mouse_off, sizeof mouse_off);
    }
    ct_guard_set_reset(bytes);
}

/* Terminals often go by the name of a simpler one ("vt100" over ssh): what nearly all of them send
   is a key all the same, where the description says nothing else of it. Else Page Up would be
   Escape and some letters. */
static void define_usual_keys(void) {
    static const struct {
        const char *bytes;
        int code;
    } usual[] = {
        {"\033[A", KEY_UP},     {"\033OA", KEY_UP},     {"\033[B", KEY_DOWN},   {"\033OB", KEY_DOWN},
        {"\033[C", KEY_RIGHT},  {"\033OC", KEY_RIGHT},  {"\033[D", KEY_LEFT},   {"\033OD", KEY_LEFT},
        {"\033[5~", KEY_PPAGE}, {"\033[6~", KEY_NPAGE}, {"\033[H", KEY_HOME},   {"\033OH", KEY_HOME},
        {"\033[1~", KEY_HOME},  {"\033[F", KEY_END},    {"\033OF", KEY_END},    {"\033[4~", KEY_END},
        {"\033[3~", KEY_DC},    {"\033[Z", KEY_BTAB},   {"\033OP", KEY_F(1)},
    };
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
        if (key_defined(usual[i].bytes) == 0) define_key(usual[i].bytes, usual[i].code);
}

static void configure(void) {
    raw();
    noecho();
    nonl();
    keypad(keys, TRUE);
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
    /* A terminal without an addressable cursor ("dumb") shows no pictures. */
    const char *address = tigetstr("cup");
    if (address == NULL || address == (const char *)-1) {
        endwin();
        delscreen(screen);
        screen = NULL;
        return -1;
    }
    color_count = 0;
    if (has_colors() && start_color() == OK) {
        use_default_colors();
        color_count = COLORS;
    }
    keys = newpad(1, 1);
    if (keys == NULL) {
        endwin();
        delscreen(screen);
        screen = NULL;
        return -1;
    }
    watches_mouse = 0;
    pressed_button = 0;
    configure();
    define_usual_keys();
    refresh();
    arm_guard();
    return 0;
}

void ct_screen_end(void) {
    if (screen == NULL) return;
    if (watches_mouse) {
        putp(DRAG_OFF);
        mousemask(0, NULL);
        watches_mouse = 0;
    }
    delwin(keys);
    endwin();
    delscreen(screen);
    screen = NULL;
    ct_guard_set_reset("");
}

void ct_screen_hand_over(void) {
    if (screen == NULL) return;
    erase();
    clearok(stdscr, TRUE);
    refresh();
}

int ct_screen_watch_mouse(void) {
    if (screen == NULL) return 0;
    mmask_t wanted = BUTTON1_PRESSED | BUTTON1_RELEASED | BUTTON3_PRESSED | BUTTON3_RELEASED
        | BUTTON4_PRESSED | BUTTON5_PRESSED | REPORT_MOUSE_POSITION;
    mouseinterval(0);
    watches_mouse = mousemask(wanted, NULL) != 0;
    if (watches_mouse) {
        putp(DRAG_ON);
        fflush(stdout);
        arm_guard();
    }
    return watches_mouse;
}

int ct_screen_mouse(int *row, int *column, int *button) {
    MEVENT event;
    if (screen == NULL || getmouse(&event) != OK) return 0;
    *row = event.y;
    *column = event.x;
    if (event.bstate & BUTTON4_PRESSED) return CT_MOUSE_WHEEL_UP;
    if (event.bstate & BUTTON5_PRESSED) return CT_MOUSE_WHEEL_DOWN;
    if (event.bstate & (BUTTON1_PRESSED | BUTTON3_PRESSED)) {
        pressed_button = event.bstate & BUTTON1_PRESSED ? 1 : 3;
        *button = pressed_button;
        return CT_MOUSE_PRESS;
    }
    *button = pressed_button;
    if (event.bstate & (BUTTON1_RELEASED | BUTTON3_RELEASED)) {
        if (pressed_button == 0) {
            // Press and release came in one packet: of such pairs ncurses keeps the release only.
            *button = event.bstate & BUTTON1_RELEASED ? 1 : 3;
            return CT_MOUSE_PRESS;
        }
        pressed_button = 0;
        return CT_MOUSE_RELEASE;
    }
    return pressed_button ? CT_MOUSE_DRAG : 0;
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
    case KEY_MOUSE: return CT_KEY_MOUSE;
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
        wtimeout(keys, milliseconds < 0 || left > STEP ? STEP : left);
        kind = wget_wch(keys, &code);
        if (milliseconds >= 0 && left == 0) break;
    }
    if (kind == KEY_CODE_YES) return special_key(code);
    if (kind != OK) return CT_KEY_NONE;
    if (code == 26) {
        /* Raw mode took Ctrl-Z from the terminal: do what it would have done. */
        if (watches_mouse) putp(DRAG_OFF);
        endwin();
        raise(SIGTSTP);
        configure();
        clearok(stdscr, TRUE);
        refresh();
        if (watches_mouse) {
            putp(DRAG_ON);
            fflush(stdout);
        }
        return CT_KEY_RESIZE;
    }
    return (int32_t)code;
}
