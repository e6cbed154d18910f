/* Runs of voxels joined by union-find (He, Chao and Suzuki, A run-based two-scan labeling algorithm,
   IEEE Trans. Image Process. 17, 2008). */
#include "pieces.h"

#include <stdlib.h>
#include <string.h>

/* While pieces are found, a run's `piece` is the number of a run that it is joined to. */
static int32_t root(vp_run *runs, int32_t run) {
    while (runs[run].piece != run) {
        runs[run].piece = runs[runs[run].piece].piece;
        run = runs[run].piece;
    }
    return run;
}

static void join(vp_run *runs, int32_t a, int32_t b) {
    a = root(runs, a);
    b = root(runs, b);
    /* The first run of a piece stands for it. */
    if (a < b) runs[b].piece = a;
    else runs[a].piece = b;
}

/* Joins the runs of two rows that begin at `base` and `other_base`, where they touch. */
static void join_rows(
    vp_run *runs, int32_t first, int32_t last, intptr_t base, int32_t other, int32_t other_last,
    intptr_t other_base, int32_t reach) {
    while (first < last && other < other_last) {
        intptr_t a = runs[first].start - base, b = runs[other].start - other_base;
        intptr_t a_end = a + runs[first].length, b_end = b + runs[other].length;
        if (a < b_end + reach && b < a_end + reach) join(runs, first, other);
        if (a_end < b_end) first++;
        else other++;
    }
}

typedef struct {
    int64_t size;
    int32_t run;
} ranked;

static int by_size(const void *a, const void *b) {
    const ranked *p = a, *q = b;
    if (p->size != q->size) return p->size > q->size ? -1 : 1;
    return p->run < q->run ? -1 : p->run > q->run;
}

/* From joined runs to numbered pieces. */
static int number(vp_pieces *pieces) {
    intptr_t count = 0;
    for (intptr_t r = 0; r < pieces->run_count; r++) count += pieces->runs[r].piece == r;
    ranked *order = malloc((size_t)(count + 1) * sizeof *order);
    int32_t *numbers = malloc((size_t)(pieces->run_count + 1) * sizeof *numbers);
    pieces->sizes = malloc((size_t)(count + 1) * sizeof *pieces->sizes);
    int fits = order && numbers && pieces->sizes;
    if (fits) {
        count = 0;
        for (int32_t r = 0; r < pieces->run_count; r++) {
            /* Roots come before the runs that point to them. */
            int32_t top = root(pieces->runs, r);
            if (top == r) {
                numbers[r] = (int32_t)count;
                order[count++] = (ranked){0, r};
            }
            order[numbers[top]].size += pieces->runs[r].length;
        }
        qsort(order, (size_t)count, sizeof *order, by_size);
        for (intptr_t i = 0; i < count; i++) {
            numbers[order[i].run] = (int32_t)i;
            pieces->sizes[i] = order[i].size;
        }
        for (int32_t r = 0; r < pieces->run_count; r++) {
            int32_t top = pieces->runs[r].piece;
            numbers[r] = numbers[top == r ? r : root(pieces->runs, r)];
        }
        for (intptr_t r = 0; r < pieces->run_count; r++) pieces->runs[r].piece = numbers[r];
        pieces->piece_count = count;
    }
    free(order);
    free(numbers);
    return fits;
}

int vp_find_pieces(
    const uint8_t *marks, uint8_t wanted, const intptr_t *shape, int connectivity,
    vp_pieces *pieces) {
    memset(pieces, 0, sizeof *pieces);
    intptr_t rows = shape[1] * shape[2], room = 1024;
    int32_t *row_ends = malloc((size_t)(rows + 1) * sizeof *row_ends);
    vp_run *runs = malloc((size_t)room * sizeof *runs);
    int fits = row_ends && runs;
    int32_t used = 0;
    for (intptr_t row = 0; fits && row < rows; row++) {
        row_ends[row] = used;
        const uint8_t *line = marks + row * shape[0];
        for (intptr_t i = 0; i < shape[0];) {
            /* Most of a line is mostly something else. */
            const uint8_t *found = memchr(line + i, wanted, (size_t)(shape[0] - i));
            if (!found) break;
            i = found - line;
            intptr_t start = i;
            while (i < shape[0] && line[i] == wanted) i++;
            if (used == room) {
                room *= 2;
                vp_run *more = realloc(runs, (size_t)room * sizeof *runs);
                if (!more || room > INT32_MAX) {
                    fits = 0;
                    if (more) runs = more;
                    break;
                }
                runs = more;
            }
            runs[used] = (vp_run){row * shape[0] + start, (int32_t)(i - start), used};
            used++;
        }
    }
    if (fits) row_ends[rows] = used;
    for (intptr_t row = 0; fits && row < rows; row++) {
        intptr_t j = row % shape[1], k = row / shape[1];
        static const int before[4][2] = {{-1, 0}, {0, -1}, {-1, -1}, {1, -1}};
        for (int n = 0; n < 4; n++) {
            intptr_t y = j + before[n][0], z = k + before[n][1];
            if (y < 0 || y >= shape[1] || z < 0) continue;
            int across_edge = n >= 2;
            if (across_edge && connectivity == 6) continue;
            int32_t reach = connectivity == 26 || (connectivity == 18 && !across_edge);
            intptr_t other = y + shape[1] * z;
            join_rows(
                runs, row_ends[row], row_ends[row + 1], row * shape[0], row_ends[other],
                row_ends[other + 1], other * shape[0], reach);
        }
    }
    free(row_ends);
    pieces->runs = runs;
    pieces->run_count = used;
    if (fits && number(pieces)) return 1;
    vp_free_pieces(pieces);
    return 0;
}

void vp_free_pieces(vp_pieces *pieces) {
    free(pieces->runs);
    free(pieces->sizes);
    memset(pieces, 0, sizeof *pieces);
}

void vp_paint_bytes(const vp_pieces *pieces, const uint8_t *values, uint8_t *out) {
    for (intptr_t r = 0; r < pieces->run_count; r++) {
        vp_run run = pieces->runs[r];
        memset(out + run.start, values[run.piece], (size_t)run.length);
    }
}

void vp_paint_labels(const vp_pieces *pieces, int32_t *out) {
    for (intptr_t r = 0; r < pieces->run_count; r++) {
        vp_run run = pieces->runs[r];
        for (int32_t i = 0; i < run.length; i++) out[run.start + i] = run.piece + 1;
    }
}
