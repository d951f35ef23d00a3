package process

import (
	_ "embed"
	"fmt"
	"io"
	"os/exec"
	"sync"
	"syscall"

	"k8s.io/klog/v2"
)

//go:embed guard.sh
var guardScript string

// guard outlives this process by a moment to kill the process groups it leaves. The kernel's parent-death signal ends
// only the children of this process, not theirs. A shell does it, since it needs a hundredth of this binary's memory.
type guard struct {
	mark string

	mu     sync.Mutex
	input  io.WriteCloser
	groups map[int]struct{}
	closed bool
}

func startGuard(mark string) (*guard, error) {
	g := &guard{mark: mark, groups: map[int]struct{}{}}
	g.mu.Lock()
	defer g.mu.Unlock()
	return g, g.start()
}

func (g *guard) start() error {
	command := exec.Command("/bin/sh", "-c", guardScript, "guard", g.mark)
	command.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	input, err := command.StdinPipe()
	if err != nil {
		return err
	}
	if err := command.Start(); err != nil {
		return fmt.Errorf("cannot start the guard of container processes: %w", err)
	}
	g.input = input
	for group := range g.groups {
		fmt.Fprintf(input, "+ %d\n", group)
	}
	go func() {
		err := command.Wait()
		g.mu.Lock()
		defer g.mu.Unlock()
		if g.closed {
			return
		}
		klog.ErrorS(err, "The guard of container processes has ended and is started again")
		if err := g.start(); err != nil {
			klog.ErrorS(err, "Container processes have no guard")
		}
	}()
	return nil
}

func (g *guard) add(group int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.groups[group] = struct{}{}
	// A guard that has just ended gets the groups again when it is started anew.
	fmt.Fprintf(g.input, "+ %d\n", group)
}

func (g *guard) remove(group int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	delete(g.groups, group)
	fmt.Fprintf(g.input, "- %d\n", group)
}

func (g *guard) close() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.closed = true
	g.input.Close()
}
