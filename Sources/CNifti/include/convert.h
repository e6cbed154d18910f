/* From the bytes of a file to numbers. */
#ifndef CONVERT_H
#define CONVERT_H

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

typedef struct {
    double minimum;      /* of the finite values; above maximum where there are none */
    double maximum;
    intptr_t non_finite; /* NaN, infinite, or beyond what float32 holds */
    intptr_t bad_index;  /* vp_to_labels: first voxel that is no label, or -1 */
    double bad_value;
} vp_summary;

/* value = stored * slope + intercept, for `count` elements of NIfTI data type `type` that lie at
   any address, in reverse byte order where `swapped`. What is not finite becomes 0. Without
   `out` only the summary is made. Returns 0 for a type that is not one real number. */
int vp_to_float(
    const void *source, int type, int swapped, intptr_t count, double slope, double intercept,
    float *_Nullable out, vp_summary *summary);

/* The same for whole numbers of 32 bits; stops at the first value that is none (1/1000 off is
   forgiven: scaled files round). */
int vp_to_labels(
    const void *source, int type, int swapped, intptr_t count, double slope, double intercept,
    int32_t *out, vp_summary *summary);

#pragma clang assume_nonnull end

#endif
