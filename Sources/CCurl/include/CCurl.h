/* The one thing this project asks of libcurl: to post a text and take the answer. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/// How a request ended.
typedef enum {
    VP_HTTP_ANSWERED,
    VP_HTTP_UNREACHABLE,
    VP_HTTP_TIMED_OUT,
    VP_HTTP_CANCELLED,
    VP_HTTP_TOO_LONG,
    VP_HTTP_FAILED
} vp_http_outcome;

typedef struct {
    vp_http_outcome outcome;
    /// The status of the answer, 200 for success; 0 without an answer.
    long status;
    /// The body, followed by a zero; NULL without one. Freed by vp_http_free.
    char *body;
    size_t length;
    /// libcurl's words for what went wrong; empty where nothing did.
    char reason[256];
} vp_http_reply;

/// Asked several times a second; true stops the request.
typedef bool (*vp_http_is_cancelled)(void *context);

/// Posts a body and waits for the answer. Follows no redirect, speaks http and https only, keeps no
/// cookies, reads no file of the user's.
///
/// headers: `count` lines such as "Content-Type: application/json".
/// connect_seconds, total_seconds: how long to wait for the connection, and for everything.
/// limit: the longest body that is taken, in bytes.
void vp_http_post(const char *url, const char *const *headers, size_t count, const char *body,
                  size_t length, long connect_seconds, long total_seconds, size_t limit,
                  vp_http_is_cancelled is_cancelled, void *context, vp_http_reply *reply);

void vp_http_free(vp_http_reply *reply);
