/* Measures of masks. Arrays are dense, the first axis fastest; inside is what is not 0. */
#ifndef MASKS_H
#define MASKS_H

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/* Number of voxels inside both. */
intptr_t vp_count_shared(const uint8_t *a, const uint8_t *b, intptr_t count);

/* First and last index inside along each axis: i0 j0 k0 i1 j1 k1. Returns 0 for an empty mask. */
int vp_bounds(const uint8_t *mask, const intptr_t *shape, intptr_t *bounds);

/* Copies a block into a grid, where it begins at `start`. */
void vp_paste(
    const uint8_t *block, const intptr_t *shape, const intptr_t *start, const intptr_t *grid_shape,
    uint8_t *grid);

/* Exact sums over the voxels inside: 1, i, j, k, ii, jj, kk, ij, ik, jk. */
void vp_moments(const uint8_t *mask, const intptr_t *shape, int64_t *sums);

/* How often each pattern of eight neighbouring voxels occurs, the grid framed by empty voxels. Bit
   b of a pattern stands for the corner (b & 1, b >> 1 & 1, b >> 2 & 1). */
void vp_patterns(const uint8_t *mask, const intptr_t *shape, int64_t *counts);

/* 1 where a voxel inside has one of its six neighbours outside, or none at all, else 0. */
void vp_border(const uint8_t *mask, const intptr_t *shape, uint8_t *out);

/* 1 where a value is at most `limit`, else 0. */
void vp_at_most(const float *values, intptr_t count, float limit, uint8_t *out);

/* Square roots in place. */
void vp_square_roots(float *values, intptr_t count);

/* Values where the mask is inside, in order; returns how many. */
intptr_t vp_gather(const float *values, const uint8_t *mask, intptr_t count, float *out);

/* Corners of the convex hull of one slice, in doubled indices (x, y), counterclockwise: of the voxel
   centres, or, where `edges` is set, of the points halfway to the neighbours outside. The slice has
   n0 × n1 voxels, s0 and s1 apart. `out` has room for 4 * (n0 + n1) points. Returns their number, or
   -1 without memory. */
intptr_t vp_slice_hull(
    const uint8_t *mask, intptr_t n0, intptr_t s0, intptr_t n1, intptr_t s1, int edges,
    int32_t *out);

/* The two points (x y z each) that lie furthest apart; their numbers in `pair`. At least one point.
   Polls `stop` between rows; returns 0 when it said so. */
int vp_farthest(
    const double *points, intptr_t count, int (*stop)(void *_Nullable), void *_Nullable context,
    intptr_t *pair);

#pragma clang assume_nonnull end

#endif
