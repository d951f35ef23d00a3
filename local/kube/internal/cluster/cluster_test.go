package cluster

import (
	"encoding/json"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestWrongOptionsAreNamed(t *testing.T) {
	tests := map[string]struct {
		options Options
		want    string
	}{
		"no folder":           {Options{}, "--dir is missing"},
		"port too large":      {Options{Dir: "x", Port: 70000}, "--port 70000"},
		"range without end":   {Options{Dir: "x", NodePortRange: "30000-"}, "--node-port-range"},
		"no range":            {Options{Dir: "x", NodePortRange: ""}, "--node-port-range"},
		"pods on a real net":  {Options{Dir: "x", NodePortRange: "30000-30010", PodCIDR: "10.0.0.0/24"}, "--pod-cidr"},
		"pods on too few":     {Options{Dir: "x", NodePortRange: "30000-30010", PodCIDR: "127.77.0.0/28"}, "--pod-cidr"},
		"pods not on network": {Options{Dir: "x", NodePortRange: "30000-30010", PodCIDR: "127.77.0.5/24"}, "--pod-cidr"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if err := test.options.complete(); err == nil || !strings.HasPrefix(err.Error(), test.want) {
				t.Errorf("got %v, want %s...", err, test.want)
			}
		})
	}
}

func TestPathsBecomeAbsolute(t *testing.T) {
	options := Options{Dir: "data", NodePortRange: "30000-30010", PodCIDR: "127.77.3.0/24", Images: "images.json"}
	if err := options.complete(); err != nil {
		t.Fatal(err)
	}
	if !filepath.IsAbs(options.Dir) || !filepath.IsAbs(options.Images) {
		t.Errorf("paths are %s and %s", options.Dir, options.Images)
	}
}

func TestLockIsHeldOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lock")
	lock, err := acquire(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := acquire(path); err == nil || !strings.Contains(err.Error(), "already running") {
		t.Errorf("second lock: %v", err)
	}
	lock.Close()
	if again, err := acquire(path); err != nil {
		t.Errorf("after release: %v", err)
	} else {
		again.Close()
	}
}

func TestFullDiskIsNamed(t *testing.T) {
	err := layout(t.TempDir()).requireSpace(1 << 62)
	if err == nil || !strings.Contains(err.Error(), "free some space") {
		t.Errorf("got %v", err)
	}
}

func TestLastPortIsTakenAgainWhenFree(t *testing.T) {
	l := layout(t.TempDir())
	if err := l.prepare(); err != nil {
		t.Fatal(err)
	}
	first, err := choosePort(0, l.adminKubeconfig())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := issue(l, serverURL(first)); err != nil {
		t.Fatal(err)
	}
	if second, err := choosePort(0, l.adminKubeconfig()); err != nil || second != first {
		t.Errorf("port %d, then %d (%v)", first, second, err)
	}
	listener, err := net.Listen("tcp", net.JoinHostPort(host, strings.TrimPrefix(serverURL(first), "https://127.0.0.1:")))
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	if third, err := choosePort(0, l.adminKubeconfig()); err != nil || third == first {
		t.Errorf("port %d though it is taken (%v)", third, err)
	}
}

func TestRegistryShowsHealth(t *testing.T) {
	r := registry{path: filepath.Join(t.TempDir(), "parts.json")}
	for _, name := range []string{"etcd", "node"} {
		if err := r.add(entry{Name: name, PID: 1}); err != nil {
			t.Fatal(err)
		}
	}
	if err := r.setHealthy("node", true); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(r.path)
	if err != nil {
		t.Fatal(err)
	}
	var entries []entry
	if err := json.Unmarshal(data, &entries); err != nil {
		t.Fatal(err)
	}
	if entries[0].Healthy || !entries[1].Healthy {
		t.Errorf("entries are %v", entries)
	}
}

func TestLastLineOfALog(t *testing.T) {
	path := filepath.Join(t.TempDir(), "log")
	if got := lastLine(path); got != "" {
		t.Errorf("without a log: %q", got)
	}
	if err := os.WriteFile(path, []byte("first\nlast\n\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := lastLine(path); got != "last" {
		t.Errorf("got %q", got)
	}
}

func TestLargeLogIsMovedAside(t *testing.T) {
	path := filepath.Join(t.TempDir(), "log")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(path, logKept); err != nil {
		t.Fatal(err)
	}
	if err := rotate(path); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path + ".1"); err != nil {
		t.Error(err)
	}
}
