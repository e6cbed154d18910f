/* Measures of the values inside a mask. `mask` may be null: then every voxel counts. */
#ifndef STATISTICS_H
#define STATISTICS_H

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

typedef struct {
    intptr_t count;      /* voxels inside */
    intptr_t non_finite; /* of them NaN or infinite; the rest covers the finite ones */
    double sum;
    float minimum;
    float maximum;
} vp_sample;

void vp_summarize(
    const float *values, const uint8_t *_Nullable mask, intptr_t count, vp_sample *out);

/* Sum of (value - center)^2. */
double vp_sum_of_squares(
    const float *values, const uint8_t *_Nullable mask, intptr_t count, double center);

/* The value at place `rank`, from 0, of the ascending values; all inside must be finite. Returns 0
   without memory. */
int vp_order_statistic(
    const float *values, const uint8_t *_Nullable mask, intptr_t count, intptr_t rank, float *out);

/* Values per bin [edges[b], edges[b+1]); the last bin is closed; bins are of about one width. */
void vp_histogram(
    const float *values, const uint8_t *_Nullable mask, intptr_t count, const double *edges,
    intptr_t bins, intptr_t *counts);

#pragma clang assume_nonnull end

#endif
