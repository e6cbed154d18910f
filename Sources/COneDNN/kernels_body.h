/* The hot loops, included once for each instruction set (TARGET) under another name (VARIANT).
 * VOXELS is how many voxels share one pass over the head's weights: as many as registers allow. */

#ifndef VP_KERNEL_TYPES
#define VP_KERNEL_TYPES
typedef float lanes __attribute__((vector_size(64)));
typedef int32_t integers __attribute__((vector_size(64)));

/* Functions of vectors are macros: passing them by value would depend on the instruction set. */
#define LOAD(pointer)                                       \
    ({                                                      \
        lanes loaded_;                                      \
        memcpy(&loaded_, (pointer), sizeof loaded_);        \
        loaded_;                                            \
    })
#define STORE(pointer, value)                               \
    do {                                                    \
        lanes stored_ = (value);                            \
        memcpy((pointer), &stored_, sizeof stored_);        \
    } while (0)
#define SELECT(mask, yes, no) (((mask) & (yes)) | (~(mask) & (no)))
#define EVERY(value) ((lanes){} + (value))
#define EVERY_INTEGER(value) ((integers){} + (value))

static inline uint32_t bits_of(float value) {
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

static inline float float_of(uint32_t bits) {
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

/* binary16 has the exponent bias 15, float32 127: a product with 2^-112 aligns the two, and makes
 * subnormals come out right by itself. */
static inline uint16_t half_of(float value) {
    const uint32_t bits = bits_of(value);
    float magnitude = float_of(bits & 0x7FFFFFFFu);
    magnitude = magnitude < 65504.0f ? magnitude : 65504.0f;
    const uint32_t aligned = bits_of(magnitude * 0x1p-112f);
    return (uint16_t)((bits >> 16 & 0x8000u) | (aligned + 0xFFFu + (aligned >> 13 & 1u)) >> 13);
}

static inline float float_of_half(uint16_t half) {
    const float magnitude = float_of((half & 0x7FFFu) << 13) * 0x1p112f;
    return float_of(bits_of(magnitude) | (uint32_t)(half & 0x8000u) << 16);
}

static inline uint16_t brain_of(float value) {
    const uint32_t bits = bits_of(value);
    return (uint16_t)((bits + 0x7FFFu + (bits >> 16 & 1u)) >> 16);
}
#endif

TARGET static void VARIANT(half_from_float)(const float *from, uint16_t *to, size_t count) {
    for (size_t i = 0; i < count; i++) to[i] = half_of(from[i]);
}

TARGET static void VARIANT(half_from_brain)(const uint16_t *from, uint16_t *to, size_t count) {
    for (size_t i = 0; i < count; i++) to[i] = half_of(float_of((uint32_t)from[i] << 16));
}

TARGET static void VARIANT(brain_from_float)(const float *from, uint16_t *to, size_t count) {
    for (size_t i = 0; i < count; i++) to[i] = brain_of(from[i]);
}

TARGET static void VARIANT(float_from_half)(const uint16_t *from, float *to, size_t count) {
    for (size_t i = 0; i < count; i++) to[i] = float_of_half(from[i]);
}

TARGET static void VARIANT(float_from_brain)(const uint16_t *from, float *to, size_t count) {
    for (size_t i = 0; i < count; i++) to[i] = float_of((uint32_t)from[i] << 16);
}

/* Index of the largest of `blocks` vectors, the lowest of equals, by a running best per lane. */
#define BEST_OF(blocks, value_of_block, best_value, best_index)                              \
    do {                                                                                     \
        lanes most_ = EVERY(-INFINITY);                                                      \
        integers where_ = {0};                                                               \
        for (int block = 0; block < (blocks); block++) {                                     \
            const lanes value_ = (value_of_block);                                           \
            const integers better_ = value_ > most_;                                         \
            most_ = (lanes)SELECT(better_, (integers)value_, (integers)most_);               \
            where_ = SELECT(better_, EVERY_INTEGER(block), where_);                          \
        }                                                                                    \
        float value_best_ = most_[0];                                                        \
        int index_best_ = where_[0] * VP_LANES;                                              \
        for (int lane = 1; lane < VP_LANES; lane++) {                                        \
            const int index_ = where_[lane] * VP_LANES + lane;                               \
            if (most_[lane] > value_best_ ||                                                 \
                (most_[lane] == value_best_ && index_ < index_best_)) {                      \
                value_best_ = most_[lane];                                                   \
                index_best_ = index_;                                                        \
            }                                                                                \
        }                                                                                    \
        best_value = value_best_;                                                            \
        best_index = index_best_;                                                            \
    } while (0)

/* Sum of exp(logit - peak), all differences being <= 0; relative error about 1e-6. */
TARGET static float VARIANT(sum_of_exponentials)(const float *logits, int blocks, float peak) {
    lanes sum = {0};
    for (int block = 0; block < blocks; block++) {
        lanes x = LOAD(logits + block * VP_LANES) - peak;
        const integers tiny = x < EVERY(-87.0f);
        x = (lanes)SELECT(tiny, (integers)EVERY(-87.0f), (integers)x);
        /* Adding and subtracting 1.5 * 2^23 rounds to the nearest integer. */
        const lanes power = (x * 1.44269504f + 12582912.0f) - 12582912.0f;
        const lanes rest = x - power * 0.693359375f - power * -2.12194440e-4f;
        lanes poly = rest * 1.9875691500e-4f + 1.3981999507e-3f;
        poly = poly * rest + 8.3334519073e-3f;
        poly = poly * rest + 4.1665795894e-2f;
        poly = poly * rest + 1.6666665459e-1f;
        poly = poly * rest + 5.0000001201e-1f;
        poly = poly * rest * rest + rest + 1.0f;
        const integers exponent = (__builtin_convertvector(power, integers) + 127) << 23;
        const integers value = (integers)(poly * (lanes)exponent);
        sum += (lanes)(~tiny & value);
    }
    float total = 0;
    for (int lane = 0; lane < VP_LANES; lane++) total += sum[lane];
    return total;
}

TARGET static void VARIANT(head_apply)(const vp_head *head, const uint16_t *features, size_t count,
                                       float *logits, uint8_t *best, double *posteriors,
                                       int64_t *wins) {
    const int width = head->features, stride = head->stride, blocks = stride / VP_LANES;
    for (size_t start = 0; start < count; start += VOXELS) {
        const size_t here = count - start < VOXELS ? count - start : VOXELS;
        for (int block = 0; block < blocks; block++) {
            const lanes bias = LOAD(head->biases + block * VP_LANES);
            lanes sums[VOXELS];
            if (here == VOXELS) {
                for (int v = 0; v < VOXELS; v++) sums[v] = bias;
                for (int f = 0; f < width; f++) {
                    const lanes weight = LOAD(head->weights + f * stride + block * VP_LANES);
                    for (int v = 0; v < VOXELS; v++)
                        sums[v] += weight * float_of_half(features[(start + v) * width + f]);
                }
            } else {
                for (size_t v = 0; v < here; v++) {
                    sums[v] = bias;
                    for (int f = 0; f < width; f++)
                        sums[v] += LOAD(head->weights + f * stride + block * VP_LANES)
                                   * float_of_half(features[(start + v) * width + f]);
                }
            }
            for (size_t v = 0; v < here; v++)
                STORE(logits + (start + v) * stride + block * VP_LANES, sums[v]);
        }
        for (size_t v = start; v < start + here; v++) {
            const float *row = logits + v * stride;
            float peak;
            int index;
            BEST_OF(blocks, LOAD(row + block * VP_LANES), peak, index);
            best[v] = (uint8_t)index;
            if (posteriors) {
                posteriors[index] += 1.0 / VARIANT(sum_of_exponentials)(row, blocks, peak);
                wins[index]++;
            }
        }
    }
}

/* Logits at one grid column of a row, blended from the four grid rows around it. */
TARGET static void VARIANT(blend)(const float *corners[4], const float shares[4], int stride,
                                  size_t offset, float *to) {
    for (int k = 0; k < stride; k += VP_LANES) {
        const lanes sum = LOAD(corners[0] + offset + k) * shares[0]
                          + LOAD(corners[1] + offset + k) * shares[1]
                          + LOAD(corners[2] + offset + k) * shares[2]
                          + LOAD(corners[3] + offset + k) * shares[3];
        STORE(to + k, sum);
    }
}

TARGET static void VARIANT(head_plane)(const vp_head *head, const float *logits[2],
                                       const uint8_t *best[2], float fraction, int width,
                                       const vp_tap *rows, int row_count, const vp_tap *columns,
                                       int column_count, uint8_t *labels, ptrdiff_t row_step,
                                       ptrdiff_t column_step, float *scratch) {
    enum { MIXED = -1 };
    const int stride = head->stride, blocks = stride / VP_LANES;
    int32_t *agreed = (int32_t *)(scratch + 2 * stride);
    for (int row = 0; row < row_count; row++) {
        const vp_tap tap = rows[row];
        const size_t low = (size_t)tap.lower * width, high = (size_t)tap.upper * width;
        /* Interpolation is linear: where all eight corners agree, so does all between them. */
        for (int x = 0; x < width; x++) {
            const uint8_t a = best[0][low + x], b = best[0][high + x], c = best[1][low + x],
                          d = best[1][high + x];
            agreed[x] = (a == b && a == c && a == d) ? a : MIXED;
        }
        const float *corners[4] = {logits[0] + low * stride, logits[0] + high * stride,
                                   logits[1] + low * stride, logits[1] + high * stride};
        const float shares[4] = {(1 - fraction) * (1 - tap.fraction),
                                 (1 - fraction) * tap.fraction, fraction * (1 - tap.fraction),
                                 fraction * tap.fraction};
        int held[2] = {-1, -1};  /* which grid column each half of the scratch holds */
        uint8_t *target = labels + row * row_step;
        for (int column = 0; column < column_count; column++, target += column_step) {
            const vp_tap place = columns[column];
            if (agreed[place.lower] != MIXED && agreed[place.lower] == agreed[place.upper]) {
                *target = (uint8_t)agreed[place.lower];
                continue;
            }
            const int ends[2] = {place.lower, place.upper};
            for (int end = 0; end < 2; end++) {
                const int slot = ends[end] & 1;
                if (held[slot] == ends[end]) continue;
                VARIANT(blend)(corners, shares, stride, (size_t)ends[end] * stride,
                               scratch + slot * stride);
                held[slot] = ends[end];
            }
            const float *from = scratch + (place.lower & 1) * stride;
            const float *to = scratch + (place.upper & 1) * stride;
            float peak;
            int index;
            BEST_OF(blocks,
                    LOAD(from + block * VP_LANES) * (1 - place.fraction)
                        + LOAD(to + block * VP_LANES) * place.fraction,
                    peak, index);
            (void)peak;
            *target = (uint8_t)index;
        }
    }
}
