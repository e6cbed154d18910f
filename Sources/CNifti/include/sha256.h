/* SHA-256 (FIPS 180-4), because no library we link has it. */
#ifndef SHA256_H
#define SHA256_H

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

typedef struct {
    uint32_t state[8];
    uint64_t length; /* bytes so far */
    uint8_t block[64];
} vp_sha256;

void vp_sha256_init(vp_sha256 *context);
void vp_sha256_update(vp_sha256 *context, const void *_Nullable bytes, intptr_t count);
/* Writes 32 bytes. */
void vp_sha256_final(vp_sha256 *context, uint8_t *digest);

#pragma clang assume_nonnull end

#endif
