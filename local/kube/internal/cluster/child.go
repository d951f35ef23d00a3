package cluster

import (
	"fmt"
	"os"
	"os/exec"
	"syscall"
	"time"

	"aerie.dev/local/kube/internal/spawn"
)

// child is a part that runs.
type child struct {
	part
	pid  int
	log  string
	done chan struct{}
	// err is how the process ended; valid once done is closed.
	err error
}

// start runs p as a process of this binary whose output goes to its log.
func start(l layout, p part) (*child, error) {
	executable, err := os.Executable()
	if err != nil {
		return nil, err
	}
	log, err := os.OpenFile(l.log(p.name), os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return nil, unwritable(l.logs(), err)
	}
	defer log.Close()
	command := exec.Command(executable, append([]string{p.name}, p.args...)...)
	command.Dir = string(l)
	command.Env = append(os.Environ(), "GOMEMLIMIT="+p.memory, "GOGC=50")
	command.Stdout, command.Stderr = log, log
	if err := spawn.Start(command); err != nil {
		return nil, fmt.Errorf("cannot start %s: %w", p.name, err)
	}
	c := &child{part: p, pid: command.Process.Pid, log: log.Name(), done: make(chan struct{})}
	go func() {
		c.err = command.Wait()
		close(c.done)
	}()
	return c, nil
}

// stop asks the process to end and kills it when it has not by then.
func (c *child) stop(patience time.Duration) {
	syscall.Kill(c.pid, syscall.SIGTERM)
	select {
	case <-c.done:
	case <-time.After(patience):
		c.kill()
		<-c.done
	}
}

func (c *child) kill() { syscall.Kill(c.pid, syscall.SIGKILL) }

// failure tells why the process ended, with the last line of its log.
func (c *child) failure() error {
	reason := "exit status 0"
	if c.err != nil {
		reason = c.err.Error()
	}
	return fmt.Errorf("%s ended (%s): %s; its log: %s", c.name, reason, lastLine(c.log), c.log)
}
