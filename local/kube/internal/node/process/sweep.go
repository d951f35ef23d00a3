package process

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"time"

	"k8s.io/klog/v2"
)

const (
	sweepPatience = 10 * time.Second
	sweepInterval = 20 * time.Millisecond
)

// sweep kills every process that carries the tag of this node's folder and waits until all are gone. It finds also
// those that have left their process group.
func sweep(dir string) error {
	deadline := time.Now().Add(sweepPatience)
	for {
		left, err := tagged(dir)
		if err != nil || len(left) == 0 {
			return err
		}
		if time.Now().After(deadline) {
			return fmt.Errorf("processes %v of an earlier node do not end: end them first", left)
		}
		for _, pid := range left {
			klog.InfoS("Killing a process left by an earlier node", "pid", pid)
			syscall.Kill(pid, syscall.SIGKILL)
		}
		time.Sleep(sweepInterval)
	}
}

func tagged(dir string) ([]int, error) {
	want := []byte(tag + "=" + dir)
	entries, err := filepath.Glob("/proc/[0-9]*/environ")
	if err != nil {
		return nil, err
	}
	var pids []int
	for _, path := range entries {
		// Other users' processes cannot be read, and processes end while we look: neither is ours.
		environment, err := os.ReadFile(path)
		if err != nil {
			continue
		}
		for variable := range bytes.SplitSeq(environment, []byte{0}) {
			if bytes.Equal(variable, want) {
				if pid, err := strconv.Atoi(filepath.Base(filepath.Dir(path))); err == nil {
					pids = append(pids, pid)
				}
				break
			}
		}
	}
	return pids, nil
}
