package client

import (
	"bytes"
	"context"
	"io"
	"math/rand/v2"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/hashicorp/go-retryablehttp"
)

// passing are the statuses of a control plane that restarts, is behind a proxy that cannot reach it, or has too much to do.
var passing = []int{http.StatusTooManyRequests, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout}

// longestAsked is how long a Retry-After may be to be waited for; who asks for more is not waited for.
const longestAsked = time.Minute

type repeatable struct{}

// retrying repeats calls as docs/api.md has it: what the service asks to repeat (429, 502, 503, 504, Retry-After honoured) and
// calls whose answer was lost. What may have taken effect already is repeated only when it cannot take effect twice.
func retrying(pace Pace) *retryablehttp.Client {
	client := retryablehttp.NewClient()
	client.Logger = nil
	client.HTTPClient.Timeout = pace.PerTry
	client.RetryMax = pace.Retries
	client.RetryWaitMin = pace.Shortest
	client.RetryWaitMax = pace.Longest
	client.CheckRetry = worthRetrying
	client.Backoff = pause
	client.ErrorHandler = retryablehttp.PassthroughErrorHandler
	return client
}

// isRepeatable tells whether a call that has been sent may be sent again: reads; what carries an Idempotency-Key, which each
// try sends again; what carries If-Match, as a try that took effect makes the next one a 412; and deletions.
func isRepeatable(method string, header http.Header) bool {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodDelete:
		return true
	}
	return header.Get("Idempotency-Key") != "" || header.Get("If-Match") != ""
}

func worthRetrying(ctx context.Context, answer *http.Response, err error) (bool, error) {
	if ctx.Err() != nil {
		return false, ctx.Err()
	}
	safe := ctx.Value(repeatable{}) == true
	if err == nil {
		err = readWhole(answer)
	}
	if err != nil {
		if !safe {
			return false, err
		}
		return retryablehttp.DefaultRetryPolicy(ctx, answer, err)
	}
	if asked, _ := retryAfter(answer); asked > longestAsked {
		return false, nil
	}
	refused := answer.StatusCode == http.StatusTooManyRequests
	return refused || (safe && slices.Contains(passing, answer.StatusCode)), nil
}

// readWhole takes the body in now, so that an answer that breaks off is a lost one.
func readWhole(answer *http.Response) error {
	text, err := io.ReadAll(answer.Body)
	answer.Body.Close()
	answer.Body = io.NopCloser(bytes.NewReader(text))
	return err
}

// pause before the next try: one that grows and is not the same for all that wait, or what the service asks for when that is
// longer.
func pause(shortest, longest time.Duration, tries int, answer *http.Response) time.Duration {
	most := shortest
	for range tries {
		most = min(2*most, longest)
	}
	asked, _ := retryAfter(answer)
	return max(asked, most/2+rand.N(most/2+1))
}

// retryAfter is what an answer asks to wait, in seconds or as a date.
func retryAfter(answer *http.Response) (time.Duration, bool) {
	if answer == nil || !slices.Contains(passing, answer.StatusCode) {
		return 0, false
	}
	asked := answer.Header.Get("Retry-After")
	if seconds, err := strconv.ParseInt(asked, 10, 32); err == nil {
		return time.Duration(seconds) * time.Second, seconds >= 0
	}
	if date, err := http.ParseTime(asked); err == nil {
		return time.Until(date), true
	}
	return 0, false
}
