#include "statistics.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void vp_summarize(const float *values, const uint8_t *mask, intptr_t count, vp_sample *out) {
    vp_sample s = {0, 0, 0, INFINITY, -INFINITY};
    for (intptr_t i = 0; i < count; i++) {
        if (mask && !mask[i]) continue;
        float x = values[i];
        s.count++;
        if (!isfinite(x)) {
            s.non_finite++;
            continue;
        }
        s.sum += x;
        if (x < s.minimum) s.minimum = x;
        if (x > s.maximum) s.maximum = x;
    }
    *out = s;
}

double vp_sum_of_squares(
    const float *values, const uint8_t *mask, intptr_t count, double center) {
    double sum = 0;
    for (intptr_t i = 0; i < count; i++) {
        if (mask && !mask[i]) continue;
        double far = values[i] - center;
        sum += far * far;
    }
    return sum;
}

/* Whole numbers in the order of the floats they stand for. */
static uint32_t ordered(float x) {
    uint32_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits & 0x80000000u ? ~bits : bits | 0x80000000u;
}

static float unordered(uint32_t code) {
    uint32_t bits = code & 0x80000000u ? code & 0x7FFFFFFFu : ~code;
    float x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

/* The bin that holds place `rank`; leaves in `rank` the place inside that bin. */
static uint32_t find_bin(const intptr_t *bins, intptr_t *rank) {
    uint32_t bin = 0;
    while (bin < 65535 && *rank >= bins[bin]) *rank -= bins[bin++];
    return bin;
}

/* Counts upper halves, then the lower halves of those in the bin: no copy, no bad case. */
int vp_order_statistic(
    const float *values, const uint8_t *mask, intptr_t count, intptr_t rank, float *out) {
    intptr_t *bins = calloc(65536, sizeof(intptr_t));
    if (!bins) return 0;
    for (intptr_t i = 0; i < count; i++)
        if (!mask || mask[i]) bins[ordered(values[i]) >> 16]++;
    uint32_t high = find_bin(bins, &rank);
    memset(bins, 0, 65536 * sizeof(intptr_t));
    for (intptr_t i = 0; i < count; i++) {
        if (mask && !mask[i]) continue;
        uint32_t code = ordered(values[i]);
        if (code >> 16 == high) bins[code & 0xFFFF]++;
    }
    uint32_t low = find_bin(bins, &rank);
    *out = unordered(high << 16 | low);
    free(bins);
    return 1;
}

void vp_histogram(
    const float *values, const uint8_t *mask, intptr_t count, const double *edges, intptr_t bins,
    intptr_t *counts) {
    double low = edges[0], high = edges[bins], scale = (double)bins / (high - low);
    for (intptr_t i = 0; i < count; i++) {
        if (mask && !mask[i]) continue;
        double x = values[i];
        if (!(x >= low && x <= high)) continue;
        intptr_t bin = (intptr_t)((x - low) * scale);
        if (bin >= bins) bin = bins - 1;
        /* Rounding must not put a value on the wrong side of an edge. */
        if (x < edges[bin]) bin--;
        else if (bin < bins - 1 && x >= edges[bin + 1]) bin++;
        counts[bin]++;
    }
}
