/* Shim over oneDNN; see Documentation/Architecture.md.
 *
 * oneDNN 3 made memory descriptors opaque and dropped operation descriptors, so what differs is
 * gathered in the first part of this file.
 */
#define _GNU_SOURCE
#include "COneDNN.h"

#include <dlfcn.h>
#include <dnnl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#if DNNL_VERSION_MAJOR >= 3
typedef dnnl_memory_desc_t descriptor;
typedef const_dnnl_memory_desc_t descriptor_view;
#else
typedef dnnl_memory_desc_t *descriptor;
typedef const dnnl_memory_desc_t *descriptor_view;
#endif

static dnnl_engine_t engine;
static pthread_once_t engine_once = PTHREAD_ONCE_INIT;

static void create_engine(void) {
    if (dnnl_engine_create(&engine, dnnl_cpu, 0) != dnnl_success) engine = NULL;
}

/* Operations are made one at a time: where several threads make their first ones at once, oneDNN 2.6
 * now and then keeps a wrong one in its cache, and every later run of it computes nonsense. */
static pthread_mutex_t making = PTHREAD_MUTEX_INITIALIZER;

static bool have_engine(void) {
    pthread_once(&engine_once, create_engine);
    return engine != NULL;
}

static dnnl_data_type_t data_type(vp_dnn_type type) {
    return type == VP_DNN_BFLOAT16 ? dnnl_bf16 : dnnl_f32;
}

/* NULL on failure; freed by `forget`. */
static descriptor describe(int axes, const dnnl_dims_t extents, dnnl_data_type_t type,
                           dnnl_format_tag_t tag) {
#if DNNL_VERSION_MAJOR >= 3
    descriptor result = NULL;
    if (dnnl_memory_desc_create_with_tag(&result, axes, extents, type, tag) != dnnl_success)
        return NULL;
#else
    descriptor result = malloc(sizeof *result);
    if (result && dnnl_memory_desc_init_by_tag(result, axes, extents, type, tag) != dnnl_success) {
        free(result);
        return NULL;
    }
#endif
    return result;
}

static void forget(descriptor descriptor) {
#if DNNL_VERSION_MAJOR >= 3
    if (descriptor) dnnl_memory_desc_destroy(descriptor);
#else
    free(descriptor);
#endif
}

static descriptor describe_voxels(vp_dnn_shape shape, vp_dnn_type type) {
    const dnnl_dims_t extents = {1, shape.channels, shape.depth, shape.height, shape.width};
    return describe(5, extents, data_type(type), dnnl_ndhwc);
}

static bool append_relu(dnnl_post_ops_t operations) {
#if DNNL_VERSION_MAJOR >= 3
    return dnnl_post_ops_append_eltwise(operations, dnnl_eltwise_relu, 0, 0) == dnnl_success;
#else
    return dnnl_post_ops_append_eltwise(operations, 1, dnnl_eltwise_relu, 0, 0) == dnnl_success;
#endif
}

/* Scratch memory comes from the caller, who plans it once for a whole network. */
static dnnl_primitive_attr_t attributes(bool relu) {
    dnnl_primitive_attr_t result = NULL;
    if (dnnl_primitive_attr_create(&result) != dnnl_success) return NULL;
    bool ok = dnnl_primitive_attr_set_scratchpad_mode(result, dnnl_scratchpad_mode_user)
              == dnnl_success;
    dnnl_post_ops_t operations = NULL;
    if (ok && relu) {
        ok = dnnl_post_ops_create(&operations) == dnnl_success
             && append_relu(operations)
             && dnnl_primitive_attr_set_post_ops(result, operations) == dnnl_success;
        if (operations) dnnl_post_ops_destroy(operations);
    }
    if (!ok) {
        dnnl_primitive_attr_destroy(result);
        return NULL;
    }
    return result;
}

struct vp_dnn_operation {
    dnnl_primitive_desc_t description;
    dnnl_primitive_t primitive;
};

struct vp_dnn_weights {
    descriptor layout;
    void *values;
};

