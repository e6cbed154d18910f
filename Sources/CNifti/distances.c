/* The exact Euclidean distance transform in linear time, one axis after another (Felzenszwalb and
   Huttenlocher, Distance Transforms of Sampled Functions, Theory of Computing 8, 2012). */
#include "distances.h"

#include <math.h>
#include <stdlib.h>

typedef struct {
    float *values;       /* the line's squared distances so far */
    intptr_t *sites;     /* parabolas of the lower envelope */
    double *boundaries;  /* where each begins to be the lowest */
} workspace;

static void transform_line(float *line, intptr_t count, intptr_t stride, double step, workspace *w) {
    intptr_t used = 0;
    double square = step * step;
    for (intptr_t i = 0; i < count; i++) {
        w->values[i] = line[i * stride];
        if (!(w->values[i] < INFINITY)) continue;
        double begin = -INFINITY;
        while (used > 0) {
            intptr_t site = w->sites[used - 1];
            /* Where parabola i comes below that of `site`. */
            begin = ((double)w->values[i] - w->values[site]) / (2 * square * (double)(i - site))
                + (double)(i + site) / 2;
            if (begin > w->boundaries[used - 1]) break;
            used--;
        }
        w->sites[used] = i;
        w->boundaries[used] = used == 0 ? -INFINITY : begin;
        used++;
    }
    if (used == 0) return;
    intptr_t current = 0;
    for (intptr_t i = 0; i < count; i++) {
        while (current + 1 < used && w->boundaries[current + 1] < (double)i) current++;
        double far = (double)(i - w->sites[current]) * step;
        line[i * stride] = (float)(far * far + w->values[w->sites[current]]);
    }
}

int vp_squared_distances(
    const uint8_t *marks, uint8_t wanted, const intptr_t *shape, const double *size, float *out) {
    intptr_t count = shape[0] * shape[1] * shape[2];
    intptr_t longest = shape[0] > shape[1] ? shape[0] : shape[1];
    if (shape[2] > longest) longest = shape[2];
    workspace w = {
        malloc((size_t)longest * sizeof(float)), malloc((size_t)longest * sizeof(intptr_t)),
        malloc((size_t)longest * sizeof(double))};
    int fits = w.values && w.sites && w.boundaries;
    if (fits) {
        for (intptr_t i = 0; i < count; i++) out[i] = marks[i] == wanted ? 0 : INFINITY;
        intptr_t slice = shape[0] * shape[1];
        for (intptr_t at = 0; at < count; at += shape[0])
            transform_line(out + at, shape[0], 1, size[0], &w);
        for (intptr_t k = 0; k < shape[2]; k++)
            for (intptr_t i = 0; i < shape[0]; i++)
                transform_line(out + k * slice + i, shape[1], shape[0], size[1], &w);
        for (intptr_t at = 0; at < slice; at++)
            transform_line(out + at, shape[2], slice, size[2], &w);
    }
    free(w.values);
    free(w.sites);
    free(w.boundaries);
    return fits;
}
