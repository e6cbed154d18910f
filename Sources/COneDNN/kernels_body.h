/* The hot loops, included once for each instruction set (TARGET) under another name (VARIANT).
 * VOXELS is how many voxels share one pass over the head's weights: as many as registers allow. */

#ifndef VP_KERNEL_TYPES
#define VP_KERNEL_TYPES
typedef float lanes __attribute__((vector_size(64)));
typedef int32_t integers __attribute__((vector_size(64)));
typedef uint32_t naturals __attribute__((vector_size(64)));
typedef uint16_t shorts __attribute__((vector_size(32)));

/* Features of a voxel that are widened at once. */
enum { WIDENED = 64 };

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
/* Sixteen values that are stored as bfloat16, or as float32. */
#define LOAD_VALUES(pointer, index, brain)                                                   \
    ({                                                                                       \
        lanes widened_;                                                                      \
        if (brain) {                                                                         \
            shorts halves_;                                                                  \
            memcpy(&halves_, (const uint16_t *)(pointer) + (index), sizeof halves_);         \
            widened_ = (lanes)(__builtin_convertvector(halves_, naturals) << 16);            \
        } else {                                                                             \
            widened_ = LOAD((const float *)(pointer) + (index));                             \
        }                                                                                    \
        widened_;                                                                            \
    })
