package cluster

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
)

// requiredSpace is what etcd needs to start: it allocates its log in pieces of 64 MB.
const requiredSpace = 256 << 20

// layout names the places in the cluster's folder.
type layout string

func (l layout) pki() string                { return filepath.Join(string(l), "pki") }
func (l layout) logs() string               { return filepath.Join(string(l), "logs") }
func (l layout) etcd() string               { return filepath.Join(string(l), "etcd") }
func (l layout) credentials() string        { return filepath.Join(string(l), "credentials") }
func (l layout) adminKubeconfig() string    { return filepath.Join(string(l), "kubeconfig") }
func (l layout) kubeconfig(n string) string { return filepath.Join(l.credentials(), n+".kubeconfig") }
func (l layout) log(part string) string     { return filepath.Join(l.logs(), part+".log") }
func (l layout) parts() string              { return filepath.Join(string(l), "parts.json") }
func (l layout) lock() string               { return filepath.Join(string(l), "lock") }
func (l layout) serviceAccountKey() string  { return filepath.Join(l.pki(), "service-account.key") }

// prepare makes the folders and checks that the parts can write to them.
func (l layout) prepare() error {
	for _, dir := range []string{string(l), l.pki(), l.logs(), l.credentials()} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return unwritable(dir, err)
		}
	}
	probe := filepath.Join(string(l), ".probe")
	if err := os.WriteFile(probe, []byte("x"), 0o600); err != nil {
		return unwritable(string(l), err)
	}
	if err := os.Remove(probe); err != nil {
		return unwritable(string(l), err)
	}
	return l.requireSpace(requiredSpace)
}

func (l layout) requireSpace(bytes uint64) error {
	var stat syscall.Statfs_t
	if err := syscall.Statfs(string(l), &stat); err != nil {
		return unwritable(string(l), err)
	}
	free := stat.Bavail * uint64(stat.Bsize)
	if free < bytes {
		return fmt.Errorf("only %d MiB are free for %s and %d MiB are needed: free some space or choose another --dir",
			free>>20, l, bytes>>20)
	}
	return nil
}

func unwritable(dir string, err error) error {
	var path *os.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return fmt.Errorf("cannot write to %s: %w; make it writable or choose another --dir", dir, err)
}
