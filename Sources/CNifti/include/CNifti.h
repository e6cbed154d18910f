/* The one door to libnifti, zlib and the loops over voxels; only `Volumes` imports it. */
#ifndef CNIFTI_H
#define CNIFTI_H

#include <nifti/nifti2_io.h>
#include <zlib.h>

#include "alignment.h"
#include "convert.h"
#include "distances.h"
#include "filters.h"
#include "lattice.h"
#include "masks.h"
#include "pieces.h"
#include "sha256.h"
#include "splines.h"
#include "statistics.h"
#include "voxels.h"

#endif