#define STORE_VALUES(pointer, index, brain, value)                                           \
    do {                                                                                     \
        const lanes given_ = (value);                                                        \
        if (brain) {                                                                         \
            naturals bits_ = (naturals)given_;                                               \
            bits_ = (bits_ + 0x7FFFu + (bits_ >> 16 & 1u)) >> 16;                            \
            const shorts halves_ = __builtin_convertvector(bits_, shorts);                   \
            memcpy((uint16_t *)(pointer) + (index), &halves_, sizeof halves_);               \
        } else {                                                                             \
            STORE((float *)(pointer) + (index), given_);                                     \
        }                                                                                    \
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

static inline float value_at(const void *values, size_t index, bool brain) {
    return brain ? float_of((uint32_t)((const uint16_t *)values)[index] << 16)
                 : ((const float *)values)[index];
}

static inline void put_value(void *values, size_t index, bool brain, float value) {
    if (brain)
        ((uint16_t *)values)[index] = brain_of(value);
    else
        ((float *)values)[index] = value;
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

/* One step of a search for the largest lane, the lowest index of equals: every lane is held against
 * the one that the shuffle brings. */
#define KEEP_BETTER(most, index, ...)                                                        \
    do {                                                                                     \
        const lanes other_ = __builtin_shufflevector(most, most, __VA_ARGS__);               \
        const integers theirs_ = __builtin_shufflevector(index, index, __VA_ARGS__);         \
        const integers wins_ = (other_ > most) | ((other_ == most) & (theirs_ < index));     \
        most = (lanes)SELECT(wins_, (integers)other_, (integers)most);                       \
        index = SELECT(wins_, theirs_, index);                                               \
    } while (0)

/* From a running best per lane and the block it comes from to the best of all. */
#define REDUCE_BEST(most, where, best_value, best_index)                                     \
    do {                                                                                     \
        lanes value_ = (most);                                                               \
        integers index_ = (where)*VP_LANES                                                   \
                          + (integers){0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}; \
        KEEP_BETTER(value_, index_, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7);   \
        KEEP_BETTER(value_, index_, 4, 5, 6, 7, 0, 1, 2, 3, 12, 13, 14, 15, 8, 9, 10, 11);   \
        KEEP_BETTER(value_, index_, 2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13);   \
        KEEP_BETTER(value_, index_, 1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14);   \
        best_value = value_[0];                                                              \
        best_index = index_[0];                                                              \
    } while (0)

/* Index of the largest of `blocks` vectors, the lowest of equals. */
#define BEST_OF(blocks, value_of_block, best_value, best_index)                              \
    do {                                                                                     \
        lanes most_ = EVERY(-INFINITY);                                                      \
        integers where_ = {0};                                                               \
        for (int block = 0; block < (blocks); block++) {                                     \
            const lanes candidate_ = (value_of_block);                                       \
            const integers better_ = candidate_ > most_;                                     \
            most_ = (lanes)SELECT(better_, (integers)candidate_, (integers)most_);           \
            where_ = SELECT(better_, EVERY_INTEGER(block), where_);                          \
        }                                                                                    \
        REDUCE_BEST(most_, where_, best_value, best_index);                                  \
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
                                       float *logits, double *posteriors, int64_t *wins) {
    const int width = head->features, stride = head->stride, blocks = stride / VP_LANES;
    /* Widened once for all blocks of leaves, where they fit. */
    float widened[VOXELS * WIDENED];
    for (size_t start = 0; start < count; start += VOXELS) {
        const size_t here = count - start < VOXELS ? count - start : VOXELS;
        const bool fits = here == VOXELS && width <= WIDENED;
        if (fits)
            for (int i = 0; i < VOXELS * width; i++)
                widened[i] = float_of_half(features[start * width + i]);
        for (int block = 0; block < blocks; block++) {
            const lanes bias = LOAD(head->biases + block * VP_LANES);
            lanes sums[VOXELS];
            if (fits) {
                for (int v = 0; v < VOXELS; v++) sums[v] = bias;
                for (int f = 0; f < width; f++) {
                    const lanes weight = LOAD(head->weights + f * stride + block * VP_LANES);
                    for (int v = 0; v < VOXELS; v++) sums[v] += weight * widened[v * width + f];
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
        if (!posteriors) continue;
        for (size_t v = start; v < start + here; v++) {
            const float *row = logits + v * stride;
            float peak;
            int index;
            BEST_OF(blocks, LOAD(row + block * VP_LANES), peak, index);
            posteriors[index] += 1.0 / VARIANT(sum_of_exponentials)(row, blocks, peak);
            wins[index]++;
        }
    }
}

/* Values at every grid column of a plane's row, blended from the four grid rows around it. */
TARGET static void VARIANT(blend_row)(const vp_plane *plane, const float *const slices[2],
                                      int stride, int row, float *to) {
    const vp_tap tap = plane->rows[row];
    const size_t low = (size_t)tap.lower * plane->width * stride;
    const size_t high = (size_t)tap.upper * plane->width * stride;
    const float up = plane->fraction;
    const float *corners[4] = {slices[0] + low, slices[0] + high, slices[1] + low,
                               slices[1] + high};
    const float shares[4] = {(1 - up) * (1 - tap.fraction), (1 - up) * tap.fraction,
                             up * (1 - tap.fraction), up * tap.fraction};
    const size_t count = (size_t)plane->width * stride;
    size_t i = 0;
    for (; i + VP_LANES <= count; i += VP_LANES) {
        const lanes sum = LOAD(corners[0] + i) * shares[0] + LOAD(corners[1] + i) * shares[1]
                          + LOAD(corners[2] + i) * shares[2] + LOAD(corners[3] + i) * shares[3];
        STORE(to + i, sum);
    }
    for (; i < count; i++)
        to[i] = corners[0][i] * shares[0] + corners[1][i] * shares[1] + corners[2][i] * shares[2]
                + corners[3][i] * shares[3];
}

TARGET static void VARIANT(detail_input)(const vp_plane *plane, const float *const context[2],
                                         int stride, int image_lane, const uint16_t *image,
                                         void *to, bool brain, float *scratch) {
    for (int row = 0; row < plane->row_count; row++) {
        VARIANT(blend_row)(plane, context, stride, row, scratch);
        for (int column = 0; column < plane->column_count; column++) {
            const size_t voxel = (size_t)row * plane->column_count + column;
            const vp_tap tap = plane->columns[column];
            const float *low = scratch + (size_t)tap.lower * stride;
            const float *high = scratch + (size_t)tap.upper * stride;
            const float intensity = float_of_half(image[voxel]);
            for (int k = 0; k < stride; k += VP_LANES) {
                const lanes value =
                    LOAD(low + k) * (1 - tap.fraction) + LOAD(high + k) * tap.fraction;
                STORE_VALUES(to, voxel * stride + k, brain, value);
            }
            if (brain)
                ((uint16_t *)to)[voxel * stride + image_lane] = brain_of(intensity);
            else
                ((float *)to)[voxel * stride + image_lane] = intensity;
        }
    }
}

TARGET static void VARIANT(label_plane)(const vp_head *head, const vp_plane *plane,
                                        const float *const logits[2], const vp_detail *detail,
                                        uint8_t *labels, ptrdiff_t row_step,
                                        ptrdiff_t column_step, float *scratch) {
    const int stride = head->stride, blocks = stride / VP_LANES, channels = detail->channels;
    float *kept = scratch + (size_t)plane->width * stride;
    const bool weighed = detail->kept[0] != NULL;
    for (int row = 0; row < plane->row_count; row++) {
        VARIANT(blend_row)(plane, logits, stride, row, scratch);
        if (weighed) VARIANT(blend_row)(plane, detail->kept, 1, row, kept);
        for (int first = 0; first < plane->column_count; first += VOXELS) {
            const int here = plane->column_count - first < VOXELS ? plane->column_count - first
                                                                  : VOXELS;
            float values[VOXELS][VP_MOST_DETAIL];
            lanes most[VOXELS];
            integers where[VOXELS];
            for (int v = 0; v < VOXELS; v++) {
                /* The last group's missing voxels repeat its first one. */
                const int column = first + (v < here ? v : 0);
                const size_t voxel = (size_t)row * plane->column_count + column;
                const vp_tap tap = plane->columns[column];
                const float scale = weighed ? kept[tap.lower] * (1 - tap.fraction)
                                                  + kept[tap.upper] * tap.fraction
                                            : 1.0f;
                for (int c = 0; c < channels; c += VP_LANES)
                    STORE(values[v] + c,
                          LOAD_VALUES(detail->values, voxel * channels + c, detail->brain) * scale);
                most[v] = EVERY(-INFINITY);
                where[v] = EVERY_INTEGER(0);
            }
            for (int block = 0; block < blocks; block++) {
                lanes sums[VOXELS];
                for (int v = 0; v < VOXELS; v++) {
                    const vp_tap tap = plane->columns[first + (v < here ? v : 0)];
                    const float *low = scratch + (size_t)tap.lower * stride + block * VP_LANES;
                    const float *high = scratch + (size_t)tap.upper * stride + block * VP_LANES;
                    sums[v] = LOAD(low) * (1 - tap.fraction) + LOAD(high) * tap.fraction;
                }
                for (int c = 0; c < channels; c++) {
                    const lanes weight = LOAD(detail->weights + c * stride + block * VP_LANES);
                    for (int v = 0; v < VOXELS; v++) sums[v] += weight * values[v][c];
                }
                for (int v = 0; v < VOXELS; v++) {
                    const integers better = sums[v] > most[v];
                    most[v] = (lanes)SELECT(better, (integers)sums[v], (integers)most[v]);
                    where[v] = SELECT(better, EVERY_INTEGER(block), where[v]);
                }
            }
            for (int v = 0; v < here; v++) {
                float peak;
                int index;
                REDUCE_BEST(most[v], where[v], peak, index);
                (void)peak;
                labels[row * row_step + (first + v) * column_step] = (uint8_t)index;
            }
        }
    }
}

TARGET static void VARIANT(region_plane)(const vp_head *head, const vp_plane *plane,
                                         const float *const logits[2], const uint8_t *labels,
                                         uint8_t label, const uint8_t *numbers, uint8_t *regions,
                                         ptrdiff_t row_step, ptrdiff_t column_step,
                                         double *posteriors, int64_t *wins, float *scratch) {
    const int stride = head->stride, blocks = stride / VP_LANES;
    const float up = plane->fraction;
    for (int row = 0; row < plane->row_count; row++) {
        const vp_tap tap = plane->rows[row];
        const size_t low = (size_t)tap.lower * plane->width, high = (size_t)tap.upper * plane->width;
        const float *corners[4] = {logits[0] + low * stride, logits[0] + high * stride,
                                   logits[1] + low * stride, logits[1] + high * stride};
        const float shares[4] = {(1 - up) * (1 - tap.fraction), (1 - up) * tap.fraction,
                                 up * (1 - tap.fraction), up * tap.fraction};
        for (int column = 0; column < plane->column_count; column++) {
            const ptrdiff_t voxel = row * row_step + column * column_step;
            if (labels[voxel] != label) continue;
            const vp_tap place = plane->columns[column];
            for (int k = 0; k < stride; k += VP_LANES) {
                const size_t a = (size_t)place.lower * stride + k;
                const size_t b = (size_t)place.upper * stride + k;
                lanes from = EVERY(0), to = EVERY(0);
                for (int corner = 0; corner < 4; corner++) {
                    from += LOAD(corners[corner] + a) * shares[corner];
                    to += LOAD(corners[corner] + b) * shares[corner];
                }
                STORE(scratch + k, from * (1 - place.fraction) + to * place.fraction);
            }
            float peak;
            int index;
            BEST_OF(blocks, LOAD(scratch + block * VP_LANES), peak, index);
            regions[voxel] = numbers[index];
            posteriors[index] += 1.0 / VARIANT(sum_of_exponentials)(scratch, blocks, peak);
            wins[index]++;
        }
    }
}

/* Values of a stream at a place between its voxels; `to` holds count floats. */
TARGET static void VARIANT(carry)(const uint16_t *values, int count, const size_t corners[8],
                                  const float shares[8], float *to) {
    for (int c = 0; c < count; c++) to[c] = 0;
    for (int corner = 0; corner < 8; corner++) {
        const float share = shares[corner];
        if (share == 0) continue;
        const uint16_t *from = values + corners[corner] * count;
        for (int c = 0; c < count; c++) to[c] += share * float_of_half(from[c]);
    }
}

TARGET static void VARIANT(fuse_row)(const vp_fusion *fusion, const vp_stream *streams,
                                     int stream_count, int z, int y, int width,
                                     uint16_t *features, uint16_t *regions, float *kept,
                                     float *scratch) {
    const int total = fusion->features + fusion->regions, blocks = fusion->stride / VP_LANES;
    float *scores = scratch, *sums = scratch + stream_count, *rows = sums + total;
    for (int x = 0; x < width; x++) {
        float best = -INFINITY;
        int covering = 0;
        for (int s = 0; s < stream_count; s++) {
            const vp_stream *stream = streams + s;
            const int sizes[3] = {stream->width, stream->height, stream->depth};
            int low[3], high[3];
            float part[3];
            bool inside = true;
            for (int axis = 0; axis < 3; axis++) {
                const double *m = stream->matrix + 4 * axis;
                double place = m[0] * x + m[1] * y + m[2] * z + m[3];
                inside = inside && place > -0.5 - 1e-6 && place < sizes[axis] - 0.5 + 1e-6;
                const double last = sizes[axis] - 1;
                place = place > 0 ? (place < last ? place : last) : 0;
                low[axis] = (int)place;
                part[axis] = (float)(place - low[axis]);
                high[axis] = low[axis] + 1 < sizes[axis] ? low[axis] + 1 : low[axis];
            }
            scores[s] = -INFINITY;
            if (!inside) continue;
            size_t corners[8];
            float shares[8];
            for (int corner = 0; corner < 8; corner++) {
                const int at[3] = {corner & 1 ? high[0] : low[0], corner & 2 ? high[1] : low[1],
                                   corner & 4 ? high[2] : low[2]};
                corners[corner] = ((size_t)at[2] * sizes[1] + at[1]) * sizes[0] + at[0];
                shares[corner] = (corner & 1 ? part[0] : 1 - part[0])
                                 * (corner & 2 ? part[1] : 1 - part[1])
                                 * (corner & 4 ? part[2] : 1 - part[2]);
            }
            float *row = rows + (size_t)s * total;
            VARIANT(carry)(stream->features, fusion->features, corners, shares, row);
            VARIANT(carry)(stream->regions, fusion->regions, corners, shares,
                           row + fusion->features);
            float score = fusion->score_bias + stream->trust;
            for (int block = 0; block < blocks; block++) {
                lanes hidden = LOAD(stream->hidden_bias + block * VP_LANES);
                for (int f = 0; f < fusion->features; f++)
                    hidden += LOAD(fusion->hidden + (size_t)f * fusion->stride
                                   + block * VP_LANES)
                              * row[f];
                const integers positive = hidden > EVERY(0);
                hidden = (lanes)(positive & (integers)hidden)
                         * LOAD(fusion->score + block * VP_LANES);
                for (int lane = 0; lane < VP_LANES; lane++) score += hidden[lane];
            }
            scores[s] = score;
            best = score > best ? score : best;
            covering++;
        }
        float sum = 0;
        for (int s = 0; s < stream_count; s++) {
            scores[s] = scores[s] == -INFINITY ? 0 : expf(scores[s] - best);
            sum += scores[s];
        }
        if (covering == 0) sum = 1;
        for (int c = 0; c < total; c++) sums[c] = 0;
        for (int s = 0; s < stream_count; s++) {
            const float weight = scores[s] / sum;
            if (weight == 0) continue;
            const float *row = rows + (size_t)s * total;
            for (int c = 0; c < total; c++) sums[c] += weight * row[c];
        }
        for (int c = 0; c < fusion->features; c++)
            features[(size_t)x * fusion->features + c] = half_of(sums[c]);
        for (int c = 0; c < fusion->regions; c++)
            regions[(size_t)x * fusion->regions + c] = half_of(sums[fusion->features + c]);
        const float own = scores[0] / sum * covering;
        kept[x] = own < 1 ? own : 1;
    }
}

/* Sums over one chunk of voxels in float32, of chunks in float64. */
TARGET static void VARIANT(channel_sums)(const void *values, bool brain, size_t voxels,
                                         int channels, const float *pivots, double *sums,
                                         double *squares) {
    enum { CHUNK = 64, CHAINS = 4 };
    const int whole = channels / VP_LANES * VP_LANES;
    for (size_t start = 0; start < voxels; start += CHUNK) {
        const size_t end = start + CHUNK < voxels ? start + CHUNK : voxels;
        for (int c = 0; c < whole; c += VP_LANES) {
            const lanes pivot = LOAD(pivots + c);
            lanes sum[CHAINS], square[CHAINS];
            for (int chain = 0; chain < CHAINS; chain++) sum[chain] = square[chain] = EVERY(0);
            size_t v = start;
            for (; v + CHAINS <= end; v += CHAINS)
                for (int chain = 0; chain < CHAINS; chain++) {
                    const lanes x =
                        LOAD_VALUES(values, (v + chain) * channels + c, brain) - pivot;
                    sum[chain] += x;
                    square[chain] += x * x;
                }
            for (; v < end; v++) {
                const lanes x = LOAD_VALUES(values, v * channels + c, brain) - pivot;
                sum[0] += x;
                square[0] += x * x;
            }
            const lanes total = (sum[0] + sum[1]) + (sum[2] + sum[3]);
            const lanes energy = (square[0] + square[1]) + (square[2] + square[3]);
            for (int lane = 0; lane < VP_LANES; lane++) {
                sums[c + lane] += total[lane];
                squares[c + lane] += energy[lane];
            }
        }
        for (size_t v = start; v < end; v++)
            for (int c = whole; c < channels; c++) {
                const double x = value_at(values, v * channels + c, brain) - pivots[c];
                sums[c] += x;
                squares[c] += x * x;
            }
    }
}

TARGET static void VARIANT(scale_channels)(const void *from, void *to, bool brain, size_t voxels,
                                           int channels, const float *means,
                                           const float *factors, const float *shifts,
                                           bool relu) {
    const int whole = channels / VP_LANES * VP_LANES;
    const float low = relu ? 0 : -INFINITY;
    for (size_t v = 0; v < voxels; v++) {
        const size_t first = v * channels;
        for (int c = 0; c < whole; c += VP_LANES) {
            const lanes x =
                (LOAD_VALUES(from, first + c, brain) - LOAD(means + c)) * LOAD(factors + c)
                + LOAD(shifts + c);
            const integers kept = x > EVERY(low);
            STORE_VALUES(to, first + c, brain,
                         (lanes)SELECT(kept, (integers)x, (integers)EVERY(low)));
        }
        for (int c = whole; c < channels; c++) {
            const float x =
                (value_at(from, first + c, brain) - means[c]) * factors[c] + shifts[c];
            put_value(to, first + c, brain, x > low ? x : low);
        }
    }
}

TARGET static void VARIANT(add_repeated)(const void *from, void *to, bool brain, size_t voxels,
                                         int factor, int channels) {
    const int whole = channels / VP_LANES * VP_LANES;
    for (size_t v = 0; v < voxels; v++) {
        for (int repeat = 0; repeat < factor; repeat++) {
            const size_t source = v * channels, target = (v * factor + repeat) * channels;
            for (int c = 0; c < whole; c += VP_LANES)
                STORE_VALUES(to, target + c, brain,
                             LOAD_VALUES(to, target + c, brain)
                                 + LOAD_VALUES(from, source + c, brain));
            for (int c = whole; c < channels; c++)
                put_value(to, target + c, brain,
                          value_at(to, target + c, brain) + value_at(from, source + c, brain));
        }
    }
}
