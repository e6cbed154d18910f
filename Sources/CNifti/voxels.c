#include "voxels.h"

#include <math.h>
#include <string.h>

intptr_t vp_count_nonzero(const uint8_t *values, intptr_t count) {
    intptr_t total = 0;
    for (intptr_t i = 0; i < count; i++) total += values[i] != 0;
    return total;
}

intptr_t vp_end_of_run(const int32_t *values, intptr_t start, intptr_t count) {
    intptr_t i = start + 1;
    while (i < count && values[i] == values[start]) i++;
    return i;
}

static uint8_t holds(const int32_t *labels, intptr_t count, int32_t label) {
    intptr_t low = 0, high = count;
    while (low < high) {
        intptr_t middle = low + (high - low) / 2;
        if (labels[middle] < label) low = middle + 1;
        else high = middle;
    }
    return low < count && labels[low] == label;
}

void vp_select(
    const int32_t *values, intptr_t count, const int32_t *labels, intptr_t label_count,
    uint8_t *out) {
    /* Labels come in runs: the search is done once per run. */
    int32_t last = 0;
    uint8_t last_held = holds(labels, label_count, 0);
    for (intptr_t i = 0; i < count; i++) {
        if (values[i] != last) {
            last = values[i];
            last_held = holds(labels, label_count, last);
        }
        out[i] = last_held;
    }
}

void vp_range(const int32_t *values, intptr_t count, int32_t *minimum, int32_t *maximum) {
    int32_t low = values[0], high = values[0];
    for (intptr_t i = 1; i < count; i++) {
        if (values[i] < low) low = values[i];
        if (values[i] > high) high = values[i];
    }
    *minimum = low;
    *maximum = high;
}

void vp_label_sums(
    const int32_t *values, const intptr_t *shape, intptr_t limit, double *sums) {
    for (intptr_t k = 0; k < shape[2]; k++) {
        for (intptr_t j = 0; j < shape[1]; j++) {
            const int32_t *row = values + shape[0] * (j + shape[1] * k);
            /* Labels come in runs. */
            for (intptr_t i = 0; i < shape[0];) {
                const intptr_t start = i;
                const int32_t label = row[i];
                while (i < shape[0] && row[i] == label) i++;
                if (label < 0 || label >= limit) continue;
                const double count = (double)(i - start);
                double *own = sums + 4 * label;
                own[0] += count;
                own[1] += count * (double)(start + i - 1) / 2;
                own[2] += count * (double)j;
                own[3] += count * (double)k;
            }
        }
    }
}

void vp_narrow(const int32_t *values, intptr_t count, int16_t *out) {
    for (intptr_t i = 0; i < count; i++) out[i] = (int16_t)values[i];
}

#define PERMUTE(type)                                                                            \
    do {                                                                                         \
        const type *in = source;                                                                 \
        type *out = target;                                                                      \
        for (intptr_t k = 0; k < sizes[2]; k++)                                                   \
            for (intptr_t j = 0; j < sizes[1]; j++) {                                             \
                intptr_t from = start + j * steps[1] + k * steps[2];                              \
                for (intptr_t i = 0; i < sizes[0]; i++, from += steps[0]) *out++ = in[from];      \
            }                                                                                    \
    } while (0)

void vp_permute(
    const void *source, void *target, intptr_t size, intptr_t start, const intptr_t *sizes,
    const intptr_t *steps) {
    switch (size) {
    case 1: PERMUTE(uint8_t); break;
    case 2: PERMUTE(uint16_t); break;
    case 4: PERMUTE(uint32_t); break;
    case 8: PERMUTE(uint64_t); break;
    }
}

/* Index of voxel centres is whole, so a voxel spans half an index to both sides. The slack
   absorbs rounding where centres of one grid meet edges of another. */
static const double half = 0.5 + 1e-6;

static int inside(const double *p, const intptr_t *shape) {
    for (int axis = 0; axis < 3; axis++)
        if (!(p[axis] >= -half && p[axis] <= (double)(shape[axis] - 1) + half)) return 0;
    return 1;
}

static void map_point(const vp_grid *grid, intptr_t i, intptr_t j, intptr_t k, double *p) {
    for (int axis = 0; axis < 3; axis++) {
        const double *row = grid->map + 4 * axis;
        p[axis] = row[0] * (double)i + row[1] * (double)j + row[2] * (double)k + row[3];
    }
}

int vp_map_inside(const vp_grid *grid, intptr_t i, intptr_t j, intptr_t k, double *index) {
    map_point(grid, i, j, k, index);
    return inside(index, grid->source_shape);
}

