package pod

import (
	"fmt"
	"os"
	"path/filepath"
	"time"

	v1 "k8s.io/api/core/v1"
	"k8s.io/klog/v2"
	"k8s.io/kubernetes/pkg/kubelet/events"
)

// retryInterval is how soon something missing is looked for again when nothing tells that it is there.
const retryInterval = 2 * time.Second

// progress does the next step towards all containers running, or having done their work.
func (w *Worker) progress() {
	if w.pod.Status.StartTime == nil {
		now := timeOf(time.Now())
		w.pod.Status.StartTime = &now
	}
	w.enforceStops()
	if !w.prepare() {
		return
	}
	if !w.initialize() {
		if w.hopeless() {
			w.dismissSidecars()
		}
		return
	}
	working := false
	for _, c := range w.containers {
		if c.kind == regular {
			w.keepRunning(c)
			working = working || !c.over(&w.pod.Spec)
		}
	}
	if !working {
		w.dismissSidecars()
	}
}

// prepare gives the pod its address and volumes; false when something is missing.
func (w *Worker) prepare() bool {
	if !w.stale && time.Now().Before(w.refreshAt) {
		w.wake(w.refreshAt)
		return w.paths != nil
	}
	reason, err := events.FailedCreatePodSandBox, w.ensureAddress()
	if err == nil {
		reason, err = events.FailedMountVolume, w.ensureVolumes()
	}
	if err != nil {
		w.report(reason, err.Error())
		w.wake(time.Now().Add(retryInterval))
		// What runs goes on with the volumes it has.
		return w.paths != nil
	}
	w.problem = ""
	w.stale = false
	w.refreshAt = time.Now().Add(refreshInterval)
	w.wake(w.refreshAt)
	return true
}

func (w *Worker) ensureAddress() error {
	status := &w.pod.Status
	owner := string(w.pod.UID)
	status.HostIP = w.host.Address
	status.HostIPs = []v1.HostIP{{IP: w.host.Address}}
	if w.pod.Spec.HostNetwork {
		status.PodIP = w.host.Address
	} else if status.PodIP == "" || w.host.Addresses.Reserve(owner, status.PodIP) != nil {
		address, err := w.host.Addresses.Take(owner)
		if err != nil {
			return err
		}
		status.PodIP = address
	}
	status.PodIPs = []v1.PodIP{{IP: status.PodIP}}
	return nil
}

func (w *Worker) ensureVolumes() error {
	dir := filepath.Join(w.host.dir(w.pod), "volumes")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	paths, err := w.host.Volumes.Make(w.ctx, w.pod, dir)
	if err != nil {
		return err
	}
	w.paths = paths
	return nil
}

// initialize runs the init containers one after the other; true when the last one has done its work.
func (w *Worker) initialize() bool {
	for _, c := range w.containers {
		switch c.kind {
		case initial:
			if !c.completed() {
				w.keepRunning(c)
				return false
			}
		case sidecar:
			w.keepRunning(c)
			if !c.started {
				return false
			}
		case regular:
		}
	}
	return true
}

// hopeless tells whether an init container has failed for good.
func (w *Worker) hopeless() bool {
	for _, c := range w.containers {
		if c.kind == initial && !c.completed() && c.over(&w.pod.Spec) {
			return true
		}
	}
	return false
}

// keepRunning starts a container that should run and does not.
func (w *Worker) keepRunning(c *container) {
	if c.process != nil || c.over(&w.pod.Spec) {
		return
	}
	if wait := time.Until(c.startAfter); wait > 0 {
		w.wake(c.startAfter)
		w.waitFor(c, reasonCrashLoop, fmt.Sprintf("back-off %s restarting failed container=%s pod=%s",
			c.startAfter.Sub(c.ended.FinishedAt.Time).Round(time.Second), c.spec.Name, klog.KObj(w.pod)),
			events.BackOffStartContainer)
		return
	}
	w.start(c)
}

// waitFor notes why a container does not run and tells of it once.
func (w *Worker) waitFor(c *container, reason, message, event string) {
	if c.waiting != nil && c.waiting.Reason == reason && c.waiting.Message == message {
		return
	}
	c.waiting = &v1.ContainerStateWaiting{Reason: reason, Message: message}
	w.containerEvent(c, v1.EventTypeWarning, event, message)
}

// dismissSidecars ends the containers that only serve others when those have done their work.
func (w *Worker) dismissSidecars() {
	left := false
	for _, c := range w.containers {
		if c.kind == sidecar && c.process != nil {
			left = true
			w.stop(c, w.gracePeriod(), "Stopping container "+c.spec.Name)
		}
	}
	w.terminal = !left
	if w.terminal {
		w.host.Addresses.Release(string(w.pod.UID), w.pod.Status.PodIP)
	}
}
