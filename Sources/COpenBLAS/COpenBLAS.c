/* Shim over OpenBLAS; see Documentation/Architecture.md. */
/* For environ. */
#define _GNU_SOURCE
#include "COpenBLAS.h"

#include <cblas.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#if defined(__x86_64__)
/* Of libraries that hold kernels for several processors; others lack them. */
void gotoblas_dynamic_init(void) __attribute__((weak));
void gotoblas_dynamic_quit(void) __attribute__((weak));

/* OpenBLAS takes a processor younger than itself for the oldest one it knows, whose kernels take
   four times as long: it is told what the processor can do, before the first product. */
__attribute__((constructor)) static void chooseKernels(void) {
    const char *variable = "OPENBLAS_CORETYPE";
    if (!gotoblas_dynamic_init || !gotoblas_dynamic_quit || getenv(variable)) return;
    if (strcmp(openblas_get_corename(), "Prescott") != 0) return;
    const char *able = NULL;
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
        && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl")) {
        able = "SkylakeX";
    } else if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
        able = "Haswell";
    }
    if (!able) return;
    char setting[64];
    snprintf(setting, sizeof setting, "%s=%s", variable, able);
    char *settings[] = {setting, NULL};
    char **environment = environ;
    environ = settings;
    gotoblas_dynamic_quit();
    gotoblas_dynamic_init();
    environ = environment;
}
#endif

void vp_sgemm(bool transposeA, bool transposeB, int rows, int columns, int inner, float alpha,
              const float *a, int strideA, const float *b, int strideB, float beta, float *c,
              int strideC) {
    cblas_sgemm(CblasRowMajor, transposeA ? CblasTrans : CblasNoTrans,
                transposeB ? CblasTrans : CblasNoTrans, rows, columns, inner, alpha, a, strideA, b,
                strideB, beta, c, strideC);
}

void vp_blas_set_threads(int count) { openblas_set_num_threads(count); }
