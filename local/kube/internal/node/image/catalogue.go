// Package image says what a container image is on this node: a command and an environment.
package image

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"time"
)

// ErrNotFound tells that the catalogue does not name an image.
var ErrNotFound = errors.New("image not found")

// Image is what a container runs when its pod says nothing else.
type Image struct {
	Command []string          `json:"command"`
	Env     map[string]string `json:"env"`
}

// Catalogue is a file that names images. It is read again when it changes. It is safe for concurrent use.
type Catalogue struct {
	path string

	mu     sync.Mutex
	seen   stamp
	images map[string]Image
	err    error
}

type stamp struct {
	modified time.Time
	size     int64
}

// NewCatalogue uses the file at path; with an empty path no image is known.
func NewCatalogue(path string) *Catalogue { return &Catalogue{path: path} }

// Lookup gives the image a reference means; its tag and digest are ignored.
func (c *Catalogue) Lookup(reference string) (Image, error) {
	if c.path == "" {
		return Image{}, fmt.Errorf("%w: %s: this node was started without --images", ErrNotFound, reference)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.refresh()
	if c.err != nil {
		return Image{}, fmt.Errorf("images cannot be read from %s: %w", c.path, c.err)
	}
	image, ok := c.images[Repository(reference)]
	if !ok {
		return Image{}, fmt.Errorf("%w: %s is not in %s", ErrNotFound, Repository(reference), c.path)
	}
	return image, nil
}

// Watch calls changed each time the file has changed, until ctx is done.
func (c *Catalogue) Watch(ctx context.Context, interval time.Duration, changed func()) {
	if c.path == "" {
		return
	}
	ticker := time.NewTicker(interval)
	defer ticker.Stop()
	last := c.stamp()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			if now := c.stamp(); now != last {
				last = now
				changed()
			}
		}
	}
}

func (c *Catalogue) refresh() {
	now := c.stamp()
	if now == c.seen && c.images != nil {
		return
	}
	c.seen = now
	var file struct {
		Images map[string]Image `json:"images"`
	}
	data, err := os.ReadFile(c.path)
	if err == nil {
		err = json.Unmarshal(data, &file)
	}
	c.images, c.err = file.Images, err
}

func (c *Catalogue) stamp() stamp {
	info, err := os.Stat(c.path)
	if err != nil {
		return stamp{}
	}
	return stamp{modified: info.ModTime(), size: info.Size()}
}

// Repository is an image reference without tag and digest.
func Repository(reference string) string {
	name, _, _ := strings.Cut(reference, "@")
	if colon := strings.LastIndex(name, ":"); colon > strings.LastIndex(name, "/") {
		name = name[:colon]
	}
	return name
}
