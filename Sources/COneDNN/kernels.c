/* Variants of the hot loops and the choice among them; the loops are in kernels_body.h. */
#include "kernels.h"

#include <math.h>
#include <stdatomic.h>
#include <string.h>

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

void vp_head_apply(const vp_head *head, const uint16_t *features, size_t count, float *logits,
                   uint8_t *best, double *posteriors, int64_t *wins) {
    DISPATCH(head_apply, head, features, count, logits, best, posteriors, wins);
}

void vp_head_plane(const vp_head *head, const float *logits[2], const uint8_t *best[2],
                   float fraction, int width, const vp_tap *rows, int row_count,
                   const vp_tap *columns, int column_count, uint8_t *labels, ptrdiff_t row_step,
                   ptrdiff_t column_step, float *scratch) {
    DISPATCH(head_plane, head, logits, best, fraction, width, rows, row_count, columns,
             column_count, labels, row_step, column_step, scratch);
}
