package process

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

const (
	sweepPatience = 10 * time.Second
	sweepInterval = 20 * time.Millisecond
)

// mark is a piece of text in the environment of processes by which they are found wherever they have gone. Its last
// character is a bracket, so that no mark begins like another.
type mark string

const markVariable = "AERIE_KUBE_NODE="

// markOf is the mark of all processes of the node of a folder.
func markOf(dir string) mark { return mark(markVariable + "[" + dir + "]") }

// of is the mark of one container's processes. It contains the node's.
func (m mark) of(container string) mark { return m + mark("["+container+"]") }

// variable is the environment variable that carries the mark.
func (m mark) variable() string { return string(m) }

// sweep kills every process that carries the mark and waits until all are gone. It finds also those that have left
// their process group.
func (m mark) sweep() error {
	deadline := time.Now().Add(sweepPatience)
	for {
		left, err := m.carriers()
		if err != nil || len(left) == 0 {
			return err
		}
		if time.Now().After(deadline) {
			return fmt.Errorf("processes %v do not end: end them yourself", left)
		}
		for _, pid := range left {
			// It may have ended by itself since.
			_ = syscall.Kill(pid, syscall.SIGKILL)
		}
		time.Sleep(sweepInterval)
	}
}

func (m mark) carriers() ([]int, error) {
	paths, err := filepath.Glob("/proc/[0-9]*/environ")
	if err != nil {
		return nil, err
	}
	var pids []int
	for _, path := range paths {
		// Other users' processes cannot be read, and processes end while we look: neither is ours.
		environment, err := os.ReadFile(path)
		if err != nil {
			continue
		}
		if bytes.Contains(environment, []byte(m)) {
			if pid, err := strconv.Atoi(strings.TrimSuffix(strings.TrimPrefix(path, "/proc/"), "/environ")); err == nil {
				pids = append(pids, pid)
			}
		}
	}
	return pids, nil
}
