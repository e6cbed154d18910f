#include "lattice.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void vp_lattice_gather(
    const vp_lattice *lattice, const float *values, const uint8_t *mask, double *sums,
    double *shares, intptr_t first, intptr_t last) {
    const intptr_t *n = lattice->shape, *l = lattice->lattice;
    for (intptr_t k = first; k < last; k++) {
        const float *wz = lattice->weights[2] + 4 * k;
        for (intptr_t j = 0; j < n[1]; j++) {
            const float *wy = lattice->weights[1] + 4 * j;
            float plane[16], square = 0;
            for (int c = 0; c < 4; c++) {
                for (int b = 0; b < 4; b++) {
                    plane[4 * c + b] = wz[c] * wy[b];
                    square += plane[4 * c + b] * plane[4 * c + b];
                }
            }
            const intptr_t corner =
                l[0] * (lattice->starts[1][j] + l[1] * lattice->starts[2][k]);
            const intptr_t row = n[0] * (j + n[1] * k);
            for (intptr_t i = 0; i < n[0]; i++) {
                if (!mask[row + i]) continue;
                const float *wx = lattice->weights[0] + 4 * i;
                float along = 0, w1[4], w2[4], w3[4];
                for (int a = 0; a < 4; a++) {
                    w1[a] = wx[a];
                    w2[a] = wx[a] * wx[a];
                    w3[a] = w2[a] * w1[a];
                    along += w2[a];
                }
                const float value = values[row + i] / (along * square);
                const intptr_t start = corner + lattice->starts[0][i];
                for (int c = 0; c < 4; c++) {
                    for (int b = 0; b < 4; b++) {
                        const float p = plane[4 * c + b], p2 = p * p, p3 = p2 * p * value;
                        double *s = sums + start + l[0] * (b + l[1] * c);
                        double *h = shares + start + l[0] * (b + l[1] * c);
                        for (int a = 0; a < 4; a++) {
                            s[a] += p3 * w3[a];
                            h[a] += p2 * w2[a];
                        }
                    }
                }
            }
        }
    }
}

int vp_lattice_add(
    const vp_lattice *lattice, const float *numbers, float *out, intptr_t first, intptr_t last) {
    const intptr_t *n = lattice->shape, *l = lattice->lattice;
    float *line = malloc((size_t)l[0] * sizeof *line);
    if (!line) return 0;
    for (intptr_t k = first; k < last; k++) {
        const float *wz = lattice->weights[2] + 4 * k;
        for (intptr_t j = 0; j < n[1]; j++) {
            const float *wy = lattice->weights[1] + 4 * j;
            memset(line, 0, (size_t)l[0] * sizeof *line);
            for (int c = 0; c < 4; c++) {
                for (int b = 0; b < 4; b++) {
                    const float weight = wz[c] * wy[b];
                    const float *row = numbers
                        + l[0]
                            * (lattice->starts[1][j] + b + l[1] * (lattice->starts[2][k] + c));
                    for (intptr_t a = 0; a < l[0]; a++) line[a] += weight * row[a];
                }
            }
            float *row = out + n[0] * (j + n[1] * k);
            for (intptr_t i = 0; i < n[0]; i++) {
                const float *wx = lattice->weights[0] + 4 * i;
                const float *near = line + lattice->starts[0][i];
                row[i] += wx[0] * near[0] + wx[1] * near[1] + wx[2] * near[2] + wx[3] * near[3];
            }
        }
    }
    free(line);
    return 1;
}

void vp_even_out(const float *values, float *field, intptr_t count) {
    for (intptr_t i = 0; i < count; i++) field[i] = values[i] * expf(-field[i]);
}
