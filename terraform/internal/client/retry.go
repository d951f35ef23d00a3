package client

import (
	"context"
	"net/http"

	"github.com/hashicorp/go-retryablehttp"
)

// retrying repeats what the service asks to repeat (429, 503, Retry-After honoured) and what never reached it.
// A repeated POST carries the same Idempotency-Key, so it cannot take effect twice.
func retrying(pace Pace) *retryablehttp.Client {
	client := retryablehttp.NewClient()
	client.Logger = nil
	client.RetryMax = pace.Retries
	client.RetryWaitMin = pace.Shortest
	client.RetryWaitMax = pace.Longest
	client.CheckRetry = worthRetrying
	client.ErrorHandler = retryablehttp.PassthroughErrorHandler
	return client
}

func worthRetrying(ctx context.Context, answer *http.Response, err error) (bool, error) {
	if ctx.Err() != nil {
		return false, ctx.Err()
	}
	if err != nil {
		return retryablehttp.DefaultRetryPolicy(ctx, answer, err)
	}
	return answer.StatusCode == http.StatusTooManyRequests || answer.StatusCode == http.StatusServiceUnavailable, nil
}