static vp_dnn_operation *finish(dnnl_status_t status, dnnl_primitive_desc_t description) {
    if (status != dnnl_success) return NULL;
    vp_dnn_operation *operation = calloc(1, sizeof *operation);
    dnnl_primitive_t primitive = NULL;
    if (!operation || dnnl_primitive_create(&primitive, description) != dnnl_success) {
        free(operation);
        dnnl_primitive_desc_destroy(description);
        return NULL;
    }
    operation->description = description;
    operation->primitive = primitive;
    return operation;
}

static vp_dnn_operation *make_convolution(const vp_dnn_convolution *c) {
    if (!have_engine()) return NULL;
    const int side = c->kernel / 2;
    const vp_dnn_shape output = {c->output_channels,
                                 c->input.depth + c->pad_front + c->pad_back - 2 * side,
                                 c->input.height, c->input.width};
    const dnnl_dims_t kernel = {c->output_channels, c->input.channels, c->kernel, c->kernel,
                                c->kernel};
    const dnnl_dims_t biases = {c->output_channels};
    const dnnl_dims_t steps = {1, 1, 1};
    const dnnl_dims_t front = {c->pad_front, side, side};
    const dnnl_dims_t back = {c->pad_back, side, side};
    descriptor source = describe_voxels(c->input, c->type);
    descriptor destination = describe_voxels(output, c->type);
    descriptor weights = describe(5, kernel, data_type(c->type), dnnl_format_tag_any);
    descriptor bias = c->bias ? describe(1, biases, dnnl_f32, dnnl_a) : NULL;
    dnnl_primitive_attr_t attribute = attributes(c->relu);
    vp_dnn_operation *operation = NULL;
    if (source && destination && weights && attribute && (bias || !c->bias)) {
        dnnl_primitive_desc_t description = NULL;
#if DNNL_VERSION_MAJOR >= 3
        const dnnl_dims_t dilation = {0, 0, 0};
        dnnl_status_t status = dnnl_convolution_forward_primitive_desc_create(
            &description, engine, dnnl_forward_inference, dnnl_convolution_direct, source, weights,
            bias, destination, steps, dilation, front, back, attribute);
#else
        dnnl_convolution_desc_t wish;
        dnnl_status_t status = dnnl_convolution_forward_desc_init(
            &wish, dnnl_forward_inference, dnnl_convolution_direct, source, weights, bias,
            destination, steps, front, back);
        if (status == dnnl_success)
            status = dnnl_primitive_desc_create(&description, &wish, attribute, engine, NULL);
#endif
        operation = finish(status, description);
    }
    if (attribute) dnnl_primitive_attr_destroy(attribute);
    forget(source);
    forget(destination);
    forget(weights);
    forget(bias);
    return operation;
}

static vp_dnn_operation *make_pooling(vp_dnn_type type, vp_dnn_shape input,
                                      const int factors[3]) {
    if (!have_engine()) return NULL;
    const vp_dnn_shape output = {input.channels, input.depth / factors[0],
                                 input.height / factors[1], input.width / factors[2]};
    const dnnl_dims_t block = {factors[0], factors[1], factors[2]};
    const dnnl_dims_t zero = {0, 0, 0};
    descriptor source = describe_voxels(input, type);
    descriptor destination = describe_voxels(output, type);
    dnnl_primitive_attr_t attribute = attributes(false);
    vp_dnn_operation *operation = NULL;
    if (source && destination && attribute) {
        dnnl_primitive_desc_t description = NULL;
#if DNNL_VERSION_MAJOR >= 3
        dnnl_status_t status = dnnl_pooling_forward_primitive_desc_create(
            &description, engine, dnnl_forward_inference, dnnl_pooling_max, source, destination,
            block, block, zero, zero, zero, attribute);
#else
        dnnl_pooling_desc_t wish;
        dnnl_status_t status = dnnl_pooling_forward_desc_init(&wish, dnnl_forward_inference,
                                                              dnnl_pooling_max, source, destination,
                                                              block, block, zero, zero);
        if (status == dnnl_success)
            status = dnnl_primitive_desc_create(&description, &wish, attribute, engine, NULL);
#endif
        operation = finish(status, description);
    }
    if (attribute) dnnl_primitive_attr_destroy(attribute);
    forget(source);
    forget(destination);
    return operation;
}

