/* GNU readline behind a few functions: its globals stay in here. */
#ifndef CLINEEDITOR_H
#define CLINEEDITOR_H

#include <stddef.h>

/* What a completer wants done. Both texts are allocated with malloc and freed by the editor. */
typedef struct {
    size_t start, end;   /* bytes of the line to replace */
    char *replacement;   /* NULL leaves the line as it is */
    char *listing;       /* lines to show below, each ending in a newline; NULL for none */
} cle_completion;

/* Asked when Tab is pressed. `repeated` is 1 when the key before was Tab too. */
typedef cle_completion (*cle_completer)(
    void *context, const char *line, size_t cursor, int repeated, int rows, int columns);

typedef enum {
    CLE_LINE, CLE_INTERRUPTED, CLE_END_OF_FILE, CLE_FAILED
} cle_status;

typedef struct {
    cle_status status;
    char *line;          /* with CLE_LINE: allocated with malloc, to be freed by the caller */
} cle_result;

/* Reads one line from standard input, showing it on standard output or error. Escape sequences in
   the prompt stand between \001 and \002. Call it from one thread only. */
cle_result cle_read_line(
    const char *prompt, const char *initial_text, int shows_on_standard_error,
    cle_completer completer, void *context);

/* The history that the arrow keys and Ctrl-R walk through. */
void cle_history_add(const char *line);
void cle_history_clear(void);
void cle_history_limit(int count);

#endif
