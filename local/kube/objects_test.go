package main

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"

	v1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
)

func secretKey(name, key string) *v1.SecretKeySelector {
	return &v1.SecretKeySelector{LocalObjectReference: v1.LocalObjectReference{Name: name}, Key: key}
}

func secretVolume(name string) v1.Volume {
	return v1.Volume{Name: name, VolumeSource: v1.VolumeSource{Secret: &v1.SecretVolumeSource{SecretName: name}}}
}

func claimVolume(name, claim string) v1.Volume {
	return v1.Volume{Name: name, VolumeSource: v1.VolumeSource{
		PersistentVolumeClaim: &v1.PersistentVolumeClaimVolumeSource{ClaimName: claim},
	}}
}

func claimSpec() v1.PersistentVolumeClaimSpec {
	return v1.PersistentVolumeClaimSpec{
		AccessModes: []v1.PersistentVolumeAccessMode{v1.ReadWriteOnce},
		Resources: v1.VolumeResourceRequirements{
			Requests: v1.ResourceList{v1.ResourceStorage: resource.MustParse("1Gi")},
		},
	}
}

func (n *namespace) createSecret(name string, data map[string]string) {
	n.Helper()
	secret := &v1.Secret{ObjectMeta: metav1.ObjectMeta{Name: name}, StringData: data}
	if _, err := n.client.CoreV1().Secrets(n.name).Create(n.Context(), secret, metav1.CreateOptions{}); err != nil {
		n.Fatal(err)
	}
}

func (n *namespace) createConfigMap(name string, data map[string]string) {
	n.Helper()
	configMap := &v1.ConfigMap{ObjectMeta: metav1.ObjectMeta{Name: name}, Data: data}
	if _, err := n.client.CoreV1().ConfigMaps(n.name).Create(n.Context(), configMap, metav1.CreateOptions{}); err != nil {
		n.Fatal(err)
	}
}

func (n *namespace) createClaim(name string) {
	n.Helper()
	claim := &v1.PersistentVolumeClaim{ObjectMeta: metav1.ObjectMeta{Name: name}, Spec: claimSpec()}
	if _, err := n.client.CoreV1().PersistentVolumeClaims(n.name).Create(n.Context(), claim, metav1.CreateOptions{}); err != nil {
		n.Fatal(err)
	}
}

// deleteOnly deletes a pod and does not wait.
func (n *namespace) deleteOnly(name string) {
	n.Helper()
	if err := n.client.CoreV1().Pods(n.name).Delete(n.Context(), name, metav1.DeleteOptions{}); err != nil {
		n.Fatal(err)
	}
}

// deletePod deletes a pod and waits until it is gone.
func (n *namespace) deletePod(name string) {
	n.Helper()
	n.deleteOnly(name)
	pods := n.client.CoreV1().Pods(n.name)
	n.await("pod "+name+" is gone", func(ctx context.Context) bool {
		_, err := pods.Get(ctx, name, metav1.GetOptions{})
		return apierrors.IsNotFound(err)
	})
}

// exec runs a script in a container.
func (n *namespace) exec(pod, script string) {
	n.Helper()
	if err := n.tryExec(pod, script); err != nil {
		n.Fatal(err)
	}
}

func (n *namespace) tryExec(pod, script string) error {
	_, err := n.cluster.kubectl("exec", "-n", n.name, pod, "--", "sh", "-c", script)
	return err
}

// killMain kills the processes of a pod's container as a stranger would.
func (n *namespace) killMain(pod string) {
	n.Helper()
	object, err := n.client.CoreV1().Pods(n.name).Get(n.Context(), pod, metav1.GetOptions{})
	if err != nil {
		n.Fatal(err)
	}
	for _, pid := range carriers(object.UID) {
		syscall.Kill(pid, syscall.SIGKILL)
	}
}

// runs tells whether a process of a pod runs.
func (n *namespace) runs(pod types.UID) bool { return len(carriers(pod)) > 0 }

// carriers are the processes that carry the mark of a pod's container.
func carriers(pod types.UID) []int {
	mark := "[" + string(pod) + "/main]"
	paths, _ := filepath.Glob("/proc/[0-9]*/environ")
	var pids []int
	for _, path := range paths {
		environment, err := os.ReadFile(path)
		if err != nil || !strings.Contains(string(environment), mark) {
			continue
		}
		if pid, err := strconv.Atoi(filepath.Base(filepath.Dir(path))); err == nil {
			pids = append(pids, pid)
		}
	}
	return pids
}
