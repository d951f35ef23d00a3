// Package pod runs one pod: its containers from their start to their end.
package pod

import (
	"path/filepath"

	v1 "k8s.io/api/core/v1"
	"k8s.io/client-go/tools/record"

	"aerie.dev/local/kube/internal/node/address"
	"aerie.dev/local/kube/internal/node/environment"
	"aerie.dev/local/kube/internal/node/image"
	"aerie.dev/local/kube/internal/node/process"
	"aerie.dev/local/kube/internal/node/status"
	"aerie.dev/local/kube/internal/node/volume"
)

// Host is what the pods of a node share. All of it is safe for concurrent use.
type Host struct {
	// Dir holds one folder a pod.
	Dir string
	// Address is the node's own.
	Address     string
	Allocatable v1.ResourceList
	Images      *image.Catalogue
	Source      environment.Source
	Volumes     *volume.Maker
	Processes   *process.Runner
	Addresses   *address.Pool
	Status      *status.Writer
	Recorder    record.EventRecorder
}

func (h *Host) dir(pod *v1.Pod) string {
	return filepath.Join(h.Dir, pod.Namespace+"_"+pod.Name+"_"+string(pod.UID))
}
