#include "convert.h"

#include <float.h>
#include <math.h>
#include <string.h>

/* The index is byte-swapped by size; a value is loaded through its bits. */
static inline uint8_t swap1(uint8_t x) { return x; }
static inline uint16_t swap2(uint16_t x) { return __builtin_bswap16(x); }
static inline uint32_t swap4(uint32_t x) { return __builtin_bswap32(x); }
static inline uint64_t swap8(uint64_t x) { return __builtin_bswap64(x); }

/* One loop per type and byte order, so that the choice is made once. BODY sees `i` and the
   scaled `value`. */
#define LOOP(type, bits, swap, BODY)                                                             \
    for (intptr_t i = 0; i < count; i++) {                                                       \
        bits raw;                                                                                \
        type stored;                                                                             \
        memcpy(&raw, (const uint8_t *)source + i * (intptr_t)sizeof raw, sizeof raw);            \
        raw = swap(raw);                                                                         \
        memcpy(&stored, &raw, sizeof raw);                                                       \
        double value = (double)stored * slope + intercept;                                       \
        BODY                                                                                     \
    }                                                                                            \
    return 1;

#define SAME(x) (x)
#define EITHER_ORDER(type, bits, swap, BODY)                                                     \
    if (swapped) {                                                                               \
        LOOP(type, bits, swap, BODY)                                                             \
    } else {                                                                                     \
        LOOP(type, bits, SAME, BODY)                                                             \
    }

#define EVERY_TYPE(BODY)                                                                         \
    switch (type) {                                                                              \
    case 2: EITHER_ORDER(uint8_t, uint8_t, swap1, BODY)                                          \
    case 4: EITHER_ORDER(int16_t, uint16_t, swap2, BODY)                                         \
    case 8: EITHER_ORDER(int32_t, uint32_t, swap4, BODY)                                         \
    case 16: EITHER_ORDER(float, uint32_t, swap4, BODY)                                          \
    case 64: EITHER_ORDER(double, uint64_t, swap8, BODY)                                         \
    case 256: EITHER_ORDER(int8_t, uint8_t, swap1, BODY)                                         \
    case 512: EITHER_ORDER(uint16_t, uint16_t, swap2, BODY)                                      \
    case 768: EITHER_ORDER(uint32_t, uint32_t, swap4, BODY)                                      \
    case 1024: EITHER_ORDER(int64_t, uint64_t, swap8, BODY)                                      \
    case 1280: EITHER_ORDER(uint64_t, uint64_t, swap8, BODY)                                     \
    }                                                                                            \
    return 0;

static void start(vp_summary *summary) {
    summary->minimum = INFINITY;
    summary->maximum = -INFINITY;
    summary->non_finite = 0;
    summary->bad_index = -1;
    summary->bad_value = 0;
}

int vp_to_float(
    const void *source, int type, int swapped, intptr_t count, double slope, double intercept,
    float *out, vp_summary *summary) {
    start(summary);
    EVERY_TYPE({
        if (!(fabs(value) <= FLT_MAX)) {
            summary->non_finite++;
            value = 0;
        } else {
            if (value < summary->minimum) summary->minimum = value;
            if (value > summary->maximum) summary->maximum = value;
        }
        if (out) out[i] = (float)value;
    })
}

int vp_to_labels(
    const void *source, int type, int swapped, intptr_t count, double slope, double intercept,
    int32_t *out, vp_summary *summary) {
    start(summary);
    EVERY_TYPE({
        if (isnan(value)) {
            summary->non_finite++;
            value = 0;
        }
        double whole = rint(value);
        if (!(fabs(value - whole) <= 1e-3 && whole >= INT32_MIN && whole <= INT32_MAX)) {
            summary->bad_index = i;
            summary->bad_value = value;
            return 1;
        }
        if (whole < summary->minimum) summary->minimum = whole;
        if (whole > summary->maximum) summary->maximum = whole;
        out[i] = (int32_t)whole;
    })
}
