// Package hook runs what a container wants done after its start and before its end.
package hook

import (
	"context"
	"fmt"
	"net/http"
	"time"

	v1 "k8s.io/api/core/v1"
	httpprobe "k8s.io/kubernetes/pkg/probe/http"

	"aerie.dev/local/kube/internal/node/probe"
)

// Run runs a lifecycle handler of target and waits until it has ended or ctx is done.
func Run(ctx context.Context, target probe.Target, handler *v1.LifecycleHandler) error {
	switch {
	case handler.Exec != nil:
		code, output, err := target.Exec(ctx, handler.Exec.Command)
		if err != nil {
			return err
		}
		if code != 0 {
			return fmt.Errorf("command ended with exit code %d: %s", code, output)
		}
	case handler.HTTPGet != nil:
		return get(ctx, target, handler.HTTPGet)
	case handler.Sleep != nil:
		select {
		case <-time.After(time.Duration(handler.Sleep.Seconds) * time.Second):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

func get(ctx context.Context, target probe.Target, action *v1.HTTPGetAction) error {
	request, err := httpprobe.NewRequestForHTTPGetAction(action, target.Container, target.PodIP, "lifecycle")
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request.WithContext(ctx))
	if err != nil {
		return err
	}
	response.Body.Close()
	if response.StatusCode >= http.StatusBadRequest {
		return fmt.Errorf("%s answered %s", request.URL, response.Status)
	}
	return nil
}
