/* Shim over oneDNN; see Documentation/Architecture.md. */
#define _GNU_SOURCE
#include "COneDNN.h"

#include <dlfcn.h>

void vp_dnn_set_threads(int count) {
    /* The OpenMP runtime comes with oneDNN and may be GNU's or LLVM's, so it is not linked by name. */
    static void (*set)(int);
    static int looked;
    if (!looked) {
        set = (void (*)(int))dlsym(RTLD_DEFAULT, "omp_set_num_threads");
        looked = 1;
    }
    if (set) set(count);
}
