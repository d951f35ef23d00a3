package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"
)

const (
	startDeadline = 90 * time.Second
	deadline      = 60 * time.Second
	pollInterval  = 50 * time.Millisecond
)

// webPort is a port that no program on this machine has taken for all addresses: pods have their own addresses, but
// share them with those programs.
var webPort = sync.OnceValue(func() int32 {
	listener, err := net.Listen("tcp", ":0")
	if err != nil {
		panic(err)
	}
	defer listener.Close()
	return int32(listener.Addr().(*net.TCPAddr).Port)
})

// testCluster is a real cluster with a node, run by the program itself as a process.
type testCluster struct {
	dir     string
	images  string
	command *exec.Cmd
	output  *output
	ended   chan struct{}
}

var shared = struct {
	sync.Once
	cluster *testCluster
	err     error
}{}

// sharedCluster is the cluster of all tests that leave it running.
func sharedCluster(t *testing.T) *testCluster {
	t.Helper()
	shared.Do(func() {
		dir, err := os.MkdirTemp("", "aerie-kube-test-")
		if err != nil {
			shared.err = err
			return
		}
		shared.cluster, shared.err = startCluster(dir)
	})
	if shared.err != nil {
		t.Fatal(shared.err)
	}
	return shared.cluster
}

func stopShared() {
	if shared.cluster != nil {
		shared.cluster.stop()
		os.RemoveAll(shared.cluster.dir)
	}
}

// startCluster starts a cluster whose images are shell scripts and this binary, and waits until it is ready.
func startCluster(dir string, flags ...string) (*testCluster, error) {
	c := &testCluster{dir: dir, images: filepath.Join(dir, "images.json"), output: &output{}, ended: make(chan struct{})}
	if err := c.writeImages(nil); err != nil {
		return nil, err
	}
	c.command = program(append([]string{"cluster", "--dir", dir, "--node", "--images", c.images}, flags...)...)
	c.command.Stdout, c.command.Stderr = c.output, c.output
	if err := c.command.Start(); err != nil {
		return nil, err
	}
	go func() {
		c.command.Wait()
		close(c.ended)
	}()
	limit := time.After(startDeadline)
	for !strings.Contains(c.output.String(), "\nready in ") {
		select {
		case <-c.ended:
			return nil, fmt.Errorf("the cluster ended: %s", c.output)
		case <-limit:
			c.stop()
			return nil, fmt.Errorf("the cluster is not ready after %s: %s", startDeadline, c.output)
		case <-time.After(pollInterval):
		}
	}
	return c, nil
}

// program is the program itself, with the given arguments.
func program(arguments ...string) *exec.Cmd {
	command := exec.Command(os.Args[0], arguments...)
	command.Env = append(os.Environ(), roleVariable+"=aerie-kube")
	return command
}

// writeImages names the images of the tests and others besides.
func (c *testCluster) writeImages(others map[string]any) error {
	images := map[string]any{
		"test/sh": map[string]any{"command": []string{"/bin/sh", "-c"}},
		"test/web": map[string]any{
			"command": []string{os.Args[0]},
			"env":     map[string]string{roleVariable: "web", "POD_IP": "{podIP}", "PORT": strconv.Itoa(int(webPort()))},
		},
		"test/templates": map[string]any{
			"command": []string{"/bin/sh", "-c", "echo {cpus} {memoryBytes} {podName} {namespace} $ADDRESS"},
			"env":     map[string]string{"ADDRESS": "{podIP}"},
		},
	}
	for name, image := range others {
		images[name] = image
	}
	data, err := json.Marshal(map[string]any{"images": images})
	if err != nil {
		return err
	}
	return os.WriteFile(c.images, data, 0o600)
}

// stop ends the cluster in order and waits until it has ended.
func (c *testCluster) stop() {
	c.command.Process.Signal(syscall.SIGTERM)
	<-c.ended
}

// kill ends the cluster's first process without warning.
func (c *testCluster) kill() {
	c.command.Process.Kill()
	<-c.ended
}

func (c *testCluster) client(t *testing.T) kubernetes.Interface {
	t.Helper()
	config, err := clientcmd.BuildConfigFromFlags("", filepath.Join(c.dir, "kubeconfig"))
	if err != nil {
		t.Fatal(err)
	}
	config.QPS, config.Burst = 200, 400
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// kubectl runs kubectl as the cluster's administrator.
func (c *testCluster) kubectl(arguments ...string) (string, error) {
	command := program(append([]string{"kubectl"}, arguments...)...)
	command.Env = append(command.Env, "KUBECONFIG="+filepath.Join(c.dir, "kubeconfig"))
	data, err := command.CombinedOutput()
	return string(data), err
}

// processes are those that the cluster or its containers have started, by their command lines.
func (c *testCluster) processes() []string {
	var found []string
	paths, _ := filepath.Glob("/proc/[0-9]*")
	for _, path := range paths {
		line, _ := os.ReadFile(filepath.Join(path, "cmdline"))
		environment, _ := os.ReadFile(filepath.Join(path, "environ"))
		if bytes.Contains(line, []byte(c.dir)) || bytes.Contains(environment, []byte("["+c.dir+"]")) {
			found = append(found, filepath.Base(path)+" "+strings.ReplaceAll(string(line), "\x00", " "))
		}
	}
	return found
}

// eventually waits until condition tells that it holds.
func eventually(t *testing.T, what string, condition func(ctx context.Context) bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), deadline)
	defer cancel()
	for !condition(ctx) {
		select {
		case <-ctx.Done():
			t.Fatalf("not after %s: %s", deadline, what)
		case <-time.After(pollInterval):
		}
	}
}

// output collects what a process prints.
type output struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (o *output) Write(data []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.Write(data)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.String()
}
