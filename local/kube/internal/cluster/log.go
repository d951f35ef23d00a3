package cluster

import (
	"bytes"
	"io"
	"os"
)

const (
	// logKept is how large a part's log may have grown before a start begins a new one.
	logKept = 16 << 20
	tail    = 4 << 10
)

// rotate moves a large log aside, so that logs stay bounded over many starts.
func rotate(path string) error {
	info, err := os.Stat(path)
	if os.IsNotExist(err) {
		return nil
	}
	if err != nil || info.Size() < logKept {
		return err
	}
	return os.Rename(path, path+".1")
}

// lastLine gives the last line of a log that is not empty.
func lastLine(path string) string {
	file, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer file.Close()
	if size, err := file.Seek(0, io.SeekEnd); err == nil {
		_, _ = file.Seek(max(0, size-tail), io.SeekStart)
	}
	data, _ := io.ReadAll(file)
	lines := bytes.Split(bytes.TrimSpace(data), []byte("\n"))
	return string(lines[len(lines)-1])
}
