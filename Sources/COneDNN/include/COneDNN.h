/* The few things this project asks of oneDNN (2.x and 3.x), behind names of our own.
 *
 * Activations are channels-last: one batch, then depth, height, width, channels, the channel being
 * the fastest. A slab of slices is then contiguous, and a pointer to its first slice is all it
 * takes to work on it. Only convolution weights are in a layout of the library's choice.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "kernels.h"

/// How activations are stored and multiplied; sums are always float32.
typedef enum { VP_DNN_FLOAT32 = 0, VP_DNN_BFLOAT16 = 1 } vp_dnn_type;

/// A channels-last block of voxels.
typedef struct {
    int channels, depth, height, width;
} vp_dnn_shape;

/// A convolution with a cubic kernel of 1 or 3 and unit steps. Height and width are padded by
/// kernel / 2 on both sides; depth as stated, so that a slab can bring its real neighbours.
typedef struct {
    vp_dnn_type type;
    vp_dnn_shape input;
    int output_channels;
    int kernel;
    int pad_front, pad_back;
    bool bias, relu;
} vp_dnn_convolution;

/// One prepared operation. It holds no data, and may run on several threads at once as long as
/// each brings its own scratch memory.
typedef struct vp_dnn_operation vp_dnn_operation;

/// Weights in the layout an operation asked for.
typedef struct vp_dnn_weights vp_dnn_weights;

/// What an operation reads and writes; unused pointers are NULL.
typedef struct {
    const void *source;
    void *destination;
    const vp_dnn_weights *weights;  /* convolution */
    const float *bias;              /* convolution with bias */
    void *scratch;                  /* vp_dnn_scratch_bytes, aligned to 64 bytes */
} vp_dnn_arguments;

/// Threads oneDNN uses for calls from this thread. Without OpenMP it does nothing.
void vp_dnn_set_threads(int count);

/// Whether the processor multiplies bfloat16 itself.
bool vp_dnn_supports_bfloat16(void);

/* Each of these returns NULL where the library refuses. */

vp_dnn_operation *vp_dnn_convolution_create(const vp_dnn_convolution *convolution);

/// Maximum over blocks of the given factors (1 or 2 per axis), which divide the shape.
vp_dnn_operation *vp_dnn_pooling_create(vp_dnn_type type, vp_dnn_shape input, const int factors[3]);

void vp_dnn_operation_destroy(vp_dnn_operation *operation);

/// Scratch memory one run needs.
size_t vp_dnn_scratch_bytes(const vp_dnn_operation *operation);

/// The library's name for the implementation it chose; for measurements.
const char *vp_dnn_implementation(const vp_dnn_operation *operation);

/// Runs and waits. Returns false if the library reports a failure.
bool vp_dnn_run(const vp_dnn_operation *operation, const vp_dnn_arguments *arguments);

/// Packs weights given as output channel, input channel, depth, height, width.
vp_dnn_weights *vp_dnn_weights_create(const vp_dnn_operation *convolution, const float *weights);

/// Whether another convolution wants its weights in this very layout.
bool vp_dnn_weights_fit(const vp_dnn_weights *weights, const vp_dnn_operation *convolution);

void vp_dnn_weights_destroy(vp_dnn_weights *weights);
