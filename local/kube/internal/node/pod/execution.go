package pod

import (
	"context"
	"fmt"
	"io"

	"aerie.dev/local/kube/internal/node/containerlog"
	"aerie.dev/local/kube/internal/node/environment"
	"aerie.dev/local/kube/internal/node/process"
)

// execution is one run of a container: what others need to look into it.
type execution struct {
	command process.Command
	mounts  environment.Mounts
	process *process.Process
	restart int32
	logDir  string
}

// with is another command in the surroundings of this one.
func (e execution) with(words []string) process.Command {
	command := e.command
	command.Words = e.mounts.RewriteAll(words)
	return command
}

func (e execution) running() bool { return e.process != nil && !e.process.Ended() }

// remember makes a run known to Log and Exec.
func (w *Worker) remember(c *container, e execution) {
	e.restart, e.logDir = c.restarts, w.logDir(c)
	w.mu.Lock()
	defer w.mu.Unlock()
	w.snapshot[c.spec.Name] = e
}

// Log tells where the log of a container's latest run lies, or of the one before, and whether it still grows.
func (w *Worker) Log(name string, previous bool) (path string, running func() bool, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	e, ok := w.snapshot[name]
	switch {
	case !ok:
		return "", nil, fmt.Errorf("container %q is waiting to start", name)
	case !previous:
		return containerlog.Path(e.logDir, e.restart), e.running, nil
	case e.restart == 0:
		return "", nil, fmt.Errorf("previous terminated container %q not found", name)
	}
	return containerlog.Path(e.logDir, e.restart-1), func() bool { return false }, nil
}

// Exec runs a command beside a container's process, with its environment, and gives its exit code.
func (w *Worker) Exec(ctx context.Context, name string, words []string, stdin io.Reader, stdout, stderr io.Writer) (int, error) {
	w.mu.Lock()
	e, ok := w.snapshot[name]
	w.mu.Unlock()
	if !ok || !e.running() {
		return 0, fmt.Errorf("container %q does not run", name)
	}
	return w.host.Processes.Run(ctx, e.with(words), stdin, stdout, stderr)
}
