package pod

import (
	"context"
	"time"

	v1 "k8s.io/api/core/v1"
	podutil "k8s.io/kubernetes/pkg/api/v1/pod"

	"aerie.dev/local/kube/internal/node/process"
)

// Reasons that a container's state carries, as kubectl shows them.
const (
	reasonCreating     = "ContainerCreating"
	reasonInitializing = "PodInitializing"
	reasonConfigError  = "CreateContainerConfigError"
	reasonPull         = "ErrImagePull"
	reasonNeverPull    = "ErrImageNeverPull"
	reasonPullBackOff  = "ImagePullBackOff"
	reasonCrashLoop    = "CrashLoopBackOff"
	reasonStart        = "StartError"
	reasonCompleted    = "Completed"
	reasonError        = "Error"
	reasonUnknown      = "ContainerStatusUnknown"
	reasonShutdown     = "NodeShutdown"
)

// exitStart is the exit code of a container whose process could not be started.
const exitStart = 128

// exitLost is the exit code of a container whose process ended together with its node.
const exitLost = 137

type kind int

const (
	regular kind = iota
	initial
	sidecar
)

// container is one container of a pod, as it runs or waits on this node. It belongs to its pod's worker.
type container struct {
	spec *v1.Container
	kind kind

	// process runs now; nil when none does.
	process *process.Process
	image   string
	// waiting says why the container does not run; nil when it runs or has ended.
	waiting *v1.ContainerStateWaiting
	// ended is how the latest run ended that has ended, earlier the one before.
	ended, earlier *v1.ContainerStateTerminated
	restarts       int32
	backoff        backoff
	startAfter     time.Time
	started, ready bool

	stopping    bool
	stopBy      time.Time
	stopProbing context.CancelFunc
}

func newContainers(spec *v1.PodSpec) []*container {
	var containers []*container
	for i := range spec.InitContainers {
		c := &container{spec: &spec.InitContainers[i], kind: initial}
		if podutil.IsRestartableInitContainer(c.spec) {
			c.kind = sidecar
		}
		containers = append(containers, c)
	}
	for i := range spec.Containers {
		containers = append(containers, &container{spec: &spec.Containers[i]})
	}
	return containers
}

// completed tells whether an init container has done its work.
func (c *container) completed() bool {
	return c.process == nil && c.waiting == nil && c.ended != nil && c.ended.ExitCode == 0
}

// over tells whether the container has ended and is not to run again.
func (c *container) over(spec *v1.PodSpec) bool {
	return c.process == nil && c.ended != nil && !c.restarting(spec)
}

// restarting tells whether a container that has ended is to run again.
func (c *container) restarting(spec *v1.PodSpec) bool {
	if c.ended == nil {
		return false
	}
	if c.kind == initial {
		return c.ended.ExitCode != 0 && spec.RestartPolicy != v1.RestartPolicyNever
	}
	return podutil.ContainerShouldRestart(*c.spec, *spec, c.ended.ExitCode)
}

// state is the container's state as the API shows it, and the one before.
func (c *container) state() (state, last v1.ContainerState) {
	switch {
	case c.process != nil:
		state.Running = &v1.ContainerStateRunning{StartedAt: timeOf(c.process.StartedAt())}
		last.Terminated = c.ended
	case c.waiting != nil:
		state.Waiting = c.waiting
		last.Terminated = c.ended
	case c.ended != nil:
		state.Terminated = c.ended
		last.Terminated = c.earlier
	default:
		state.Waiting = &v1.ContainerStateWaiting{Reason: reasonCreating}
	}
	return state, last
}
