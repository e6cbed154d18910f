/* Cubic B-splines through the voxels of an image. */
#ifndef SPLINES_H
#define SPLINES_H

#include <stddef.h>
#include <stdint.h>

#include "voxels.h"

#pragma clang assume_nonnull begin

/* Turns values into coefficients along an axis, in place, for the planes first ..< last: slices
   where the axis is 0 or 1, planes of the second axis where it is 2. Returns 0 without memory. */
int vp_spline_coefficients(
    float *data, const intptr_t *shape, int axis, intptr_t first, intptr_t last);

/* Fills target slices first ..< last from coefficients; 0 where the source has no voxel. */
void vp_resample_cubic(
    const void *_Nullable source, void *_Nullable target, const vp_grid *grid, intptr_t first,
    intptr_t last);

#pragma clang assume_nonnull end

#endif
