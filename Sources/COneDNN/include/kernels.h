/* Hot loops that no library covers, in C because they need instruction sets chosen at run time:
 * a baseline, AVX2 with FMA, and AVX-512. All variants give the same labels up to rounding.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Lanes the head's rows are padded to.
enum { VP_LANES = 16 };

/// Variants, for tests: 0 chooses the best, 1 the baseline, 2 AVX2, 3 AVX-512. A variant that the
/// processor lacks falls back to the best one it has.
void vp_kernels_choose(int variant);

/* Conversions of `count` values. binary16 saturates at its largest finite value. */
void vp_half_from_float(const float *from, uint16_t *to, size_t count);
void vp_half_from_brain(const uint16_t *from, uint16_t *to, size_t count);
void vp_brain_from_float(const float *from, uint16_t *to, size_t count);
void vp_float_from_half(const uint16_t *from, float *to, size_t count);
void vp_float_from_brain(const uint16_t *from, float *to, size_t count);

/// A linear map from features to one logit per leaf.
typedef struct {
    int features;
    int leaves;
    int stride;            /* leaves rounded up to VP_LANES */
    const float *weights;  /* [features][stride]; padding is 0 */
    const float *biases;   /* [stride]; padding is very low, so that it never wins */
} vp_head;

/// Where a position falls between two grid points along one axis.
typedef struct {
    int lower, upper;
    float fraction;        /* 0 at lower, 1 at upper */
} vp_tap;

/// Logits of `count` voxels, and the index of the best leaf of each (the lowest of equals).
///
/// - features: binary16 bits, [count][features].
/// - logits: [count][stride].
/// - posteriors: if not NULL, the winner's softmax probability is added at its leaf, and 1 is
///   added to `wins` there; both [leaves].
void vp_head_apply(const vp_head *head, const uint16_t *features, size_t count, float *logits,
                   uint8_t *best, double *posteriors, int64_t *wins);

/// One plane of labels by trilinear interpolation of logits, then the best leaf.
///
/// - logits, best: the slices below and above, [height][width][stride] and [height][width].
/// - fraction: where the plane lies between them.
/// - rows, columns: where the plane's voxels fall within a slice.
/// - labels: of the plane's first voxel; `row_step` and `column_step` may be negative.
/// - scratch: 2 * stride floats and `width` 32-bit integers.
void vp_head_plane(const vp_head *head, const float *logits[2], const uint8_t *best[2],
                   float fraction, int width, const vp_tap *rows, int row_count,
                   const vp_tap *columns, int column_count, uint8_t *labels, ptrdiff_t row_step,
                   ptrdiff_t column_step, float *scratch);
