/* The few things this project asks of oneDNN (2.x and 3.x), behind names of our own. */
#pragma once

/// Threads oneDNN uses for calls from this thread. Without OpenMP it does nothing.
void vp_dnn_set_threads(int count);
