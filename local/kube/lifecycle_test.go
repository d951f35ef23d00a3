package main

import (
	"context"
	"encoding/json"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	v1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"
)

// TestClusterComesBack walks one cluster through its worst days: killed, started again, a part lost, ended in order.
func TestClusterComesBack(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	c, err := startCluster(dir)
	if err != nil {
		t.Fatal(err)
	}
	n := &namespace{T: t, name: "default", cluster: c, client: c.client(t)}
	container := shell(`echo run >> $DATA/log; cat $DATA/log; setsid sleep 7777 & sleep 8888`)
	container.Env = []v1.EnvVar{{Name: "DATA", Value: "/data"}}
	container.VolumeMounts = []v1.VolumeMount{{Name: "data", MountPath: "/data"}}
	n.createStatefulSet("db", podSpec(container))
	n.createConfigMap("kept", map[string]string{"key": "value"})
	before := n.awaitPod("db-0", "is ready", ready)

	c.kill()
	eventually(t, "no process is left after the kill", func(context.Context) bool { return len(c.processes()) == 0 })

	c, err = startCluster(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.stop)
	n.cluster, n.client = c, c.client(t)
	after := n.awaitPod("db-0", "runs again", func(p *v1.Pod) bool { return ready(p) && restarted(1)(p) })
	if after.UID != before.UID || after.Status.PodIP != before.Status.PodIP {
		t.Errorf("pod %s at %s came back as %s at %s", before.UID, before.Status.PodIP, after.UID, after.Status.PodIP)
	}
	n.awaitLog("db-0", "run\nrun\n")
	if _, err := n.client.CoreV1().ConfigMaps("default").Get(t.Context(), "kept", metav1.GetOptions{}); err != nil {
		t.Error(err)
	}

	syscall.Kill(readParts(t, dir)["node"].PID, syscall.SIGKILL)
	eventually(t, "the lost node is unhealthy", func(context.Context) bool {
		parts := readParts(t, dir)
		return !parts["node"].Healthy && parts["kube-apiserver"].Healthy
	})
	eventually(t, "its containers have ended", func(context.Context) bool { return !n.runs(after.UID) })

	c.stop()
	if left := c.processes(); len(left) > 0 {
		t.Errorf("left after the end: %v", left)
	}
	if code := c.command.ProcessState.ExitCode(); code != 0 {
		t.Errorf("exit code %d: %s", code, c.output)
	}
}

func TestSecondClusterOnTheSameFolderIsRefused(t *testing.T) {
	t.Parallel()
	c := sharedCluster(t)
	data, err := program("cluster", "--dir", c.dir).CombinedOutput()
	if err == nil || !strings.Contains(string(data), "already running") {
		t.Errorf("it said %q (%v)", data, err)
	}
}

func TestTakenPortIsNamed(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	port := strconv.Itoa(listener.Addr().(*net.TCPAddr).Port)
	data, err := program("cluster", "--dir", t.TempDir(), "--port", port).CombinedOutput()
	if err == nil || !strings.Contains(string(data), "port "+port+" on 127.0.0.1 is taken") || strings.Count(string(data), "\n") != 1 {
		t.Errorf("it said %q (%v)", data, err)
	}
}

func TestUnusableFolderIsNamed(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	data, err := program("cluster", "--dir", filepath.Join(file, "cluster")).CombinedOutput()
	if err == nil || !strings.Contains(string(data), "cannot write to "+file) || strings.Count(string(data), "\n") != 1 {
		t.Errorf("it said %q (%v)", data, err)
	}
}

func TestKubeconfigMakesAnyUser(t *testing.T) {
	t.Parallel()
	c := sharedCluster(t)
	file := filepath.Join(t.TempDir(), "kubeconfig")
	user := "system:serviceaccount:default:visitor"
	if data, err := program("kubeconfig", "--dir", c.dir, "--user", user, "--out", file).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, data)
	}
	config, err := clientcmd.BuildConfigFromFlags("", file)
	if err != nil {
		t.Fatal(err)
	}
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		t.Fatal(err)
	}
	_, err = client.CoreV1().Secrets("default").List(t.Context(), metav1.ListOptions{})
	if !apierrors.IsForbidden(err) || !strings.Contains(err.Error(), user) {
		t.Errorf("listing secrets as %s: %v", user, err)
	}
}

type partState struct {
	Name    string
	PID     int
	Healthy bool
}

func readParts(t *testing.T, dir string) map[string]partState {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, "parts.json"))
	if err != nil {
		t.Fatal(err)
	}
	var list []partState
	if err := json.Unmarshal(data, &list); err != nil {
		t.Fatalf("parts.json is torn: %v", err)
	}
	parts := map[string]partState{}
	for _, part := range list {
		parts[part.Name] = part
	}
	return parts
}