vp_dnn_operation *vp_dnn_convolution_create(const vp_dnn_convolution *convolution) {
    pthread_mutex_lock(&making);
    vp_dnn_operation *operation = make_convolution(convolution);
    pthread_mutex_unlock(&making);
    return operation;
}

vp_dnn_operation *vp_dnn_pooling_create(vp_dnn_type type, vp_dnn_shape input,
                                        const int factors[3]) {
    pthread_mutex_lock(&making);
    vp_dnn_operation *operation = make_pooling(type, input, factors);
    pthread_mutex_unlock(&making);
    return operation;
}

void vp_dnn_operation_destroy(vp_dnn_operation *operation) {
    if (!operation) return;
    dnnl_primitive_destroy(operation->primitive);
    dnnl_primitive_desc_destroy(operation->description);
    free(operation);
}

static descriptor_view layout(const vp_dnn_operation *operation, dnnl_query_t what) {
    return dnnl_primitive_desc_query_md(operation->description, what, 0);
}

size_t vp_dnn_scratch_bytes(const vp_dnn_operation *operation) {
    descriptor_view view = layout(operation, dnnl_query_scratchpad_md);
    return view ? dnnl_memory_desc_get_size(view) : 0;
}

const char *vp_dnn_implementation(const vp_dnn_operation *operation) {
    const char *name = NULL;
    dnnl_primitive_desc_query(operation->description, dnnl_query_impl_info_str, 0, (void *)&name);
    return name ? name : "";
}

bool vp_dnn_run(const vp_dnn_operation *operation, const vp_dnn_arguments *arguments) {
    /* The library takes writable pointers even for what it only reads. */
    const struct {
        int role;
        dnnl_query_t what;
        int index;
        const void *data;
    } given[] = {
        {DNNL_ARG_SRC, dnnl_query_src_md, 0, arguments->source},
        {DNNL_ARG_DST, dnnl_query_dst_md, 0, arguments->destination},
        {DNNL_ARG_WEIGHTS, dnnl_query_weights_md, 0,
         arguments->weights ? arguments->weights->values : NULL},
        {DNNL_ARG_BIAS, dnnl_query_weights_md, 1, arguments->bias},
        {DNNL_ARG_SCRATCHPAD, dnnl_query_scratchpad_md, 0, arguments->scratch},
    };
    enum { slots = sizeof given / sizeof given[0] };
    dnnl_exec_arg_t list[slots];
    int count = 0;
    bool ok = true;
    for (int slot = 0; slot < slots && ok; slot++) {
        if (!given[slot].data) continue;
        descriptor_view view = dnnl_primitive_desc_query_md(operation->description,
                                                            given[slot].what, given[slot].index);
        if (!view || dnnl_memory_desc_get_size(view) == 0) continue;
        list[count].arg = given[slot].role;
        ok = dnnl_memory_create(&list[count].memory, view, engine, (void *)given[slot].data)
             == dnnl_success;
        if (ok) count++;
    }
    dnnl_stream_t stream = NULL;
    ok = ok && dnnl_stream_create(&stream, engine, dnnl_stream_default_flags) == dnnl_success
         && dnnl_primitive_execute(operation->primitive, stream, count, list) == dnnl_success
         && dnnl_stream_wait(stream) == dnnl_success;
    if (stream) dnnl_stream_destroy(stream);
    while (count > 0) dnnl_memory_destroy(list[--count].memory);
    return ok;
}

