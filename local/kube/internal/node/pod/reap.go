package pod

import (
	"time"

	v1 "k8s.io/api/core/v1"
)

// reap notes which containers have ended, and how.
func (w *Worker) reap() {
	for _, c := range w.containers {
		if c.process == nil || !c.process.Ended() {
			continue
		}
		run, exit := c.process, c.process.Exit()
		reason := reasonError
		switch {
		case w.shutdown:
			reason = reasonShutdown
		case exit.Code == 0:
			reason = reasonCompleted
		}
		c.process = nil
		c.stopProbing()
		w.conclude(c, &v1.ContainerStateTerminated{
			ExitCode:    exit.Code,
			Signal:      exit.Signal,
			Reason:      reason,
			StartedAt:   timeOf(run.StartedAt()),
			FinishedAt:  timeOf(exit.FinishedAt),
			ContainerID: w.containerID(c),
		}, exit.FinishedAt.Sub(run.StartedAt()))
	}
}

// conclude notes the end of a run and when the next one may begin.
func (w *Worker) conclude(c *container, end *v1.ContainerStateTerminated, ran time.Duration) {
	c.earlier, c.ended = c.ended, end
	c.started, c.ready, c.stopping = false, false, false
	c.stopBy = time.Time{}
	c.startAfter = end.FinishedAt.Add(c.backoff.next(ran))
	if c.startAfter.After(time.Now()) {
		w.wake(c.startAfter)
	}
}

// adopt takes over a changed specification. Only the image of a container can change; then it is started anew.
func (w *Worker) adopt(spec v1.PodSpec) {
	for _, changed := range newContainers(&spec) {
		for _, c := range w.containers {
			if c.spec.Name != changed.spec.Name {
				continue
			}
			c.spec = changed.spec
			if c.process != nil && c.image != c.spec.Image {
				w.stop(c, w.gracePeriod(), "Container "+c.spec.Name+" definition changed, will be restarted")
			}
		}
	}
}
