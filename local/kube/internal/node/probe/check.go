// Package probe asks containers whether they have started, are alive and are ready.
package probe

import (
	"context"
	"fmt"
	"strings"
	"time"

	v1 "k8s.io/api/core/v1"
	"k8s.io/kubernetes/pkg/probe"
	grpcprobe "k8s.io/kubernetes/pkg/probe/grpc"
	httpprobe "k8s.io/kubernetes/pkg/probe/http"
	tcpprobe "k8s.io/kubernetes/pkg/probe/tcp"
)

var (
	httpProber = httpprobe.New(false)
	tcpProber  = tcpprobe.New()
	grpcProber = grpcprobe.New()
)

// Target is the container that is asked.
type Target struct {
	PodIP     string
	Container *v1.Container
	// Exec runs a command in the container and gives its exit code and output.
	Exec func(ctx context.Context, command []string) (code int, output string, err error)
}

// Check asks once. When the answer is no, message says why.
func Check(ctx context.Context, target Target, p *v1.Probe) (ok bool, message string) {
	timeout := max(time.Second, time.Duration(p.TimeoutSeconds)*time.Second)
	result, message, err := check(ctx, target, p.ProbeHandler, timeout)
	if err != nil {
		return false, err.Error()
	}
	return result == probe.Success || result == probe.Warning, message
}

func check(ctx context.Context, target Target, handler v1.ProbeHandler, timeout time.Duration) (probe.Result, string, error) {
	switch {
	case handler.HTTPGet != nil:
		request, err := httpprobe.NewRequestForHTTPGetAction(handler.HTTPGet, target.Container, target.PodIP, "probe")
		if err != nil {
			return probe.Failure, "", err
		}
		return httpProber.Probe(request, timeout)
	case handler.TCPSocket != nil:
		port, err := probe.ResolveContainerPort(handler.TCPSocket.Port, target.Container)
		if err != nil {
			return probe.Failure, "", err
		}
		host := handler.TCPSocket.Host
		if host == "" {
			host = target.PodIP
		}
		return tcpProber.Probe(host, port, timeout)
	case handler.GRPC != nil:
		service := ""
		if handler.GRPC.Service != nil {
			service = *handler.GRPC.Service
		}
		return grpcProber.Probe(target.PodIP, service, int(handler.GRPC.Port), timeout)
	case handler.Exec != nil:
		ctx, cancel := context.WithTimeout(ctx, timeout)
		defer cancel()
		code, output, err := target.Exec(ctx, handler.Exec.Command)
		if err != nil {
			return probe.Failure, "", fmt.Errorf("command %q: %w", strings.Join(handler.Exec.Command, " "), err)
		}
		if code != 0 {
			return probe.Failure, strings.TrimSpace(output), nil
		}
		return probe.Success, "", nil
	}
	return probe.Unknown, "", fmt.Errorf("the probe names no way to ask")
}
