/* Shim over OpenBLAS; see Documentation/Architecture.md. */
#include "COpenBLAS.h"

#include <cblas.h>

void vp_sgemm(bool transposeA, bool transposeB, int rows, int columns, int inner, float alpha,
              const float *a, int strideA, const float *b, int strideB, float beta, float *c,
              int strideC) {
    cblas_sgemm(CblasRowMajor, transposeA ? CblasTrans : CblasNoTrans,
                transposeB ? CblasTrans : CblasNoTrans, rows, columns, inner, alpha, a, strideA, b,
                strideB, beta, c, strideC);
}

void vp_blas_set_threads(int count) { openblas_set_num_threads(count); }
