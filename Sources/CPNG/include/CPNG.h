/* Pictures as PNG files, through libpng. */
#pragma once

#include <stddef.h>
#include <stdint.h>

/// Encodes 8-bit red, green and blue, row by row.
///
/// texts: pairs of a keyword (1-79 characters of Latin-1) and a UTF-8 text; `count` pairs.
/// Returns the file's bytes, to be freed with `vp_png_free`; NULL where memory is lacking or a size
/// is zero.
uint8_t *vp_png_encode(const uint8_t *pixels, uint32_t width, uint32_t height,
                       const char *const *texts, size_t count, size_t *length);

/// Decodes into 8-bit red, green and blue; NULL for what is no PNG file.
uint8_t *vp_png_decode(const uint8_t *bytes, size_t length, uint32_t *width, uint32_t *height);

void vp_png_free(uint8_t *bytes);
