/* Smooth fields: cubic B-splines on a coarse lattice of numbers. Arrays are dense, the first axis
   fastest. */
#ifndef LATTICE_H
#define LATTICE_H

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/* A lattice over a grid: for each index along an axis the first of the four numbers of the lattice that
   count there, and their weights. */
typedef struct {
    intptr_t shape[3];   /* of the grid */
    intptr_t lattice[3]; /* numbers along each axis */
    const intptr_t *_Nonnull starts[3];
    const float *_Nonnull weights[3]; /* four an index */
} vp_lattice;

/* Adds up what the lattice takes from scattered values (Lee, Wolberg and Shin 1997): each number is
   `sums` / `shares` then. For the voxels of slices first ..< last where `mask` is not 0. */
void vp_lattice_gather(
    const vp_lattice *lattice, const float *values, const uint8_t *mask, double *sums,
    double *shares, intptr_t first, intptr_t last);

/* Adds the field to `out`, for slices first ..< last. Returns 0 without memory. */
int vp_lattice_add(
    const vp_lattice *lattice, const float *numbers, float *out, intptr_t first, intptr_t last);

/* field = value * exp(-field). */
void vp_even_out(const float *values, float *field, intptr_t count);

#pragma clang assume_nonnull end

#endif
