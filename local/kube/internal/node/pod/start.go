package pod

import (
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"time"

	v1 "k8s.io/api/core/v1"
	"k8s.io/kubernetes/pkg/kubelet/events"

	"aerie.dev/local/kube/internal/node/containerlog"
	"aerie.dev/local/kube/internal/node/environment"
	"aerie.dev/local/kube/internal/node/image"
	"aerie.dev/local/kube/internal/node/process"
	"aerie.dev/local/kube/internal/node/volume"
)

// start runs a container, or notes what keeps it from running.
func (w *Worker) start(c *container) {
	picture, err := w.host.Images.Lookup(c.spec.Image)
	if err != nil {
		w.missImage(c, err)
		return
	}
	execution, err := w.assemble(c, picture)
	if err != nil {
		w.waitFor(c, reasonConfigError, err.Error(), events.FailedToCreateContainer)
		w.wake(time.Now().Add(retryInterval))
		return
	}
	if c.ended != nil {
		c.restarts++
	}
	w.containerEvent(c, v1.EventTypeNormal, events.PulledImage,
		fmt.Sprintf("Container image %q already present on machine", c.spec.Image))
	w.launch(c, execution)
}

func (w *Worker) missImage(c *container, err error) {
	w.wake(time.Now().Add(retryInterval))
	if c.spec.ImagePullPolicy == v1.PullNever {
		w.waitFor(c, reasonNeverPull, err.Error(), events.ErrImageNeverPullPolicy)
		return
	}
	if c.waiting == nil || c.waiting.Reason != reasonPull && c.waiting.Reason != reasonPullBackOff {
		w.waitFor(c, reasonPull, err.Error(), events.FailedToPullImage)
		return
	}
	w.waitFor(c, reasonPullBackOff, fmt.Sprintf("Back-off pulling image %q: %v", c.spec.Image, err), events.BackOffPullImage)
}

// launch starts the process of a container that lacks nothing.
func (w *Worker) launch(c *container, e execution) {
	started := time.Now()
	log, err := containerlog.Create(w.logDir(c), c.restarts)
	if err == nil {
		e.process, err = w.host.Processes.Start(e.command, log)
		if err != nil {
			err = errors.Join(err, log.Close())
		}
	}
	c.waiting = nil
	if err != nil {
		w.containerEvent(c, v1.EventTypeWarning, events.FailedToStartContainer, "Error: "+err.Error())
		w.conclude(c, &v1.ContainerStateTerminated{
			ExitCode: exitStart, Reason: reasonStart, Message: err.Error(),
			StartedAt: timeOf(started), FinishedAt: timeOf(time.Now()),
		}, 0)
		return
	}
	c.process = e.process
	c.image = c.spec.Image
	w.remember(c, e)
	w.containerEvent(c, v1.EventTypeNormal, events.CreatedContainer, "Created container: "+c.spec.Name)
	w.containerEvent(c, v1.EventTypeNormal, events.StartedContainer, "Started container "+c.spec.Name)
	go func() {
		<-e.process.Done()
		w.post(func() {})
	}()
	w.observe(c, e)
}

// assemble works out the command, environment and working directory of a container.
func (w *Worker) assemble(c *container, picture image.Image) (execution, error) {
	templates := w.templates(c)
	base := environment.Variables{
		"PATH":     os.Getenv("PATH"),
		"HOSTNAME": w.pod.Name,
		"HOME":     w.workDir(c),
		"TMPDIR":   w.workDir(c),
	}
	for name, value := range picture.Env {
		base[name] = environment.Replace(value, templates)
	}
	resolver := environment.Resolver{Source: w.host.Source, Pod: w.pod, Allocatable: w.host.Allocatable}
	variables, err := resolver.Resolve(c.spec, base)
	if err != nil {
		return execution{}, err
	}
	mounts, err := volume.Mounts(c.spec, w.paths, variables)
	if err != nil {
		return execution{}, err
	}
	words, err := words(c.spec, picture, templates, variables)
	if err != nil {
		return execution{}, err
	}
	for name, value := range variables {
		variables[name] = mounts.Rewrite(value)
	}
	dir := w.workDir(c)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return execution{}, err
	}
	if c.spec.WorkingDir != "" {
		dir = mounts.Rewrite(c.spec.WorkingDir)
	}
	return execution{mounts: mounts, command: process.Command{
		Words: mounts.RewriteAll(words), Env: variables.List(), Dir: dir, Container: string(w.pod.UID) + "/" + c.spec.Name,
	}}, nil
}

// words joins the image's command and the pod's, as a container runtime joins entry point and command.
func words(c *v1.Container, picture image.Image, templates map[string]string, v environment.Variables) ([]string, error) {
	var result []string
	if len(c.Command) > 0 {
		result = environment.Expand(c.Command, v)
	} else {
		for _, word := range picture.Command {
			result = append(result, environment.Replace(word, templates))
		}
	}
	result = append(result, environment.Expand(c.Args, v)...)
	if len(result) == 0 || result[0] == "" {
		return nil, errors.New("no command specified")
	}
	return result, nil
}

// templates are the values that an image's command and environment can ask for.
func (w *Worker) templates(c *container) map[string]string {
	cpu, memory := w.host.Allocatable[v1.ResourceCPU], w.host.Allocatable[v1.ResourceMemory]
	if limit, ok := c.spec.Resources.Limits[v1.ResourceCPU]; ok {
		cpu = limit
	}
	if limit, ok := c.spec.Resources.Limits[v1.ResourceMemory]; ok {
		memory = limit
	}
	return map[string]string{
		"memoryBytes": strconv.FormatInt(memory.Value(), 10),
		"cpus":        strconv.Itoa(max(1, int(math.Ceil(cpu.AsApproximateFloat64())))),
		"podIP":       w.pod.Status.PodIP,
		"podName":     w.pod.Name,
		"namespace":   w.pod.Namespace,
	}
}

func (w *Worker) workDir(c *container) string {
	return filepath.Join(w.host.dir(w.pod), c.spec.Name, "work")
}

func (w *Worker) logDir(c *container) string { return filepath.Join(w.host.dir(w.pod), c.spec.Name) }
