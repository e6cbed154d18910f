/* Distances on a grid. Arrays are dense, the first axis fastest. */
#ifndef DISTANCES_H
#define DISTANCES_H

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/* Squared distance from each voxel's centre to that of the nearest voxel with `wanted` in `marks`,
   in the square of the unit of `size`; infinite where there is none. Returns 0 without memory. */
int vp_squared_distances(
    const uint8_t *marks, uint8_t wanted, const intptr_t *shape, const double *size, float *out);

#pragma clang assume_nonnull end

#endif
