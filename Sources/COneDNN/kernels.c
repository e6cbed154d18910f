/* Variants of the hot loops and the choice among them; the loops are in kernels_body.h. */
#define _GNU_SOURCE
#include "kernels.h"

#include <math.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>

#define VOXELS 1
#define TARGET
#define VARIANT(name) name##_baseline
#include "kernels_body.h"
#undef VOXELS
#undef TARGET
#undef VARIANT

#if defined(__x86_64__)
#define VOXELS 4
#define TARGET __attribute__((target("avx2,fma,f16c")))
#define VARIANT(name) name##_avx2
#include "kernels_body.h"
#undef VOXELS
#undef TARGET
#undef VARIANT

#define VOXELS 8
#define TARGET __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx2,fma,f16c")))
#define VARIANT(name) name##_avx512
#include "kernels_body.h"
#undef VOXELS
#undef TARGET
#undef VARIANT
#endif

static atomic_int chosen;

void vp_kernels_choose(int variant) { atomic_store(&chosen, variant); }

/* 1 baseline, 2 AVX2, 3 AVX-512. */
static int variant(void) {
#if defined(__x86_64__)
    const int wanted = atomic_load_explicit(&chosen, memory_order_relaxed);
    __builtin_cpu_init();
    const int best = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
                             && __builtin_cpu_supports("avx512dq")
                             && __builtin_cpu_supports("avx512vl")
                         ? 3
                     : __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")
                             && __builtin_cpu_supports("f16c")
                         ? 2
                         : 1;
    return wanted > 0 && wanted < best ? wanted : best;
#else
    return 1;
#endif
}

#if defined(__x86_64__)
#define DISPATCH(name, ...)                        \
    switch (variant()) {                           \
    case 3: name##_avx512(__VA_ARGS__); break;     \
    case 2: name##_avx2(__VA_ARGS__); break;       \
    default: name##_baseline(__VA_ARGS__); break;  \
    }
#else
#define DISPATCH(name, ...) name##_baseline(__VA_ARGS__)
#endif

void vp_advise_huge_pages(void *block, size_t bytes) {
#ifdef MADV_HUGEPAGE
    madvise(block, bytes, MADV_HUGEPAGE);
#else
    (void)block, (void)bytes;
#endif
}

void vp_half_from_float(const float *from, uint16_t *to, size_t count) {
    DISPATCH(half_from_float, from, to, count);
}

void vp_half_from_brain(const uint16_t *from, uint16_t *to, size_t count) {
    DISPATCH(half_from_brain, from, to, count);
}

void vp_brain_from_float(const float *from, uint16_t *to, size_t count) {
    DISPATCH(brain_from_float, from, to, count);
}

void vp_float_from_half(const uint16_t *from, float *to, size_t count) {
    DISPATCH(float_from_half, from, to, count);
}

void vp_float_from_brain(const uint16_t *from, float *to, size_t count) {
    DISPATCH(float_from_brain, from, to, count);
}

void vp_channel_sums(const void *values, bool brain, size_t voxels, int channels,
                     const float *pivots, double *sums, double *squares) {
    DISPATCH(channel_sums, values, brain, voxels, channels, pivots, sums, squares);
}

void vp_scale_channels(const void *from, void *to, bool brain, size_t voxels, int channels,
                       const float *means, const float *factors, const float *shifts,
                       bool relu) {
    DISPATCH(scale_channels, from, to, brain, voxels, channels, means, factors, shifts, relu);
}

void vp_add_repeated(const void *from, void *to, bool brain, size_t voxels, int factor,
                     int channels) {
    DISPATCH(add_repeated, from, to, brain, voxels, factor, channels);
}

void vp_head_apply(const vp_head *head, const uint16_t *features, size_t count, float *logits,
                   double *posteriors, int64_t *wins) {
    DISPATCH(head_apply, head, features, count, logits, posteriors, wins);
}

void vp_detail_input(const vp_plane *plane, const float *const context[2], int stride,
                     int image_lane, const uint16_t *image, void *to, bool brain,
                     float *scratch) {
    DISPATCH(detail_input, plane, context, stride, image_lane, image, to, brain, scratch);
}

void vp_label_plane(const vp_head *head, const vp_plane *plane, const float *const logits[2],
                    const vp_detail *detail, uint8_t *labels, ptrdiff_t row_step,
                    ptrdiff_t column_step, float *scratch) {
    DISPATCH(label_plane, head, plane, logits, detail, labels, row_step, column_step, scratch);
}

void vp_region_plane(const vp_head *head, const vp_plane *plane, const float *const logits[2],
                     const uint8_t *labels, uint8_t label, const uint8_t *numbers,
                     uint8_t *regions, ptrdiff_t row_step, ptrdiff_t column_step,
                     double *posteriors, int64_t *wins, float *scratch) {
    DISPATCH(region_plane, head, plane, logits, labels, label, numbers, regions, row_step,
             column_step, posteriors, wins, scratch);
}

void vp_fuse_row(const vp_fusion *fusion, const vp_stream *streams, int stream_count, int z,
                 int y, int width, uint16_t *features, uint16_t *regions, float *kept,
                 float *scratch) {
    DISPATCH(fuse_row, fusion, streams, stream_count, z, y, width, features, regions, kept,
             scratch);
}
