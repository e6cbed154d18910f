#include "masks.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int any(const uint8_t *values, intptr_t count) {
    uint8_t found = 0;
    for (intptr_t i = 0; i < count; i++) found |= values[i];
    return found != 0;
}

intptr_t vp_count_shared(const uint8_t *a, const uint8_t *b, intptr_t count) {
    intptr_t total = 0;
    for (intptr_t i = 0; i < count; i++) total += a[i] && b[i];
    return total;
}

int vp_bounds(const uint8_t *mask, const intptr_t *shape, intptr_t *bounds) {
    intptr_t low[3] = {shape[0], shape[1], shape[2]}, high[3] = {-1, -1, -1};
    for (intptr_t k = 0; k < shape[2]; k++)
        for (intptr_t j = 0; j < shape[1]; j++) {
            const uint8_t *row = mask + shape[0] * (j + shape[1] * k);
            if (!any(row, shape[0])) continue;
            intptr_t first = 0, last = shape[0] - 1;
            while (!row[first]) first++;
            while (!row[last]) last--;
            if (first < low[0]) low[0] = first;
            if (last > high[0]) high[0] = last;
            if (j < low[1]) low[1] = j;
            if (j > high[1]) high[1] = j;
            if (k < low[2]) low[2] = k;
            high[2] = k;
        }
    memcpy(bounds, low, sizeof low);
    memcpy(bounds + 3, high, sizeof high);
    return high[2] >= 0;
}

void vp_paste(
    const uint8_t *block, const intptr_t *shape, const intptr_t *start, const intptr_t *grid_shape,
    uint8_t *grid) {
    for (intptr_t k = 0; k < shape[2]; k++)
        for (intptr_t j = 0; j < shape[1]; j++, block += shape[0]) {
            intptr_t row = j + start[1] + grid_shape[1] * (k + start[2]);
            memcpy(grid + start[0] + grid_shape[0] * row, block, (size_t)shape[0]);
        }
}

void vp_moments(const uint8_t *mask, const intptr_t *shape, int64_t *sums) {
    memset(sums, 0, 10 * sizeof *sums);
    for (intptr_t k = 0; k < shape[2]; k++)
        for (intptr_t j = 0; j < shape[1]; j++) {
            const uint8_t *row = mask + shape[0] * (j + shape[1] * k);
            int64_t n = 0, x = 0, xx = 0;
            for (intptr_t i = 0; i < shape[0]; i++) {
                int64_t inside = row[i] != 0;
                n += inside;
                x += inside * i;
                xx += inside * i * i;
            }
            sums[0] += n;
            sums[1] += x;
            sums[2] += n * j;
            sums[3] += n * k;
            sums[4] += xx;
            sums[5] += n * j * j;
            sums[6] += n * k * k;
            sums[7] += x * j;
            sums[8] += x * k;
            sums[9] += n * j * k;
        }
}

void vp_patterns(const uint8_t *mask, const intptr_t *shape, int64_t *counts) {
    memset(counts, 0, 256 * sizeof *counts);
    for (intptr_t k = -1; k < shape[2]; k++)
        for (intptr_t j = -1; j < shape[1]; j++) {
            const uint8_t *rows[4];
            int used = 0;
            for (int r = 0; r < 4; r++) {
                intptr_t y = j + (r & 1), z = k + (r >> 1);
                int held = y >= 0 && y < shape[1] && z >= 0 && z < shape[2];
                rows[r] = held ? mask + shape[0] * (y + shape[1] * z) : NULL;
                if (rows[r] && !any(rows[r], shape[0])) rows[r] = NULL;
                used |= rows[r] != NULL;
            }
            if (!used) {
                counts[0] += shape[0] + 1;
                continue;
            }
            unsigned pattern = 0;
            for (intptr_t i = 0; i <= shape[0]; i++) {
                /* The right corners become the left ones. */
                pattern = pattern >> 1 & 0x55;
                if (i < shape[0])
                    for (int r = 0; r < 4; r++)
                        if (rows[r] && rows[r][i]) pattern |= 2u << (2 * r);
                counts[pattern]++;
            }
        }
}

void vp_border(const uint8_t *mask, const intptr_t *shape, uint8_t *out) {
    intptr_t slice = shape[0] * shape[1];
    for (intptr_t k = 0; k < shape[2]; k++)
        for (intptr_t j = 0; j < shape[1]; j++) {
            intptr_t at = shape[0] * (j + shape[1] * k);
            int frame = j == 0 || k == 0 || j == shape[1] - 1 || k == shape[2] - 1;
            for (intptr_t i = 0; i < shape[0]; i++, at++)
                out[at] = mask[at]
                    && (frame || i == 0 || i == shape[0] - 1
                        || !(mask[at - 1] && mask[at + 1] && mask[at - shape[0]]
                             && mask[at + shape[0]] && mask[at - slice] && mask[at + slice]));
        }
}

void vp_at_most(const float *values, intptr_t count, float limit, uint8_t *out) {
    for (intptr_t i = 0; i < count; i++) out[i] = values[i] <= limit;
}

void vp_square_roots(float *values, intptr_t count) {
    for (intptr_t i = 0; i < count; i++) values[i] = sqrtf(values[i]);
}

