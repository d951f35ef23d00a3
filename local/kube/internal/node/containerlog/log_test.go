package containerlog

import (
	"bytes"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	v1 "k8s.io/api/core/v1"
)

func TestLogIsReadAsWritten(t *testing.T) {
	dir := t.TempDir()
	f := create(t, dir, 0)
	long := strings.Repeat("x", 3*longestLine)
	f.Copy("stdout", strings.NewReader("one\n"+long+"\n"))
	f.Copy("stderr", strings.NewReader("no end"))
	f.Close()
	var stdout, stderr bytes.Buffer
	err := Read(t.Context(), Path(dir, 0), &v1.PodLogOptions{}, func() bool { return false }, &stdout, &stderr)
	if err != nil {
		t.Fatal(err)
	}
	if stdout.String() != "one\n"+long+"\n" {
		t.Errorf("%d bytes of stdout", stdout.Len())
	}
	if stderr.String() != "no end" {
		t.Errorf("stderr is %q", stderr.String())
	}
}

func TestTailAndTimestamps(t *testing.T) {
	dir := t.TempDir()
	f := create(t, dir, 0)
	f.Copy("stdout", strings.NewReader("one\ntwo\nthree\n"))
	f.Close()
	one := int64(1)
	var out bytes.Buffer
	options := &v1.PodLogOptions{TailLines: &one, Timestamps: true}
	if err := Read(t.Context(), Path(dir, 0), options, func() bool { return false }, &out, &out); err != nil {
		t.Fatal(err)
	}
	stamp, text, _ := strings.Cut(out.String(), " ")
	if _, err := time.Parse(time.RFC3339Nano, stamp); err != nil || text != "three\n" {
		t.Errorf("got %q", out.String())
	}
}

func TestFollowedLogEndsWithItsContainer(t *testing.T) {
	dir := t.TempDir()
	f := create(t, dir, 0)
	var running atomic.Bool
	running.Store(true)
	lines := &notifier{lines: make(chan string, 10)}
	done := make(chan error, 1)
	go func() {
		done <- Read(t.Context(), Path(dir, 0), &v1.PodLogOptions{Follow: true}, running.Load, lines, lines)
	}()
	f.Copy("stdout", strings.NewReader("one\n"))
	if got := <-lines.lines; got != "one\n" {
		t.Errorf("got %q", got)
	}
	f.Copy("stdout", strings.NewReader("two\n"))
	if got := <-lines.lines; got != "two\n" {
		t.Errorf("got %q", got)
	}
	running.Store(false)
	f.Close()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestOnlyThePreviousLogIsKept(t *testing.T) {
	dir := t.TempDir()
	for restart := range int32(3) {
		create(t, dir, restart).Close()
	}
	if _, err := os.Stat(Path(dir, 0)); !os.IsNotExist(err) {
		t.Errorf("the first log is still there (%v)", err)
	}
	if _, err := os.Stat(Path(dir, 1)); err != nil {
		t.Error(err)
	}
}

func TestLogIsBounded(t *testing.T) {
	dir := t.TempDir()
	f := create(t, dir, 0)
	f.size = rotateAt + 1
	f.Copy("stdout", strings.NewReader("new\n"))
	f.Close()
	if _, err := os.Stat(rotated(Path(dir, 0))); err != nil {
		t.Error(err)
	}
	data, err := os.ReadFile(Path(dir, 0))
	if err != nil || !strings.HasSuffix(string(data), "new\n") {
		t.Errorf("log is %q (%v)", data, err)
	}
}

func create(t *testing.T, dir string, restart int32) *File {
	t.Helper()
	f, err := Create(dir, restart)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// notifier passes on each line as it comes.
type notifier struct{ lines chan string }

func (n *notifier) Write(data []byte) (int, error) {
	n.lines <- string(data)
	return len(data), nil
}
