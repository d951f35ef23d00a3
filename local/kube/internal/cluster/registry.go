package cluster

import (
	"encoding/json"
	"slices"
	"sync"

	"aerie.dev/local/kube/internal/atomicfile"
)

// entry is one part as DIR/parts.json shows it.
type entry struct {
	Name    string `json:"name"`
	PID     int    `json:"pid"`
	Address string `json:"address"`
	Log     string `json:"log"`
	Healthy bool   `json:"healthy"`
}

// registry keeps DIR/parts.json, which tells other programs how the parts are. It is safe for concurrent use.
type registry struct {
	path    string
	mu      sync.Mutex
	entries []entry
}

func (r *registry) add(e entry) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.entries = append(r.entries, e)
	return r.write()
}

func (r *registry) setHealthy(name string, healthy bool) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	i := slices.IndexFunc(r.entries, func(e entry) bool { return e.Name == name })
	if i < 0 || r.entries[i].Healthy == healthy {
		return nil
	}
	r.entries[i].Healthy = healthy
	return r.write()
}

func (r *registry) write() error {
	data, err := json.MarshalIndent(r.entries, "", "  ")
	if err != nil {
		return err
	}
	return atomicfile.Write(r.path, append(data, '\n'), 0o644)
}
