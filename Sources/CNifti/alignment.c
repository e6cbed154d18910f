#include "alignment.h"

#include <math.h>

void vp_block_means(
    const float *in, const intptr_t *shape, const intptr_t *factors, float *out, intptr_t first,
    intptr_t last) {
    const intptr_t n0 = (shape[0] + factors[0] - 1) / factors[0];
    const intptr_t n1 = (shape[1] + factors[1] - 1) / factors[1];
    for (intptr_t k = first; k < last; k++) {
        const intptr_t z0 = k * factors[2];
        const intptr_t z1 = z0 + factors[2] < shape[2] ? z0 + factors[2] : shape[2];
        for (intptr_t j = 0; j < n1; j++) {
            const intptr_t y0 = j * factors[1];
            const intptr_t y1 = y0 + factors[1] < shape[1] ? y0 + factors[1] : shape[1];
            float *row = out + n0 * (j + n1 * k);
            for (intptr_t i = 0; i < n0; i++) row[i] = 0;
            for (intptr_t z = z0; z < z1; z++) {
                for (intptr_t y = y0; y < y1; y++) {
                    const float *source = in + shape[0] * (y + shape[1] * z);
                    for (intptr_t i = 0; i < n0; i++) {
                        const intptr_t x0 = i * factors[0];
                        const intptr_t x1 =
                            x0 + factors[0] < shape[0] ? x0 + factors[0] : shape[0];
                        float sum = 0;
                        for (intptr_t x = x0; x < x1; x++) sum += source[x];
                        row[i] += sum;
                    }
                }
            }
            for (intptr_t i = 0; i < n0; i++) {
                const intptr_t x0 = i * factors[0];
                const intptr_t x1 = x0 + factors[0] < shape[0] ? x0 + factors[0] : shape[0];
                row[i] /= (float)((x1 - x0) * (y1 - y0) * (z1 - z0));
            }
        }
    }
}

/* The cell that holds a coordinate, and how far into it; 0 outside of 0 ... size - 1. */
static int cell(float at, intptr_t size, intptr_t *low, float *part) {
    if (!(at >= -1e-3f && at <= (float)(size - 1) + 1e-3f)) return 0;
    if (at < 0) at = 0;
    intptr_t whole = (intptr_t)at;
    if (whole > size - 2) whole = size > 1 ? size - 2 : 0;
    float rest = at - (float)whole;
    *low = whole;
    *part = rest < 1 ? rest : 1;
    return 1;
}

void vp_look_up(
    const vp_lookup *image, const float *points, intptr_t count, float *bins,
    float *_Nullable slopes) {
    float m[12];
    for (int n = 0; n < 12; n++) m[n] = (float)image->map[n];
    const intptr_t *shape = image->shape;
    const intptr_t s1 = shape[0], s2 = shape[0] * shape[1];
    const intptr_t d0 = shape[0] > 1, d1 = shape[1] > 1 ? s1 : 0, d2 = shape[2] > 1 ? s2 : 0;
    const float scale = (float)image->scale, offset = (float)image->offset;
    const float low = 1, high = (float)(image->bins - 3);
    for (intptr_t n = 0; n < count; n++) {
        const float x = points[3 * n], y = points[3 * n + 1], z = points[3 * n + 2];
        intptr_t i, j, k;
        float a, b, c;
        if (!cell(m[0] * x + m[1] * y + m[2] * z + m[3], shape[0], &i, &a)
            || !cell(m[4] * x + m[5] * y + m[6] * z + m[7], shape[1], &j, &b)
            || !cell(m[8] * x + m[9] * y + m[10] * z + m[11], shape[2], &k, &c)) {
            bins[n] = -1;
            continue;
        }
        const float *v = image->voxels + i + s1 * j + s2 * k;
        const float v000 = v[0], v100 = v[d0], v010 = v[d1], v110 = v[d0 + d1];
        const float v001 = v[d2], v101 = v[d0 + d2], v011 = v[d1 + d2], v111 = v[d0 + d1 + d2];
        const float e00 = v000 + a * (v100 - v000), e10 = v010 + a * (v110 - v010);
        const float e01 = v001 + a * (v101 - v001), e11 = v011 + a * (v111 - v011);
        const float f0 = e00 + b * (e10 - e00), f1 = e01 + b * (e11 - e01);
        const float bin = (f0 + c * (f1 - f0) - offset) * scale;
        const int held = bin < low || bin > high;
        bins[n] = bin < low ? low : bin > high ? high : bin;
        if (slopes) {
            const float g00 = v100 - v000, g10 = v110 - v010;
            const float g01 = v101 - v001, g11 = v111 - v011;
            const float g0 = g00 + b * (g10 - g00), g1 = g01 + b * (g11 - g01);
            const float h0 = e10 - e00, h1 = e11 - e01;
            const float by = held ? 0 : scale;
            slopes[3 * n] = (g0 + c * (g1 - g0)) * by;
            slopes[3 * n + 1] = (h0 + c * (h1 - h0)) * by;
            slopes[3 * n + 2] = (f1 - f0) * by;
        }
    }
}

void vp_joint_histogram(
    const float *first, const float *second, intptr_t count, intptr_t columns, double *histogram) {
    for (intptr_t n = 0; n < count; n++) {
        if (first[n] < 0 || second[n] < 0) continue;
        const intptr_t whole = (intptr_t)second[n];
        const float t = second[n] - (float)whole, u = 1 - t;
        double *cells = histogram + columns * (intptr_t)(first[n] + 0.5f) + whole - 1;
        const float w0 = u * u * u / 6, w3 = t * t * t / 6;
        const float w1 = (4 - 6 * t * t + 3 * t * t * t) / 6;
        cells[0] += w0;
        cells[1] += w1;
        cells[2] += 1 - w0 - w1 - w3;
        cells[3] += w3;
    }
}

void vp_histogram_gradient(
    const float *first, const float *second, const float *slopes, const float *points,
    intptr_t count, intptr_t columns, const double *weights, double *gradient) {
    double sums[12] = {0};
    for (intptr_t n = 0; n < count; n++) {
        if (first[n] < 0 || second[n] < 0) continue;
        const intptr_t whole = (intptr_t)second[n];
        const double t = second[n] - (float)whole, u = 1 - t;
        const double *cells = weights + columns * (intptr_t)(first[n] + 0.5f) + whole - 1;
        const double by = -u * u / 2 * cells[0] + (1.5 * t - 2) * t * cells[1]
            + ((1 - 1.5 * t) * t + 0.5) * cells[2] + t * t / 2 * cells[3];
        const double x = points[3 * n], y = points[3 * n + 1], z = points[3 * n + 2];
        for (int axis = 0; axis < 3; axis++) {
            const double slope = by * slopes[3 * n + axis];
            sums[4 * axis] += slope * x;
            sums[4 * axis + 1] += slope * y;
            sums[4 * axis + 2] += slope * z;
            sums[4 * axis + 3] += slope;
        }
    }
    for (int n = 0; n < 12; n++) gradient[n] += sums[n];
}