static vp_dnn_weights *make_weights(const vp_dnn_operation *convolution, const float *weights) {
    descriptor_view wanted = layout(convolution, dnnl_query_weights_md);
    if (!wanted) return NULL;
    vp_dnn_weights *packed = calloc(1, sizeof *packed);
    if (!packed) return NULL;
    dnnl_dims_t extents;
#if DNNL_VERSION_MAJOR >= 3
    const dnnl_dims_t *given = NULL;
    if (dnnl_memory_desc_query(wanted, dnnl_query_dims, (void *)&given) != dnnl_success
        || dnnl_memory_desc_clone(&packed->layout, wanted) != dnnl_success) {
        free(packed);
        return NULL;
    }
    memcpy(extents, *given, sizeof extents);
#else
    packed->layout = malloc(sizeof *packed->layout);
    if (!packed->layout) {
        free(packed);
        return NULL;
    }
    *packed->layout = *wanted;
    memcpy(extents, wanted->dims, sizeof extents);
#endif
    const size_t bytes = (dnnl_memory_desc_get_size(packed->layout) + 63) / 64 * 64;
    packed->values = aligned_alloc(64, bytes);
    descriptor plain = describe(5, extents, dnnl_f32, dnnl_oidhw);
    dnnl_primitive_desc_t description = NULL;
    dnnl_primitive_t reorder = NULL;
    dnnl_memory_t from = NULL, to = NULL;
    dnnl_stream_t stream = NULL;
    bool ok = packed->values && plain;
    if (ok) {
        memset(packed->values, 0, bytes);
        ok = dnnl_reorder_primitive_desc_create(&description, plain, engine, packed->layout, engine,
                                                NULL)
                 == dnnl_success
             && dnnl_primitive_create(&reorder, description) == dnnl_success
             && dnnl_memory_create(&from, plain, engine, (void *)weights) == dnnl_success
             && dnnl_memory_create(&to, packed->layout, engine, packed->values) == dnnl_success
             && dnnl_stream_create(&stream, engine, dnnl_stream_default_flags) == dnnl_success;
    }
    if (ok) {
        const dnnl_exec_arg_t list[] = {{DNNL_ARG_FROM, from}, {DNNL_ARG_TO, to}};
        ok = dnnl_primitive_execute(reorder, stream, 2, list) == dnnl_success
             && dnnl_stream_wait(stream) == dnnl_success;
    }
    if (stream) dnnl_stream_destroy(stream);
    if (from) dnnl_memory_destroy(from);
    if (to) dnnl_memory_destroy(to);
    if (reorder) dnnl_primitive_destroy(reorder);
    if (description) dnnl_primitive_desc_destroy(description);
    forget(plain);
    if (!ok) {
        vp_dnn_weights_destroy(packed);
        return NULL;
    }
    return packed;
}

vp_dnn_weights *vp_dnn_weights_create(const vp_dnn_operation *convolution, const float *weights) {
    pthread_mutex_lock(&making);
    vp_dnn_weights *packed = make_weights(convolution, weights);
    pthread_mutex_unlock(&making);
    return packed;
}

bool vp_dnn_weights_fit(const vp_dnn_weights *weights, const vp_dnn_operation *convolution) {
    descriptor_view wanted = layout(convolution, dnnl_query_weights_md);
    return wanted && dnnl_memory_desc_equal(weights->layout, wanted) != 0;
}

void vp_dnn_weights_destroy(vp_dnn_weights *weights) {
    if (!weights) return;
    forget(weights->layout);
    free(weights->values);
    free(weights);
}

bool vp_dnn_supports_bfloat16(void) {
    /* Instruction sets are named by masks that hold those of their predecessors. */
    const int wanted = dnnl_cpu_isa_avx512_core_bf16;
    return ((int)dnnl_get_effective_cpu_isa() & wanted) == wanted;
}

static void (*set_openmp_threads)(int);
static pthread_once_t openmp_once = PTHREAD_ONCE_INIT;

static void find_openmp(void) {
    /* The OpenMP runtime comes with oneDNN and may be GNU's or LLVM's: not linked by name. */
    void *symbol = dlsym(RTLD_DEFAULT, "omp_set_num_threads");
    memcpy(&set_openmp_threads, &symbol, sizeof symbol);
}

void vp_dnn_set_threads(int count) {
    pthread_once(&openmp_once, find_openmp);
    if (set_openmp_threads) set_openmp_threads(count);
}
