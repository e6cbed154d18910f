/* Terminal size, signals and the ncurses screen, behind functions that Swift can call. */
#ifndef CTERMINAL_H
#define CTERMINAL_H

#include <stdint.h>

/* Takes the user's character set, or C.UTF-8 where the environment names none. Safe to call again. */
void ct_adopt_locale(void);

/* Rows and columns of the terminal on a descriptor; -1 when it is none or does not say. */
int ct_terminal_size(int descriptor, int *rows, int *columns);
/* Its width and height in pixels; -1 when it does not say. */
int ct_terminal_pixels(int descriptor, int *width, int *height);

/* SIGINT sets a count that the program polls. Restoring gives back what was there before. */
void ct_interrupt_install(void);
void ct_interrupt_restore(void);
int ct_interrupt_count(void);
void ct_interrupt_clear(void);

/* Saves the terminal's modes and puts them back when a signal kills the program.
   The handlers that were there before run afterwards. */
void ct_guard_install(void);
/* Bytes to write to the terminal first (leave the alternate screen, end bracketed paste); copied,
   cut at 255. Empty for none. */
void ct_guard_set_reset(const char *bytes);
/* Puts the terminal back now. */
void ct_guard_restore_terminal(void);

/* Keys that are no character start here. */
enum {
    CT_KEY_NONE = -1,
    CT_KEY_SPECIAL = 0x110000,
    CT_KEY_UP = CT_KEY_SPECIAL, CT_KEY_DOWN, CT_KEY_LEFT, CT_KEY_RIGHT,
    CT_KEY_PAGE_UP, CT_KEY_PAGE_DOWN, CT_KEY_HOME, CT_KEY_END,
    CT_KEY_BACKSPACE, CT_KEY_DELETE, CT_KEY_BACKTAB, CT_KEY_RESIZE, CT_KEY_OTHER, CT_KEY_MOUSE,
    CT_KEY_FUNCTION = CT_KEY_SPECIAL + 0x100
};

enum { CT_BOLD = 1, CT_DIM = 2, CT_UNDERLINE = 4, CT_REVERSE = 8 };

/* Starts full-screen mode: 0, or -1 when the terminal (TERM) is unknown or cannot be used. */
int ct_screen_begin(void);
void ct_screen_end(void);
void ct_screen_size(int *rows, int *columns);
/* How many colours the screen can show; 0 for none. */
int ct_screen_colors(void);
/* Places text; colours are 0...255 or -1 for the terminal's own. */
void ct_screen_put(
    int row, int column, const char *text, int foreground, int background, int attributes);
void ct_screen_erase(void);
/* Sends what changed since the last time. */
void ct_screen_show(void);
/* Blanks the terminal behind the back of the screen, which must not place text from then on. */
void ct_screen_hand_over(void);

/* Asks the terminal to report its mouse; 0 where it has none. */
int ct_screen_watch_mouse(void);
enum {
    CT_MOUSE_PRESS = 1, CT_MOUSE_DRAG, CT_MOUSE_RELEASE, CT_MOUSE_WHEEL_UP, CT_MOUSE_WHEEL_DOWN
};
/* What the mouse did, after CT_KEY_MOUSE: one of the above or 0; button 1 is the left one, 3 the
   right one. Rows and columns from 0. */
int ct_screen_mouse(int *row, int *column, int *button);

/* Waits for a key; a negative time waits for ever. A Unicode scalar, a CT_KEY_ value, or
   CT_KEY_NONE when the time is over. */
int32_t ct_screen_key(int milliseconds);

#endif
