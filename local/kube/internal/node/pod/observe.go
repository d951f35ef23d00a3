package pod

import (
	"bytes"
	"context"
	"fmt"
	"time"

	v1 "k8s.io/api/core/v1"
	"k8s.io/kubernetes/pkg/kubelet/events"

	"aerie.dev/local/kube/internal/node/hook"
	"aerie.dev/local/kube/internal/node/probe"
	"aerie.dev/local/kube/internal/node/process"
)

// longestOutput is how much of what a probe prints is told.
const longestOutput = 4 << 10

// observe starts the probes of a container that has just started, and its hook.
func (w *Worker) observe(c *container, e execution) {
	var ctx context.Context
	ctx, c.stopProbing = context.WithCancel(w.ctx)
	target := w.target(c, e)
	c.started, c.ready = false, false
	if c.spec.Lifecycle != nil && c.spec.Lifecycle.PostStart != nil {
		w.afterStart(ctx, c, e.process, target)
	}
	if c.spec.StartupProbe == nil {
		w.becomeStarted(ctx, c, target)
		return
	}
	starting, endOfStart := context.WithCancel(ctx)
	w.watch(starting, c, target, "Startup", c.spec.StartupProbe, func(healthy bool) {
		endOfStart()
		if healthy {
			w.becomeStarted(ctx, c, target)
			return
		}
		w.stop(c, w.probeGrace(c.spec.StartupProbe), fmt.Sprintf("Container %s failed startup probe, will be restarted", c.spec.Name))
	})
}

func (w *Worker) becomeStarted(ctx context.Context, c *container, target probe.Target) {
	c.started = true
	c.ready = c.spec.ReadinessProbe == nil
	if c.spec.ReadinessProbe != nil {
		w.watch(ctx, c, target, "Readiness", c.spec.ReadinessProbe, func(healthy bool) { c.ready = healthy })
	}
	if c.spec.LivenessProbe != nil {
		w.watch(ctx, c, target, "Liveness", c.spec.LivenessProbe, func(healthy bool) {
			if !healthy {
				w.stop(c, w.probeGrace(c.spec.LivenessProbe), fmt.Sprintf("Container %s failed liveness probe, will be restarted", c.spec.Name))
			}
		})
	}
}

// watch asks a probe again and again and has changed run by the worker as long as the container's process is the same.
func (w *Worker) watch(ctx context.Context, c *container, target probe.Target, name string, p *v1.Probe,
	changed func(healthy bool),
) {
	run := c.process
	go probe.Watch(ctx, p, func(ctx context.Context) (bool, string) { return probe.Check(ctx, target, p) }, probe.Observer{
		Changed: func(healthy bool, _ string) {
			w.post(func() {
				if c.process == run && !c.stopping {
					changed(healthy)
				}
			})
		},
		Failed: func(message string) {
			w.post(func() {
				if c.process == run && !c.stopping {
					w.containerEvent(c, v1.EventTypeWarning, events.ContainerUnhealthy, name+" probe failed: "+message)
				}
			})
		},
	})
}

func (w *Worker) afterStart(ctx context.Context, c *container, run *process.Process, target probe.Target) {
	handler := c.spec.Lifecycle.PostStart
	go func() {
		err := hook.Run(ctx, target, handler)
		if err == nil || ctx.Err() != nil {
			return
		}
		w.post(func() {
			if c.process == run {
				w.containerEvent(c, v1.EventTypeWarning, events.FailedPostStartHook, "PostStartHook failed: "+err.Error())
				w.stop(c, w.gracePeriod(), "FailedPostStartHook")
			}
		})
	}()
}

// target is what a container's probes and hooks talk to.
func (w *Worker) target(c *container, e execution) probe.Target {
	return probe.Target{
		PodIP:     w.pod.Status.PodIP,
		Container: c.spec,
		Exec: func(ctx context.Context, command []string) (int, string, error) {
			var output bytes.Buffer
			code, err := w.host.Processes.Run(ctx, e.with(command), nil, &output, &output)
			return code, string(output.Bytes()[:min(output.Len(), longestOutput)]), err
		},
	}
}

func (w *Worker) probeGrace(p *v1.Probe) time.Duration {
	if p.TerminationGracePeriodSeconds != nil {
		return time.Duration(*p.TerminationGracePeriodSeconds) * time.Second
	}
	return w.gracePeriod()
}
