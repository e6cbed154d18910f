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

/// Asks the system to back a block of memory by large pages, where it can; a hint that may be ignored.
void vp_advise_huge_pages(void *block, size_t bytes);

/* Conversions of `count` values. binary16 saturates at its largest finite value. */
void vp_half_from_float(const float *from, uint16_t *to, size_t count);
void vp_half_from_brain(const uint16_t *from, uint16_t *to, size_t count);
void vp_brain_from_float(const float *from, uint16_t *to, size_t count);
void vp_float_from_half(const uint16_t *from, float *to, size_t count);
void vp_float_from_brain(const uint16_t *from, float *to, size_t count);

/* Channels-last activations, bfloat16 if `brain`, else float32. */

/// Adds up (value - pivot) and its square over voxels, channel by channel.
void vp_channel_sums(const void *values, bool brain, size_t voxels, int channels,
                     const float *pivots, double *sums, double *squares);

/// (value - mean) * factor + shift for each channel, then optionally ReLU. `from` and `to` may be the same.
void vp_scale_channels(const void *from, void *to, bool brain, size_t voxels, int channels,
                       const float *means, const float *factors, const float *shifts,
                       bool relu);

/// Adds every voxel of a row to `factor` neighbours of another one.
void vp_add_repeated(const void *from, void *to, bool brain, size_t voxels, int factor,
                     int channels);

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

/// Logits of `count` voxels.
///
/// - features: binary16 bits, [count][features].
/// - logits: [count][stride].
/// - posteriors: if not NULL, the softmax probability of each voxel's best leaf (the lowest of
///   equals) is added at that leaf, and 1 is added to `wins` there; both [leaves].
void vp_head_apply(const vp_head *head, const uint16_t *features, size_t count, float *logits,
                   double *posteriors, int64_t *wins);

/// Where the voxels of one plane of a fine grid fall between two slices of a coarse one.
typedef struct {
    float fraction;        /* of the way from the slice below to the one above */
    int width;             /* columns of a slice */
    const vp_tap *rows;
    int row_count;
    const vp_tap *columns;
    int column_count;
} vp_plane;

/// One plane of the input of the detail network: context interpolated linearly along each axis,
/// with the scan's intensity in one lane.
///
/// - context: the slices below and above, [height][width][stride]; stride a multiple of VP_LANES.
/// - image: binary16 bits, [rows][columns].
/// - to: [rows][columns][stride], bfloat16 if `brain`, else float32.
/// - scratch: `width` * stride floats.
void vp_detail_input(const vp_plane *plane, const float *const context[2], int stride,
                     int image_lane, const uint16_t *image, void *to, bool brain, float *scratch);

/// Channels that a detail network can have at most, rounded up to VP_LANES.
enum { VP_MOST_DETAIL = 64 };

/// What the detail network adds to the logits of one plane.
typedef struct {
    const void *values;    /* [rows][columns][channels], bfloat16 if `brain`, else float32 */
    bool brain;
    int channels;          /* a multiple of VP_LANES */
    const float *weights;  /* [channels][stride of the head] */
    const float *kept[2];  /* the share of it that counts in the slices below and above,
                              [height][width]; NULL for all of it */
} vp_detail;

/// One plane of labels: logits interpolated linearly along each axis, detail added, the largest
/// wins (the lowest of equals).
///
/// - logits: the slices below and above, [height][width][stride].
/// - labels: of the plane's first voxel; `row_step` and `column_step` may be negative.
/// - scratch: `width` * (stride + 1) floats.
void vp_label_plane(const vp_head *head, const vp_plane *plane, const float *const logits[2],
                    const vp_detail *detail, uint8_t *labels, ptrdiff_t row_step,
                    ptrdiff_t column_step, float *scratch);

/// Divides the voxels of one label in a plane among the leaves of another head, by logits
/// interpolated linearly along each axis.
///
/// - labels, regions: of the plane's first voxel, with the same steps.
/// - numbers: what to write for each leaf.
/// - posteriors, wins: as in `vp_head_apply`, over the plane's voxels.
/// - scratch: stride floats.
void vp_region_plane(const vp_head *head, const vp_plane *plane, const float *const logits[2],
                     const uint8_t *labels, uint8_t label, const uint8_t *numbers,
                     uint8_t *regions, ptrdiff_t row_step, ptrdiff_t column_step,
                     double *posteriors, int64_t *wins, float *scratch);

/// How far each of several scans is to be trusted at a voxel: a score by one hidden layer.
typedef struct {
    int features, regions;     /* channels of the two kinds of features */
    int stride;                /* hidden units rounded up to VP_LANES; padding is 0 */
    const float *hidden;       /* [features][stride] */
    const float *score;        /* [stride] */
    float score_bias;
} vp_fusion;

/// Features of one scan, and where the voxels of the result's grid lie among them.
typedef struct {
    const uint16_t *features;  /* binary16 bits, [depth][height][width][features] */
    const uint16_t *regions;   /* the same with its own channels */
    int depth, height, width;
    double matrix[12];         /* rows for x, y and z of this grid, from (x, y, z, 1) */
    const float *hidden_bias; /* [stride], with what the scan as a whole adds */
    float trust;              /* added to its score everywhere */
} vp_stream;

/// One row of voxels: the streams' features weighed by softmax over their scores; a stream counts
/// where the voxel lies within its grid. Where there is none, all is 0.
///
/// - features, regions: binary16 bits, [width][features] and [width][regions].
/// - kept: how far the first stream counts, [width].
/// - scratch: stream_count + (stream_count + 1) * (features + regions) floats.
void vp_fuse_row(const vp_fusion *fusion, const vp_stream *streams, int stream_count, int z,
                 int y, int width, uint16_t *features, uint16_t *regions, float *kept,
                 float *scratch);