intptr_t vp_gather(const float *values, const uint8_t *mask, intptr_t count, float *out) {
    intptr_t used = 0;
    for (intptr_t i = 0; i < count; i++)
        if (mask[i]) out[used++] = values[i];
    return used;
}

typedef struct {
    int32_t x, y;
} point;

static int by_position(const void *a, const void *b) {
    const point *p = a, *q = b;
    if (p->x != q->x) return p->x < q->x ? -1 : 1;
    return p->y < q->y ? -1 : p->y > q->y;
}

static int turns_left(point a, point b, point c) {
    return (int64_t)(b.x - a.x) * (c.y - a.y) > (int64_t)(b.y - a.y) * (c.x - a.x);
}

/* Andrew's monotone chain; `hull` has room for count + 1 points. */
static intptr_t hull_of(point *points, intptr_t count, point *hull) {
    qsort(points, (size_t)count, sizeof *points, by_position);
    if (count < 3) {
        memcpy(hull, points, (size_t)count * sizeof *points);
        return count;
    }
    intptr_t used = 0;
    for (intptr_t i = 0; i < count; i++) {
        while (used >= 2 && !turns_left(hull[used - 2], hull[used - 1], points[i])) used--;
        hull[used++] = points[i];
    }
    intptr_t lower = used + 1;
    for (intptr_t i = count - 2; i >= 0; i--) {
        while (used >= lower && !turns_left(hull[used - 2], hull[used - 1], points[i])) used--;
        hull[used++] = points[i];
    }
    return used - 1;
}

intptr_t vp_slice_hull(
    const uint8_t *mask, intptr_t n0, intptr_t s0, intptr_t n1, intptr_t s1, int edges,
    int32_t *out) {
    size_t room = (size_t)(4 * (n0 + n1));
    point *points = malloc(room * sizeof *points), *hull = malloc((room + 1) * sizeof *hull);
    if (!points || !hull) {
        free(points);
        free(hull);
        return -1;
    }
    intptr_t used = 0;
    int32_t step = edges ? 1 : 0;
    /* Only the ends of rows and columns can be corners. */
    for (intptr_t y = 0; y < n1; y++) {
        intptr_t low = 0, high = n0 - 1;
        while (low < n0 && !mask[low * s0 + y * s1]) low++;
        if (low == n0) continue;
        while (!mask[high * s0 + y * s1]) high--;
        points[used++] = (point){(int32_t)(2 * low) - step, (int32_t)(2 * y)};
        points[used++] = (point){(int32_t)(2 * high) + step, (int32_t)(2 * y)};
    }
    for (intptr_t x = 0; edges && used && x < n0; x++) {
        intptr_t low = 0, high = n1 - 1;
        while (low < n1 && !mask[x * s0 + low * s1]) low++;
        if (low == n1) continue;
        while (!mask[x * s0 + high * s1]) high--;
        points[used++] = (point){(int32_t)(2 * x), (int32_t)(2 * low) - step};
        points[used++] = (point){(int32_t)(2 * x), (int32_t)(2 * high) + step};
    }
    intptr_t count = used ? hull_of(points, used, hull) : 0;
    for (intptr_t i = 0; i < count; i++) {
        out[2 * i] = hull[i].x;
        out[2 * i + 1] = hull[i].y;
    }
    free(points);
    free(hull);
    return count;
}

static double square_distance(const double *p, const double *q) {
    double x = p[0] - q[0], y = p[1] - q[1], z = p[2] - q[2];
    return x * x + y * y + z * z;
}

int vp_farthest(
    const double *points, intptr_t count, int (*stop)(void *_Nullable), void *_Nullable context,
    intptr_t *pair) {
    /* A few walks from end to end give a good bound. */
    intptr_t from = 0;
    double best = 0;
    pair[0] = pair[1] = 0;
    for (int walk = 0; walk < 4; walk++) {
        intptr_t far = from;
        for (intptr_t i = 0; i < count; i++)
            if (square_distance(points + 3 * from, points + 3 * i)
                > square_distance(points + 3 * from, points + 3 * far)) far = i;
        double found = square_distance(points + 3 * from, points + 3 * far);
        if (found > best) {
            best = found;
            pair[0] = from;
            pair[1] = far;
        }
        from = far;
    }
    /* Points so near the middle that no other is far enough from them are passed over. */
    double middle[3], radius = 0;
    for (int axis = 0; axis < 3; axis++)
        middle[axis] = (points[3 * pair[0] + axis] + points[3 * pair[1] + axis]) / 2;
    for (intptr_t i = 0; i < count; i++) {
        double found = square_distance(points + 3 * i, middle);
        if (found > radius) radius = found;
    }
    radius = sqrt(radius);
    for (intptr_t i = 0; i < count; i++) {
        if ((i & 255) == 0 && stop(context)) return 0;
        if (sqrt(square_distance(points + 3 * i, middle)) + radius < sqrt(best)) continue;
        for (intptr_t j = i + 1; j < count; j++) {
            double found = square_distance(points + 3 * i, points + 3 * j);
            if (found > best) {
                best = found;
                pair[0] = i;
                pair[1] = j;
            }
        }
    }
    return 1;
}
