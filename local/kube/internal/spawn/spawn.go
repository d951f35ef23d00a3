// Package spawn starts processes that cannot outlive this one.
package spawn

import (
	"os/exec"
	"runtime"
	"sync"
	"syscall"
)

var (
	once     sync.Once
	requests chan request
)

type request struct {
	command *exec.Cmd
	result  chan error
}

// Start starts command in a process group of its own and has the kernel kill it (SIGKILL) when this process ends,
// however it ends. The processes that command starts itself are not covered: see package guard.
func Start(command *exec.Cmd) error {
	once.Do(func() {
		requests = make(chan request)
		go serve()
	})
	r := request{command: command, result: make(chan error, 1)}
	requests <- r
	return <-r.result
}

// serve starts all processes from one thread that never ends: the kernel sends the parent-death signal when the
// thread that started the child ends, not the process.
func serve() {
	runtime.LockOSThread()
	for r := range requests {
		if r.command.SysProcAttr == nil {
			r.command.SysProcAttr = &syscall.SysProcAttr{}
		}
		r.command.SysProcAttr.Setpgid = true
		r.command.SysProcAttr.Pdeathsig = syscall.SIGKILL
		r.result <- r.command.Start()
	}
}
