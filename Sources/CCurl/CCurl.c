#include "CCurl.h"

#include <curl/curl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    vp_http_reply *reply;
    size_t limit;
    bool is_too_long;
    vp_http_is_cancelled is_cancelled;
    void *context;
} state;

static size_t take(char *bytes, size_t size, size_t count, void *pointer) {
    state *state = pointer;
    vp_http_reply *reply = state->reply;
    size_t more = size * count;
    if (more > state->limit - reply->length) {
        state->is_too_long = true;
        return 0;
    }
    char *body = realloc(reply->body, reply->length + more + 1);
    if (!body) return 0;
    memcpy(body + reply->length, bytes, more);
    reply->body = body;
    reply->length += more;
    body[reply->length] = 0;
    return more;
}

static int poll_user(void *pointer, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d) {
    (void)a, (void)b, (void)c, (void)d;
    state *state = pointer;
    return state->is_cancelled && state->is_cancelled(state->context);
}

static void start(void) { curl_global_init(CURL_GLOBAL_DEFAULT); }

static vp_http_outcome outcome_of(CURLcode code, const state *state) {
    switch (code) {
    case CURLE_OK: return VP_HTTP_ANSWERED;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_CONNECT: return VP_HTTP_UNREACHABLE;
    case CURLE_OPERATION_TIMEDOUT: return VP_HTTP_TIMED_OUT;
    case CURLE_ABORTED_BY_CALLBACK: return VP_HTTP_CANCELLED;
    case CURLE_WRITE_ERROR: return state->is_too_long ? VP_HTTP_TOO_LONG : VP_HTTP_FAILED;
    default: return VP_HTTP_FAILED;
    }
}

void vp_http_post(const char *url, const char *const *headers, size_t count, const char *body,
                  size_t length, long connect_seconds, long total_seconds, size_t limit,
                  vp_http_is_cancelled is_cancelled, void *context, vp_http_reply *reply) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, start);
    memset(reply, 0, sizeof *reply);
    reply->outcome = VP_HTTP_FAILED;
    CURL *curl = curl_easy_init();
    if (!curl) return;
    state state = {reply, limit, false, is_cancelled, context};
    struct curl_slist *lines = NULL;
    for (size_t i = 0; i < count; i++) lines = curl_slist_append(lines, headers[i]);
    char reason[CURL_ERROR_SIZE] = "";
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, lines);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)length);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &state);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, poll_user);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &state);
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, reason);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, connect_seconds);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, total_seconds);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    CURLcode code = curl_easy_perform(curl);
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &reply->status);
    reply->outcome = outcome_of(code, &state);
    if (code != CURLE_OK) {
        const char *words = reason[0] ? reason : curl_easy_strerror(code);
        strncpy(reply->reason, words, sizeof reply->reason - 1);
    }
    curl_slist_free_all(lines);
    curl_easy_cleanup(curl);
}

void vp_http_free(vp_http_reply *reply) {
    free(reply->body);
    reply->body = NULL;
    reply->length = 0;
}
