#include "CPNG.h"

#include <png.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    uint8_t *bytes;
    size_t length;
    size_t room;
} buffer;

static void append(png_structp png, png_bytep data, png_size_t count) {
    buffer *buffer = png_get_io_ptr(png);
    if (buffer->length + count > buffer->room) {
        size_t room = 2 * (buffer->length + count);
        uint8_t *bytes = realloc(buffer->bytes, room);
        if (bytes == NULL) png_error(png, "out of memory");
        buffer->bytes = bytes;
        buffer->room = room;
    }
    memcpy(buffer->bytes + buffer->length, data, count);
    buffer->length += count;
}

static void flush(png_structp png) { (void)png; }

uint8_t *vp_png_encode(const uint8_t *pixels, uint32_t width, uint32_t height,
                       const char *const *texts, size_t count, size_t *length) {
    if (width == 0 || height == 0) return NULL;
    buffer buffer = {NULL, 0, 0};
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png == NULL ? NULL : png_create_info_struct(png);
    png_textp entries = calloc(count + 1, sizeof *entries);
    if (info == NULL || entries == NULL || setjmp(png_jmpbuf(png))) {
        if (png != NULL) png_destroy_write_struct(&png, &info);
        free(entries);
        free(buffer.bytes);
        return NULL;
    }
    png_set_write_fn(png, &buffer, append, flush);
    png_set_IHDR(png, info, width, height, 8, PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    for (size_t index = 0; index < count; index += 1) {
        entries[index].compression = PNG_ITXT_COMPRESSION_NONE;
        entries[index].key = (png_charp)texts[2 * index];
        entries[index].text = (png_charp)texts[2 * index + 1];
        entries[index].itxt_length = strlen(texts[2 * index + 1]);
    }
    if (count > 0) png_set_text(png, info, entries, (int)count);
    png_write_info(png, info);
    for (uint32_t row = 0; row < height; row += 1)
        png_write_row(png, pixels + (size_t)row * width * 3);
    png_write_end(png, info);
    png_destroy_write_struct(&png, &info);
    free(entries);
    *length = buffer.length;
    return buffer.bytes;
}

uint8_t *vp_png_decode(const uint8_t *bytes, size_t length, uint32_t *width, uint32_t *height) {
    png_image image;
    memset(&image, 0, sizeof image);
    image.version = PNG_IMAGE_VERSION;
    if (!png_image_begin_read_from_memory(&image, bytes, length)) return NULL;
    image.format = PNG_FORMAT_RGB;
    uint8_t *pixels = malloc(PNG_IMAGE_SIZE(image));
    if (pixels == NULL || !png_image_finish_read(&image, NULL, pixels, 0, NULL)) {
        png_image_free(&image);
        free(pixels);
        return NULL;
    }
    *width = image.width;
    *height = image.height;
    return pixels;
}

void vp_png_free(uint8_t *bytes) { free(bytes); }
