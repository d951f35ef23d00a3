package pod

import (
	"time"

	v1 "k8s.io/api/core/v1"
	podutil "k8s.io/kubernetes/pkg/api/v1/pod"
)

// recoverContainers takes up what an earlier run of the node has said of a pod's containers. None of them runs any
// more: those that did have ended with that node.
func recoverContainers(pod *v1.Pod) []*container {
	containers := newContainers(&pod.Spec)
	for _, c := range containers {
		statuses := pod.Status.ContainerStatuses
		if c.kind != regular {
			statuses = pod.Status.InitContainerStatuses
		}
		if status, ok := podutil.GetContainerStatus(statuses, c.spec.Name); ok {
			c.recover(status)
		}
	}
	return containers
}

func (c *container) recover(status v1.ContainerStatus) {
	c.restarts = status.RestartCount
	c.ended = status.LastTerminationState.Terminated
	switch {
	case status.State.Terminated != nil:
		c.earlier, c.ended = c.ended, status.State.Terminated
		if c.ended.Reason == reasonShutdown && c.ended.ExitCode == 0 {
			// It was told to end before its work was done, however politely it did.
			c.ended.ExitCode = exitLost
		}
	case status.State.Running != nil:
		c.earlier, c.ended = c.ended, &v1.ContainerStateTerminated{
			ExitCode:    exitLost,
			Reason:      reasonUnknown,
			Message:     "The container ended together with the node that ran it",
			StartedAt:   status.State.Running.StartedAt,
			FinishedAt:  timeOf(time.Now()),
			ContainerID: status.ContainerID,
		}
	}
}
