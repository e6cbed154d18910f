/* The two things this project asks of OpenBLAS, behind names of our own. */
#pragma once

#include <stdbool.h>

/// C[rows x columns] = alpha * op(A) * op(B) + beta * C, all row-major float32.
/// op(A) is rows x inner and op(B) is inner x columns; strides count elements between stored rows.
void vp_sgemm(bool transposeA, bool transposeB, int rows, int columns, int inner, float alpha,
              const float *a, int strideA, const float *b, int strideB, float beta, float *c,
              int strideC);

/// Threads that products use from now on, in the whole process.
void vp_blas_set_threads(int count);
