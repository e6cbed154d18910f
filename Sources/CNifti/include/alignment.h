/* What aligning two images needs. Arrays are dense, the first axis fastest. */
#ifndef ALIGNMENT_H
#define ALIGNMENT_H

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/* Means over blocks of factors[0] × factors[1] × factors[2] voxels, for slices first ..< last of the
   result, whose shape is that of the source divided by the factors, rounded up: the last block along
   an axis may be smaller. */
void vp_block_means(
    const float *in, const intptr_t *shape, const intptr_t *factors, float *out, intptr_t first,
    intptr_t last);

/* An image to look up, in bins of a histogram: bin = (value - offset) * scale, held within
   1 ... bins - 3 so that a cubic B-spline around it stays inside. */
typedef struct {
    const float *voxels;
    intptr_t shape[3];
    double map[12]; /* from points to voxel indices, 3 rows of 4 */
    double offset;
    double scale;
    intptr_t bins;
} vp_lookup;

/* The linearly interpolated value at each point (x y z), as a bin; -1 outside the image, which ends at
   its outermost voxel centres. Where `slopes` is given, the change of the bin for a step of one index
   along each axis; 0 where the value is held. */
void vp_look_up(
    const vp_lookup *image, const float *points, intptr_t count, float *bins,
    float *_Nullable slopes);

/* Adds each pair to a joint histogram (rows: the first image's bins, taken as they are; columns: the
   second one's, spread by a cubic B-spline). Pairs with a negative bin are left out. */
void vp_joint_histogram(
    const float *first, const float *second, intptr_t count, intptr_t columns, double *histogram);

/* Adds to 3 rows of 4 numbers the derivative, by the entries of `map`, of a function of the joint
   histogram whose own derivative by each cell is `weights`. */
void vp_histogram_gradient(
    const float *first, const float *second, const float *slopes, const float *points,
    intptr_t count, intptr_t columns, const double *weights, double *gradient);

#pragma clang assume_nonnull end

#endif
