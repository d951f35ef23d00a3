// Package process runs the processes of containers and sees to it that none is left behind.
package process

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"k8s.io/klog/v2"

	"aerie.dev/local/kube/internal/node/containerlog"
	"aerie.dev/local/kube/internal/spawn"
)

// drainPatience is how long output may still come after a container's processes have been killed.
const drainPatience = 2 * time.Second

// Command is what to run.
type Command struct {
	// Words are the program and its arguments.
	Words []string
	// Env is the whole environment, in the form NAME=value.
	Env []string
	// Dir is the working directory.
	Dir string
	// Container names the container that the process belongs to: when its first process ends, all of them do.
	Container string
}

// Runner starts processes. It is safe for concurrent use.
type Runner struct {
	mark  mark
	guard *guard
}

// NewRunner kills what an earlier node of the same folder has left running and makes a runner.
func NewRunner(dir string) (*Runner, error) {
	mark := markOf(dir)
	if err := mark.sweep(); err != nil {
		return nil, err
	}
	guard, err := startGuard(string(mark))
	if err != nil {
		return nil, err
	}
	return &Runner{mark: mark, guard: guard}, nil
}

// Close ends the guard, which kills whatever still runs.
func (r *Runner) Close() { r.guard.close() }

// Start runs a container's process, whose output goes to log. The log is closed when the process has ended.
func (r *Runner) Start(command Command, log *containerlog.File) (*Process, error) {
	stdout, stdoutWriter, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	stderr, stderrWriter, err := os.Pipe()
	if err != nil {
		return nil, errors.Join(err, stdout.Close(), stdoutWriter.Close())
	}
	execution := r.prepare(command)
	execution.Stdout, execution.Stderr = stdoutWriter, stderrWriter
	err = r.spawn(execution)
	stdoutWriter.Close()
	stderrWriter.Close()
	if err != nil {
		stdout.Close()
		stderr.Close()
		return nil, err
	}
	p := &Process{pid: execution.Process.Pid, startedAt: time.Now(), done: make(chan struct{})}
	drained := make(chan struct{})
	go func() {
		other := make(chan struct{})
		go func() {
			defer close(other)
			log.Copy("stderr", stderr)
		}()
		log.Copy("stdout", stdout)
		<-other
		close(drained)
	}()
	go func() {
		err := execution.Wait()
		r.end(p.pid)
		if err := r.mark.of(command.Container).sweep(); err != nil {
			klog.ErrorS(err, "A container has ended but not all of its processes")
		}
		select {
		case <-drained:
		case <-time.After(drainPatience):
		}
		stdout.Close()
		stderr.Close()
		<-drained
		log.Close()
		p.finish(execution.ProcessState, err)
	}()
	return p, nil
}

// Run runs a command to its end, as probes and hooks do, and gives its exit code. What it prints goes to stdout and
// stderr. When ctx is done first, its processes are killed.
func (r *Runner) Run(ctx context.Context, command Command, stdin io.Reader, stdout, stderr io.Writer) (int, error) {
	execution := r.prepare(command)
	execution.Stdin, execution.Stdout, execution.Stderr = stdin, stdout, stderr
	execution.WaitDelay = drainPatience
	if err := r.spawn(execution); err != nil {
		return 0, err
	}
	pid := execution.Process.Pid
	stop := context.AfterFunc(ctx, func() { signalGroup(pid, syscall.SIGKILL) })
	err := execution.Wait()
	stop()
	r.end(pid)
	if ctx.Err() != nil {
		return 0, ctx.Err()
	}
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return int(exitCode(exit.ProcessState)), nil
	}
	if errors.Is(err, exec.ErrWaitDelay) {
		return 0, nil
	}
	return 0, err
}

func (r *Runner) prepare(command Command) *exec.Cmd {
	execution := &exec.Cmd{Path: command.Words[0], Args: command.Words, Dir: command.Dir}
	execution.Env = append(command.Env[:len(command.Env):len(command.Env)], r.mark.of(command.Container).variable())
	if !strings.Contains(execution.Path, "/") {
		if path, err := lookPath(execution.Path, command.Env); err != nil {
			execution.Err = err
		} else {
			execution.Path = path
		}
	}
	return execution
}

func (r *Runner) spawn(execution *exec.Cmd) error {
	if err := spawn.Start(execution); err != nil {
		return err
	}
	r.guard.add(execution.Process.Pid)
	return nil
}

// end kills what a container's first process has left in its group: a container ends with its first process.
func (r *Runner) end(pid int) {
	signalGroup(pid, syscall.SIGKILL)
	r.guard.remove(pid)
}

// lookPath finds a program in the PATH of the container, not in this process's own.
func lookPath(name string, env []string) (string, error) {
	for _, variable := range env {
		list, ok := strings.CutPrefix(variable, "PATH=")
		if !ok {
			continue
		}
		for _, dir := range filepath.SplitList(list) {
			path := filepath.Join(dir, name)
			if info, err := os.Stat(path); err == nil && !info.IsDir() && info.Mode()&0o111 != 0 {
				return path, nil
			}
		}
	}
	return "", fmt.Errorf("exec: %q: executable file not found in $PATH", name)
}
