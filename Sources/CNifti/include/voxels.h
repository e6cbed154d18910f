/* Loops over all voxels. Arrays are dense, the first axis fastest. */
#ifndef VOXELS_H
#define VOXELS_H

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/* Number of bytes that are not 0. */
intptr_t vp_count_nonzero(const uint8_t *values, intptr_t count);

/* First index after `start` whose value differs, or `count`. */
intptr_t vp_end_of_run(const int32_t *values, intptr_t start, intptr_t count);

/* out[i] = 1 where values[i] is one of the ascending `labels`, else 0. */
void vp_select(
    const int32_t *values, intptr_t count, const int32_t *labels, intptr_t label_count,
    uint8_t *out);

/* Smallest and largest of at least one value. */
void vp_range(const int32_t *values, intptr_t count, int32_t *minimum, int32_t *maximum);

/* Adds to four numbers a label: its voxels, and the sums of their i, j and k; for the labels 0 ..<
   limit, others are passed over. */
void vp_label_sums(
    const int32_t *values, const intptr_t *shape, intptr_t limit, double *sums);

/* Values that are known to fit. */
void vp_narrow(const int32_t *values, intptr_t count, int16_t *out);

/* Gathers: target voxel (i, j, k) takes source element start + i*steps[0] + j*steps[1] +
   k*steps[2]. `size` of an element is 1, 2, 4 or 8 bytes. */
void vp_permute(
    const void *_Nullable source, void *_Nullable target, intptr_t size, intptr_t start,
    const intptr_t *sizes, const intptr_t *steps);

/* Two grids, and the map from target voxel index to source voxel index (3 rows of 4). */
typedef struct {
    double map[12];
    intptr_t source_shape[3];
    intptr_t target_shape[3];
} vp_grid;

/* The source index of a target voxel; returns 0 where the source has no voxel there. */
int vp_map_inside(const vp_grid *grid, intptr_t i, intptr_t j, intptr_t k, double *index);

/* Fill target slices first ..< last; 0 where the source has no voxel. */
void vp_resample_linear(
    const void *_Nullable source, void *_Nullable target, const vp_grid *grid, intptr_t first,
    intptr_t last);
void vp_resample_nearest(
    const void *_Nullable source, void *_Nullable target, intptr_t size, const vp_grid *grid,
    intptr_t first, intptr_t last);

/* The label with the largest share of linear interpolation's weights, the smaller of two equal.
   Labels are of 1 byte without a sign or of 4 bytes with one. */
void vp_resample_majority(
    const void *_Nullable source, void *_Nullable target, intptr_t size, const vp_grid *grid,
    intptr_t first, intptr_t last);

#pragma clang assume_nonnull end

#endif
