package pod

import (
	"context"
	"time"

	v1 "k8s.io/api/core/v1"
	"k8s.io/kubernetes/pkg/kubelet/events"

	"aerie.dev/local/kube/internal/node/hook"
	"aerie.dev/local/kube/internal/node/status"
)

// shutdownPatience bounds how long a node that ends waits for its containers.
const shutdownPatience = 30 * time.Second

// forcedPatience is how long a container has to end when its pod has been deleted by force.
const forcedPatience = 2 * time.Second

// terminate ends all containers for good, the sidecars last, and then does away with the pod.
func (w *Worker) terminate() {
	w.enforceStops()
	if w.endAll(func(c *container) bool { return c.kind != sidecar }) ||
		w.endAll(func(c *container) bool { return c.kind == sidecar }) {
		return
	}
	w.depart()
}

// endAll ends the containers that fit; true when some still run.
func (w *Worker) endAll(fits func(*container) bool) bool {
	running := false
	for _, c := range w.containers {
		if c.process != nil && fits(c) {
			running = true
			w.stop(c, time.Until(w.deadline()), "Stopping container "+c.spec.Name)
		}
	}
	return running
}

// deadline is when containers of an ending pod are killed.
func (w *Worker) deadline() time.Time {
	switch {
	case w.removed:
		return time.Now().Add(forcedPatience)
	case w.pod.DeletionTimestamp != nil:
		// The API server has added the grace period.
		return w.pod.DeletionTimestamp.Time
	case w.shutdown:
		return time.Now().Add(min(w.gracePeriod(), shutdownPatience))
	}
	return time.Now().Add(w.gracePeriod())
}

func (w *Worker) gracePeriod() time.Duration {
	seconds := int64(v1.DefaultTerminationGracePeriodSeconds)
	if w.pod.Spec.TerminationGracePeriodSeconds != nil {
		seconds = *w.pod.Spec.TerminationGracePeriodSeconds
	}
	return time.Duration(seconds) * time.Second
}

// depart says the last word on a pod of which nothing runs any more.
func (w *Worker) depart() {
	switch {
	case w.removed:
		w.cleanup()
		w.finished = true
	case w.pod.DeletionTimestamp != nil:
		w.terminal = true
		w.pod.Status = w.computeStatus()
		w.host.Status.Put(status.Report{
			Namespace: w.pod.Namespace, Name: w.pod.Name, UID: w.pod.UID, Status: w.pod.Status, Delete: true,
		})
		w.cleanup()
		w.concluded = true
	case w.shutdown:
		w.finished = true
	case w.expired:
		w.terminal = true
	}
}

// stop asks a container to end and has it killed when it has not after grace. Asked again, the earlier end counts.
func (w *Worker) stop(c *container, grace time.Duration, message string) {
	if c.process == nil {
		return
	}
	by := time.Now().Add(grace)
	if !c.stopping {
		c.stopping, c.stopBy = true, by
		w.containerEvent(c, v1.EventTypeNormal, events.KillingContainer, message)
		w.sayGoodbye(c, grace)
	}
	if by.Before(c.stopBy) {
		c.stopBy = by
	}
	w.enforceStop(c)
}

// sayGoodbye runs the container's hook and then asks its process to end.
func (w *Worker) sayGoodbye(c *container, grace time.Duration) {
	run := c.process
	if c.spec.Lifecycle == nil || c.spec.Lifecycle.PreStop == nil {
		run.Terminate()
		return
	}
	w.mu.Lock()
	target := w.target(c, w.snapshot[c.spec.Name])
	w.mu.Unlock()
	handler := c.spec.Lifecycle.PreStop
	go func() {
		ctx, cancel := context.WithTimeout(w.ctx, grace)
		defer cancel()
		if err := hook.Run(ctx, target, handler); err != nil {
			w.post(func() {
				w.containerEvent(c, v1.EventTypeWarning, events.FailedPreStopHook, "PreStopHook failed: "+err.Error())
			})
		}
		run.Terminate()
	}()
}

// enforceStops kills the containers whose time to end is over.
func (w *Worker) enforceStops() {
	for _, c := range w.containers {
		w.enforceStop(c)
	}
}

func (w *Worker) enforceStop(c *container) {
	if c.process == nil || !c.stopping {
		return
	}
	if time.Now().Before(c.stopBy) {
		w.wake(c.stopBy)
		return
	}
	c.process.Kill()
}
