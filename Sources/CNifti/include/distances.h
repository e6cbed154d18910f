/* Distances on a grid. Arrays are dense, the first axis fastest. */
#ifndef DISTANCES_H
#define DISTANCES_H

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/* Squared distance from each voxel's centre to that of the nearest voxel with `wanted` in `marks`,
   in the square of the unit of `size`; infinite where there is none. One axis after another, 0 first,
   each for the planes first ..< last: slices for the axes 0 and 1, planes of the second axis for 2.
   Returns 0 without memory. */
int vp_squared_distances(
    const uint8_t *marks, uint8_t wanted, const intptr_t *shape, const double *size, int axis,
    float *out, intptr_t first, intptr_t last);

#pragma clang assume_nonnull end

#endif
