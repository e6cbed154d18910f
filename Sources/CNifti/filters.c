#include "filters.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Where a place beyond the edge finds its value. */
static intptr_t mirrored(intptr_t p, intptr_t n) {
    intptr_t m = p % (2 * n);
    if (m < 0) m += 2 * n;
    return m < n ? m : 2 * n - 1 - m;
}

int vp_convolve(
    float *data, const intptr_t *shape, int axis, const float *weights, intptr_t start,
    intptr_t length, intptr_t first, intptr_t last) {
    intptr_t nx = shape[0], slice = nx * shape[1], n = shape[axis];
    float *scratch =
        malloc((size_t)(axis == 0 ? n + length : n * nx) * sizeof(float));
    if (!scratch) return 0;
    for (intptr_t plane = first; plane < last; plane++) {
        if (axis == 0) {
            for (intptr_t j = 0; j < shape[1]; j++) {
                float *line = data + plane * slice + j * nx;
                for (intptr_t t = 0; t < n + length - 1; t++)
                    scratch[t] = line[mirrored(t + start, n)];
                memset(line, 0, (size_t)n * sizeof(float));
                for (intptr_t t = 0; t < length; t++)
                    for (intptr_t i = 0; i < n; i++) line[i] += weights[t] * scratch[i + t];
            }
            continue;
        }
        float *base = data + plane * (axis == 1 ? slice : nx);
        intptr_t stride = axis == 1 ? nx : slice;
        for (intptr_t p = 0; p < n; p++)
            memcpy(scratch + p * nx, base + p * stride, (size_t)nx * sizeof(float));
        for (intptr_t p = 0; p < n; p++) {
            float *row = base + p * stride;
            memset(row, 0, (size_t)nx * sizeof(float));
            for (intptr_t t = 0; t < length; t++) {
                const float *from = scratch + mirrored(p + start + t, n) * nx;
                for (intptr_t i = 0; i < nx; i++) row[i] += weights[t] * from[i];
            }
        }
    }
    free(scratch);
    return 1;
}

/* Hoare's selection; the middle of three as pivot keeps even and sorted runs fast. */
static float select_middle(float *v, intptr_t count) {
    intptr_t low = 0, high = count - 1, middle = count / 2;
    while (low < high) {
        float a = v[low], b = v[low + (high - low) / 2], c = v[high];
        float pivot = a < b ? (b < c ? b : a < c ? c : a) : (a < c ? a : b < c ? c : b);
        intptr_t i = low, j = high;
        while (i <= j) {
            while (v[i] < pivot) i++;
            while (v[j] > pivot) j--;
            if (i <= j) {
                float swap = v[i];
                v[i++] = v[j];
                v[j--] = swap;
            }
        }
        if (middle <= j) high = j;
        else if (middle >= i) low = i;
        else break;
    }
    return v[middle];
}

int vp_median(
    const float *in, float *out, const intptr_t *shape, const intptr_t *offsets, intptr_t count,
    intptr_t first, intptr_t last) {
    intptr_t nx = shape[0], ny = shape[1], nz = shape[2], reach[3] = {0, 0, 0};
    float *values = malloc((size_t)count * sizeof(float));
    intptr_t *steps = malloc((size_t)count * sizeof(intptr_t));
    int fits = values && steps;
    for (intptr_t t = 0; fits && t < count; t++) {
        const intptr_t *o = offsets + 3 * t;
        steps[t] = o[0] + nx * (o[1] + ny * o[2]);
        for (int axis = 0; axis < 3; axis++)
            if (o[axis] > reach[axis]) reach[axis] = o[axis];
    }
    for (intptr_t k = first; fits && k < last; k++)
        for (intptr_t j = 0; j < ny; j++) {
            int inner = k >= reach[2] && k < nz - reach[2] && j >= reach[1] && j < ny - reach[1];
            for (intptr_t i = 0; i < nx; i++) {
                intptr_t at = i + nx * (j + ny * k);
                if (inner && i >= reach[0] && i < nx - reach[0])
                    for (intptr_t t = 0; t < count; t++) values[t] = in[at + steps[t]];
                else
                    for (intptr_t t = 0; t < count; t++) {
                        const intptr_t *o = offsets + 3 * t;
                        values[t] = in[mirrored(i + o[0], nx)
                                       + nx * (mirrored(j + o[1], ny)
                                               + ny * mirrored(k + o[2], nz))];
                    }
                out[at] = select_middle(values, count);
            }
        }
    free(values);
    free(steps);
    return fits;
}

static double difference(const float *at, intptr_t place, intptr_t n, intptr_t step) {
    if (n == 1) return 0;
    if (place == 0) return (double)at[step] - at[0];
    if (place == n - 1) return (double)at[0] - at[-step];
    return ((double)at[step] - at[-step]) / 2;
}

void vp_gradient(
    const float *in, float *out, const intptr_t *shape, const double *inverse, intptr_t first,
    intptr_t last) {
    intptr_t nx = shape[0], slice = nx * shape[1];
    for (intptr_t k = first; k < last; k++)
        for (intptr_t j = 0; j < shape[1]; j++)
            for (intptr_t i = 0; i < nx; i++) {
                intptr_t at = i + nx * j + slice * k;
                double d[3] = {
                    difference(in + at, i, nx, 1), difference(in + at, j, shape[1], nx),
                    difference(in + at, k, shape[2], slice)};
                double squares = 0;
                for (int world = 0; world < 3; world++) {
                    double g = inverse[world] * d[0] + inverse[3 + world] * d[1]
                        + inverse[6 + world] * d[2];
                    squares += g * g;
                }
                out[at] = (float)sqrt(squares);
            }
}
