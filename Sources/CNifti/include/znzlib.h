/* libnifti's header asks for <znzlib.h>, which Debian keeps in its own folder. */
#include <nifti/znzlib.h>
