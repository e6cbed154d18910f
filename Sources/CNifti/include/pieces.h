/* Connected pieces of a mask. */
#ifndef PIECES_H
#define PIECES_H

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/* Voxels in a row along the first axis, all of one piece. */
typedef struct {
    intptr_t start;  /* index into the grid */
    int32_t length;
    int32_t piece;   /* from 0 */
} vp_run;

typedef struct {
    vp_run *_Nullable runs;
    intptr_t run_count;
    int64_t *_Nullable sizes; /* voxels of each piece, descending */
    intptr_t piece_count;
} vp_pieces;

/* The pieces of the voxels with `wanted` in `marks`; voxels touch across faces (6), edges too (18)
   or corners too (26). Numbered by size, among equals by their first voxel. Returns 0 without
   memory. Free with vp_free_pieces. */
int vp_find_pieces(
    const uint8_t *marks, uint8_t wanted, const intptr_t *shape, int connectivity,
    vp_pieces *pieces);
void vp_free_pieces(vp_pieces *pieces);

/* Writes each piece's value to its voxels. */
void vp_paint_bytes(const vp_pieces *pieces, const uint8_t *values, uint8_t *out);
void vp_paint_labels(const vp_pieces *pieces, int32_t *out);

#pragma clang assume_nonnull end

#endif
