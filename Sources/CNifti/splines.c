/* Cubic B-spline interpolation (Unser, Splines: a perfect fit for signal and image processing, IEEE
   Signal Processing Magazine 1999); the image is mirrored about the centres of its outermost
   voxels (c b | a b c), as in SciPy's mode "mirror". */
#include "splines.h"

#include <math.h>
#include <stdlib.h>

static void filter_line(float *line, intptr_t n, intptr_t stride, double *c) {
    const double z = sqrt(3.0) - 2;
    double power = z, last = pow(z, (double)(n - 1));
    for (intptr_t i = 0; i < n; i++) c[i] = 6 * (double)line[i * stride];
    double sum = c[0] + last * c[n - 1];
    for (intptr_t i = 1; i < n - 1; i++) {
        sum += power * (c[i] + last * c[n - 1 - i]);
        power *= z;
    }
    c[0] = sum / (1 - last * last);
    for (intptr_t i = 1; i < n; i++) c[i] += z * c[i - 1];
    c[n - 1] = (z * c[n - 2] + c[n - 1]) * z / (z * z - 1);
    for (intptr_t i = n - 2; i >= 0; i--) c[i] = z * (c[i + 1] - c[i]);
    for (intptr_t i = 0; i < n; i++) line[i * stride] = (float)c[i];
}

int vp_spline_coefficients(
    float *data, const intptr_t *shape, int axis, intptr_t first, intptr_t last) {
    intptr_t nx = shape[0], slice = nx * shape[1], n = shape[axis];
    /* One voxel is its own coefficient. */
    if (n < 2) return 1;
    double *line = malloc((size_t)n * sizeof(double));
    if (!line) return 0;
    for (intptr_t plane = first; plane < last; plane++) {
        float *base = data + plane * (axis == 2 ? nx : slice);
        intptr_t lines = axis == 0 ? shape[1] : nx, step = axis == 0 ? nx : 1;
        intptr_t stride = axis == 0 ? 1 : axis == 1 ? nx : slice;
        for (intptr_t l = 0; l < lines; l++) filter_line(base + l * step, n, stride, line);
    }
    free(line);
    return 1;
}

static intptr_t mirrored(intptr_t p, intptr_t n) {
    if (n == 1) return 0;
    intptr_t period = 2 * (n - 1), m = p % period;
    if (m < 0) m += period;
    return m < n ? m : period - m;
}

void vp_resample_cubic(
    const void *source, void *target, const vp_grid *grid, intptr_t first, intptr_t last) {
    const intptr_t *shape = grid->target_shape, *from = grid->source_shape;
    const float *c = source;
    float *out = (float *)target + first * shape[0] * shape[1];
    for (intptr_t k = first; k < last; k++)
        for (intptr_t j = 0; j < shape[1]; j++)
            for (intptr_t i = 0; i < shape[0]; i++, out++) {
                double p[3], w[3][4];
                intptr_t at[3][4];
                if (!vp_map_inside(grid, i, j, k, p)) {
                    *out = 0;
                    continue;
                }
                for (int axis = 0; axis < 3; axis++) {
                    double low = floor(p[axis]), t = p[axis] - low, u = 1 - t;
                    w[axis][0] = u * u * u / 6;
                    w[axis][1] = (4 - 6 * t * t + 3 * t * t * t) / 6;
                    w[axis][2] = (4 - 6 * u * u + 3 * u * u * u) / 6;
                    w[axis][3] = t * t * t / 6;
                    for (int tap = 0; tap < 4; tap++)
                        at[axis][tap] = mirrored((intptr_t)low - 1 + tap, from[axis]);
                }
                double sum = 0;
                for (int z = 0; z < 4; z++)
                    for (int y = 0; y < 4; y++) {
                        const float *row = c + from[0] * (at[1][y] + from[1] * at[2][z]);
                        double line = 0;
                        for (int x = 0; x < 4; x++) line += w[0][x] * (double)row[at[0][x]];
                        sum += w[2][z] * w[1][y] * line;
                    }
                *out = (float)sum;
            }
}
