/* The exact Euclidean distance transform in linear time, one axis after another (Felzenszwalb and
   Huttenlocher, Distance Transforms of Sampled Functions, Theory of Computing 8, 2012). */
#include "distances.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Lines that lie beside each other in memory are worked on together. */
enum { together = 16 };

typedef struct {
    float *lines;        /* squared distances so far, one line after another */
    float *results;
    intptr_t *sites;     /* parabolas of the lower envelope */
    double *boundaries;  /* where each begins to be the lowest */
} workspace;

static void transform_line(
    const float *values, float *out, intptr_t count, double step, const workspace *w) {
    intptr_t used = 0;
    const double square = step * step;
    for (intptr_t i = 0; i < count; i++) {
        if (!(values[i] < INFINITY)) continue;
        double begin = -INFINITY;
        while (used > 0) {
            intptr_t site = w->sites[used - 1];
            /* Where parabola i comes below that of `site`. */
            begin = ((double)values[i] - values[site]) / (2 * square * (double)(i - site))
                + (double)(i + site) / 2;
            if (begin > w->boundaries[used - 1]) break;
            used--;
        }
        w->sites[used] = i;
        w->boundaries[used] = used == 0 ? -INFINITY : begin;
        used++;
    }
    if (used == 0) {
        memcpy(out, values, (size_t)count * sizeof *out);
        return;
    }
    intptr_t current = 0;
    for (intptr_t i = 0; i < count; i++) {
        while (current + 1 < used && w->boundaries[current + 1] < (double)i) current++;
        const double far = (double)(i - w->sites[current]) * step;
        out[i] = (float)(far * far + values[w->sites[current]]);
    }
}

/* Distances along a row to the nearest mark in it, from both ends. */
static void first_line(
    const uint8_t *marks, uint8_t wanted, float *out, intptr_t count, double step) {
    intptr_t seen = -1;
    for (intptr_t i = 0; i < count; i++) {
        if (marks[i] == wanted) seen = i;
        const double far = (double)(i - seen) * step;
        out[i] = seen < 0 ? INFINITY : (float)(far * far);
    }
    if (seen < 0) return;
    seen = -1;
    for (intptr_t i = count - 1; i >= 0; i--) {
        if (marks[i] == wanted) seen = i;
        if (seen < 0) continue;
        const double far = (double)(seen - i) * step;
        const float square = (float)(far * far);
        if (square < out[i]) out[i] = square;
    }
}

int vp_squared_distances(
    const uint8_t *marks, uint8_t wanted, const intptr_t *shape, const double *size, int axis,
    float *out, intptr_t first, intptr_t last) {
    const intptr_t slice = shape[0] * shape[1];
    if (axis == 0) {
        for (intptr_t row = first * shape[1]; row < last * shape[1]; row++)
            first_line(
                marks + row * shape[0], wanted, out + row * shape[0], shape[0], size[0]);
        return 1;
    }
    const intptr_t count = shape[axis], stride = axis == 1 ? shape[0] : slice;
    workspace w = {
        malloc((size_t)(together * count) * sizeof(float)),
        malloc((size_t)(together * count) * sizeof(float)),
        malloc((size_t)count * sizeof(intptr_t)), malloc((size_t)count * sizeof(double))};
    const int fits = w.lines && w.results && w.sites && w.boundaries;
    for (intptr_t plane = first; fits && plane < last; plane++) {
        float *corner = out + plane * (axis == 1 ? slice : shape[0]);
        for (intptr_t at = 0; at < shape[0]; at += together) {
            const intptr_t lines = shape[0] - at < together ? shape[0] - at : together;
            for (intptr_t n = 0; n < count; n++)
                for (intptr_t l = 0; l < lines; l++)
                    w.lines[l * count + n] = corner[at + l + n * stride];
            for (intptr_t l = 0; l < lines; l++)
                transform_line(
                    w.lines + l * count, w.results + l * count, count, size[axis], &w);
            for (intptr_t n = 0; n < count; n++)
                for (intptr_t l = 0; l < lines; l++)
                    corner[at + l + n * stride] = w.results[l * count + n];
        }
    }
    free(w.lines);
    free(w.results);
    free(w.sites);
    free(w.boundaries);
    return fits;
}
