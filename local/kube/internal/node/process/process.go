package process

import (
	"os"
	"syscall"
	"time"
)

// Process is the first process of a container. It is safe for concurrent use.
type Process struct {
	pid       int
	startedAt time.Time
	done      chan struct{}
	exit      Exit
}

// Exit tells how a process ended.
type Exit struct {
	// Code is the exit status, or 128 + the number of the signal that ended the process.
	Code int32
	// Signal is the signal that ended the process, or 0.
	Signal     int32
	FinishedAt time.Time
}

// PID is the process's id, and that of its process group.
func (p *Process) PID() int { return p.pid }

// StartedAt is when the process was started.
func (p *Process) StartedAt() time.Time { return p.startedAt }

// Done is closed when the process has ended and its output is stored.
func (p *Process) Done() <-chan struct{} { return p.done }

// Ended tells whether Done is closed.
func (p *Process) Ended() bool {
	select {
	case <-p.done:
		return true
	default:
		return false
	}
}

// Exit tells how the process ended; it waits until it has.
func (p *Process) Exit() Exit {
	<-p.done
	return p.exit
}

// Terminate asks the process to end, as a container's first process is asked.
func (p *Process) Terminate() {
	if !p.Ended() {
		syscall.Kill(p.pid, syscall.SIGTERM)
	}
}

// Kill ends the process and all of its group at once.
func (p *Process) Kill() {
	if !p.Ended() {
		signalGroup(p.pid, syscall.SIGKILL)
	}
}

func (p *Process) finish(state *os.ProcessState, err error) {
	p.exit = Exit{FinishedAt: time.Now()}
	switch {
	case state != nil:
		p.exit.Code = exitCode(state)
		if status, ok := state.Sys().(syscall.WaitStatus); ok && status.Signaled() {
			p.exit.Signal = int32(status.Signal())
		}
	case err != nil:
		p.exit.Code = 255
	}
	close(p.done)
}

func exitCode(state *os.ProcessState) int32 {
	if status, ok := state.Sys().(syscall.WaitStatus); ok && status.Signaled() {
		return 128 + int32(status.Signal())
	}
	return int32(state.ExitCode())
}

// signalGroup fails only when nothing of the group is left, which is what its callers want.
func signalGroup(group int, signal syscall.Signal) { _ = syscall.Kill(-group, signal) }
