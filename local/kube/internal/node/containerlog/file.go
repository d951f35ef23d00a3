// Package containerlog keeps what containers print, in the format of the Container Runtime Interface.
package containerlog

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"time"
)

const (
	// rotateAt bounds a log: when it has grown this large it is moved aside and replaces the one moved before.
	rotateAt = 32 << 20
	// longestLine is how much of a line is kept together; a longer one is stored in pieces.
	longestLine = 16 << 10
)

// File is the log of one run of a container. It is safe for concurrent use.
type File struct {
	path string

	mu   sync.Mutex
	file *os.File
	size int64
}

// Create starts the log of a container's run number restart in dir. Only the log before it is kept.
func Create(dir string, restart int32) (*File, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	if restart >= 2 {
		for _, old := range []string{Path(dir, restart-2), rotated(Path(dir, restart-2))} {
			if err := os.Remove(old); err != nil && !errors.Is(err, os.ErrNotExist) {
				return nil, err
			}
		}
	}
	f := &File{path: Path(dir, restart)}
	return f, f.open()
}

// Path is where the log of a container's run number restart lies.
func Path(dir string, restart int32) string {
	return filepath.Join(dir, fmt.Sprintf("%d.log", restart))
}

func rotated(path string) string { return path + ".old" }

func (f *File) open() error {
	file, err := os.OpenFile(f.path, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	info, err := file.Stat()
	if err != nil {
		file.Close()
		return err
	}
	f.file, f.size = file, info.Size()
	return nil
}

// Copy stores each line of r as printed to stream (stdout or stderr) until r ends. What cannot be written, say because
// the disk is full, is lost: a container must not hang on its log.
func (f *File) Copy(stream string, r io.Reader) {
	reader := bufio.NewReaderSize(r, longestLine)
	for {
		line, err := reader.ReadSlice('\n')
		if len(line) > 0 {
			f.write(stream, line)
		}
		if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
			return
		}
	}
}

func (f *File) write(stream string, line []byte) {
	tag := "F"
	if line[len(line)-1] == '\n' {
		line = line[:len(line)-1]
	} else {
		tag = "P"
	}
	entry := fmt.Appendf(nil, "%s %s %s %s\n", time.Now().Format(time.RFC3339Nano), stream, tag, line)
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.size > rotateAt {
		f.rotate()
	}
	n, _ := f.file.Write(entry)
	f.size += int64(n)
}

func (f *File) rotate() {
	if os.Rename(f.path, rotated(f.path)) != nil {
		return
	}
	old := f.file
	if f.open() == nil {
		old.Close()
	}
}

// Close ends the log.
func (f *File) Close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.file.Close()
}
