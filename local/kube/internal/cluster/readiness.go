package cluster

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"k8s.io/client-go/rest"
)

const (
	readyPatience = 2 * time.Minute
	readyInterval = 50 * time.Millisecond
)

// awaitReady waits until c answers at its ready path, has ended, or the context is done.
func awaitReady(ctx context.Context, client *http.Client, c *child) error {
	deadline := time.After(readyPatience)
	for {
		select {
		case <-c.done:
			return c.failure()
		case <-ctx.Done():
			return ctx.Err()
		case <-deadline:
			return fmt.Errorf("%s is not ready after %s: %s; its log: %s", c.name, readyPatience, lastLine(c.log), c.log)
		case <-time.After(readyInterval):
			if answers(ctx, client, c.address+c.readyPath) {
				return nil
			}
		}
	}
}

func answers(ctx context.Context, client *http.Client, url string) bool {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return false
	}
	response, err := client.Do(request)
	if err != nil {
		return false
	}
	response.Body.Close()
	return response.StatusCode == http.StatusOK
}

// healthClient asks parts for their health with the administrator's certificate.
func healthClient(config *rest.Config) (*http.Client, error) {
	client, err := rest.HTTPClientFor(config)
	if err != nil {
		return nil, err
	}
	client.Timeout = 5 * time.Second
	return client, nil
}