static float linear_at(const float *source, const intptr_t *shape, const double *p) {
    intptr_t low[3], high[3];
    float weight[3];
    for (int axis = 0; axis < 3; axis++) {
        double x = p[axis];
        double last = (double)(shape[axis] - 1);
        if (x < 0) x = 0;
        if (x > last) x = last;
        low[axis] = (intptr_t)x;
        high[axis] = low[axis] + 1 < shape[axis] ? low[axis] + 1 : low[axis];
        weight[axis] = (float)(x - (double)low[axis]);
    }
    const float *plane0 = source + low[2] * shape[0] * shape[1];
    const float *plane1 = source + high[2] * shape[0] * shape[1];
    intptr_t row0 = low[1] * shape[0], row1 = high[1] * shape[0];
#define ALONG_X(row) ((row)[low[0]] + weight[0] * ((row)[high[0]] - (row)[low[0]]))
    float a = ALONG_X(plane0 + row0), b = ALONG_X(plane0 + row1);
    float c = ALONG_X(plane1 + row0), d = ALONG_X(plane1 + row1);
    float near = a + weight[1] * (b - a), far = c + weight[1] * (d - c);
    return near + weight[2] * (far - near);
}

void vp_resample_linear(
    const void *source, void *target, const vp_grid *grid, intptr_t first, intptr_t last) {
    const intptr_t *shape = grid->target_shape;
    float *out = (float *)target + first * shape[0] * shape[1];
    for (intptr_t k = first; k < last; k++)
        for (intptr_t j = 0; j < shape[1]; j++)
            for (intptr_t i = 0; i < shape[0]; i++) {
                double p[3];
                map_point(grid, i, j, k, p);
                *out++ = inside(p, grid->source_shape)
                    ? linear_at(source, grid->source_shape, p)
                    : 0;
            }
}

static intptr_t nearest(double x, intptr_t size) {
    intptr_t index = (intptr_t)floor(x + half);
    return index < 0 ? 0 : index >= size ? size - 1 : index;
}

#define NEAREST(type)                                                                            \
    do {                                                                                         \
        type *out = (type *)target + first * shape[0] * shape[1];                                \
        for (intptr_t k = first; k < last; k++)                                                   \
            for (intptr_t j = 0; j < shape[1]; j++)                                               \
                for (intptr_t i = 0; i < shape[0]; i++) {                                         \
                    double p[3];                                                                 \
                    map_point(grid, i, j, k, p);                                                 \
                    if (!inside(p, from)) {                                                      \
                        *out++ = 0;                                                              \
                        continue;                                                                \
                    }                                                                            \
                    intptr_t x = nearest(p[0], from[0]), y = nearest(p[1], from[1]);              \
                    *out++ = ((const type *)source)                                              \
                        [x + from[0] * (y + from[1] * nearest(p[2], from[2]))];                  \
                }                                                                                \
    } while (0)

void vp_resample_nearest(
    const void *source, void *target, intptr_t size, const vp_grid *grid, intptr_t first,
    intptr_t last) {
    const intptr_t *shape = grid->target_shape, *from = grid->source_shape;
    switch (size) {
    case 1: NEAREST(uint8_t); break;
    case 2: NEAREST(uint16_t); break;
    case 4: NEAREST(uint32_t); break;
    case 8: NEAREST(uint64_t); break;
    }
}

static int32_t majority_at(
    const void *source, intptr_t size, const intptr_t *shape, const double *p) {
    intptr_t at[3][2];
    double weight[3][2];
    for (int axis = 0; axis < 3; axis++) {
        double last = (double)(shape[axis] - 1);
        double x = p[axis] < 0 ? 0 : p[axis] > last ? last : p[axis];
        at[axis][0] = (intptr_t)x;
        at[axis][1] = at[axis][0] + 1 < shape[axis] ? at[axis][0] + 1 : at[axis][0];
        weight[axis][1] = x - (double)at[axis][0];
        weight[axis][0] = 1 - weight[axis][1];
    }
    int32_t labels[8];
    double shares[8];
    int used = 0;
    for (int corner = 0; corner < 8; corner++) {
        int x = corner & 1, y = corner >> 1 & 1, z = corner >> 2;
        intptr_t from = at[0][x] + shape[0] * (at[1][y] + shape[1] * at[2][z]);
        int32_t label =
            size == 1 ? ((const uint8_t *)source)[from] : ((const int32_t *)source)[from];
        int place = 0;
        while (place < used && labels[place] != label) place++;
        if (place == used) {
            labels[used] = label;
            shares[used++] = 0;
        }
        shares[place] += weight[0][x] * weight[1][y] * weight[2][z];
    }
    int best = 0;
    for (int place = 1; place < used; place++) {
        /* The slack lets rounding decide nothing. */
        double more = shares[place] - shares[best];
        if (more > 1e-9 || (more > -1e-9 && labels[place] < labels[best])) best = place;
    }
    return labels[best];
}

void vp_resample_majority(
    const void *source, void *target, intptr_t size, const vp_grid *grid, intptr_t first,
    intptr_t last) {
    const intptr_t *shape = grid->target_shape;
    intptr_t out = first * shape[0] * shape[1];
    for (intptr_t k = first; k < last; k++)
        for (intptr_t j = 0; j < shape[1]; j++)
            for (intptr_t i = 0; i < shape[0]; i++, out++) {
                double p[3];
                int32_t label = vp_map_inside(grid, i, j, k, p)
                    ? majority_at(source, size, grid->source_shape, p)
                    : 0;
                if (size == 1) ((uint8_t *)target)[out] = (uint8_t)label;
                else ((int32_t *)target)[out] = label;
            }
}
