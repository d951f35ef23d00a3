package containerlog

import (
	"context"
	"io"
	"time"

	v1 "k8s.io/api/core/v1"
	cri "k8s.io/cri-api/pkg/apis"
	runtime "k8s.io/cri-api/pkg/apis/runtime/v1"
	"k8s.io/cri-client/pkg/logs"
)

// Read writes the log at path to stdout and stderr as options ask. A followed log ends when running says that its
// container has ended.
func Read(ctx context.Context, path string, options *v1.PodLogOptions, running func() bool, stdout, stderr io.Writer) error {
	return logs.ReadLogs(ctx, nil, path, "", logs.NewLogOptions(options, time.Now()), state{running: running}, stdout, stderr)
}

// state answers the only question the reader of logs has to a container runtime.
type state struct {
	cri.RuntimeService
	running func() bool
}

func (s state) ContainerStatus(context.Context, string, bool) (*runtime.ContainerStatusResponse, error) {
	status := &runtime.ContainerStatus{State: runtime.ContainerState_CONTAINER_EXITED}
	if s.running() {
		status.State = runtime.ContainerState_CONTAINER_RUNNING
	}
	return &runtime.ContainerStatusResponse{Status: status}, nil
}
