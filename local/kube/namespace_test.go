package main

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"

	v1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	podutil "k8s.io/kubernetes/pkg/api/v1/pod"
)

var namespaces atomic.Int32

// namespace is a namespace of the shared cluster that belongs to one test.
type namespace struct {
	*testing.T
	name    string
	cluster *testCluster
	client  kubernetes.Interface
}

func newNamespace(t *testing.T) *namespace {
	t.Helper()
	t.Parallel()
	cluster := sharedCluster(t)
	n := &namespace{T: t, name: fmt.Sprintf("test-%d", namespaces.Add(1)), cluster: cluster, client: cluster.client(t)}
	object := &v1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: n.name}}
	if _, err := n.client.CoreV1().Namespaces().Create(t.Context(), object, metav1.CreateOptions{}); err != nil {
		t.Fatal(err)
	}
	n.await("service account", func(ctx context.Context) bool {
		_, err := n.client.CoreV1().ServiceAccounts(n.name).Get(ctx, "default", metav1.GetOptions{})
		return err == nil
	})
	t.Cleanup(func() {
		if err := n.client.CoreV1().Namespaces().Delete(context.Background(), n.name, metav1.DeleteOptions{}); err != nil {
			t.Error(err)
		}
	})
	return n
}

func (n *namespace) await(what string, condition func(ctx context.Context) bool) {
	n.Helper()
	eventually(n.T, what, condition)
}

// shell is a container that runs a script.
func shell(script string) v1.Container {
	return v1.Container{Name: "main", Image: "test/sh:1", Args: []string{script}}
}

// web is a container that serves its pod's name.
func web() v1.Container {
	return v1.Container{Name: "main", Image: "test/web:1", Ports: []v1.ContainerPort{{Name: "http", ContainerPort: webPort()}}}
}

// podSpec is a pod that is gone at once when deleted.
func podSpec(containers ...v1.Container) v1.PodSpec {
	grace := int64(1)
	return v1.PodSpec{Containers: containers, TerminationGracePeriodSeconds: &grace}
}

func (n *namespace) createPod(name string, spec v1.PodSpec) {
	n.Helper()
	pod := &v1.Pod{ObjectMeta: metav1.ObjectMeta{Name: name, Labels: map[string]string{"app": name}}, Spec: spec}
	if _, err := n.client.CoreV1().Pods(n.name).Create(n.Context(), pod, metav1.CreateOptions{}); err != nil {
		n.Fatal(err)
	}
}

// awaitPod waits until a pod is as wanted and gives it.
func (n *namespace) awaitPod(name, what string, wanted func(*v1.Pod) bool) *v1.Pod {
	n.Helper()
	var pod *v1.Pod
	n.await(fmt.Sprintf("pod %s %s", name, what), func(ctx context.Context) bool {
		var err error
		pod, err = n.client.CoreV1().Pods(n.name).Get(ctx, name, metav1.GetOptions{})
		return err == nil && wanted(pod)
	})
	return pod
}

// log is what a container has printed.
func (n *namespace) log(pod string, options v1.PodLogOptions) string {
	n.Helper()
	data, err := n.client.CoreV1().Pods(n.name).GetLogs(pod, &options).DoRaw(n.Context())
	if err != nil {
		n.Fatalf("log of %s: %v", pod, err)
	}
	return string(data)
}

// awaitLog waits until a container has printed something.
func (n *namespace) awaitLog(pod, text string) {
	n.Helper()
	n.await(fmt.Sprintf("log of %s has %q", pod, text), func(ctx context.Context) bool {
		data, err := n.client.CoreV1().Pods(n.name).GetLogs(pod, &v1.PodLogOptions{}).DoRaw(ctx)
		return err == nil && strings.Contains(string(data), text)
	})
}

// awaitEvent waits for an event on an object.
func (n *namespace) awaitEvent(object, reason string) {
	n.Helper()
	n.await(fmt.Sprintf("event %s on %s", reason, object), func(ctx context.Context) bool {
		events, err := n.client.CoreV1().Events(n.name).List(ctx, metav1.ListOptions{})
		if err != nil {
			return false
		}
		for _, event := range events.Items {
			if event.InvolvedObject.Name == object && event.Reason == reason {
				return true
			}
		}
		return false
	})
}

func ready(pod *v1.Pod) bool { return podutil.IsPodReady(pod) }

func succeeded(pod *v1.Pod) bool { return pod.Status.Phase == v1.PodSucceeded }

// waiting tells whether a pod's container waits for the given reason.
func waiting(reason string) func(*v1.Pod) bool {
	return func(pod *v1.Pod) bool {
		statuses := pod.Status.ContainerStatuses
		return len(statuses) > 0 && statuses[0].State.Waiting != nil && statuses[0].State.Waiting.Reason == reason
	}
}

func restarted(times int32) func(*v1.Pod) bool {
	return func(pod *v1.Pod) bool {
		statuses := pod.Status.ContainerStatuses
		return len(statuses) > 0 && statuses[0].RestartCount >= times
	}
}
