/* Filters over the neighbourhood of each voxel. Arrays are dense, the first axis fastest; beyond an
   edge the image is mirrored, its outermost voxel repeated (c b a | a b c). */
#ifndef FILTERS_H
#define FILTERS_H

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/* out(p) = sum over t of weights[t] * in(p + start + t) along an axis, in place, for the planes
   first ..< last: slices where the axis is 0 or 1, planes of the second axis where it is 2.
   Returns 0 without memory. */
int vp_convolve(
    float *data, const intptr_t *shape, int axis, const float *weights, intptr_t start,
    intptr_t length, intptr_t first, intptr_t last);

/* The median over an odd number of offsets (three numbers each), for slices first ..< last.
   Returns 0 without memory. */
int vp_median(
    const float *in, float *out, const intptr_t *shape, const intptr_t *offsets, intptr_t count,
    intptr_t first, intptr_t last);

/* Length of the gradient, for slices first ..< last: central differences, one-sided ones at the
   edge, 0 along an axis of one voxel. `inverse` (3 rows of 3) carries world steps to index steps. */
void vp_gradient(
    const float *in, float *out, const intptr_t *shape, const double *inverse, intptr_t first,
    intptr_t last);

#pragma clang assume_nonnull end

#endif
