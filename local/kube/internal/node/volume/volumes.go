// Package volume makes the volumes of pods as folders.
package volume

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	v1 "k8s.io/api/core/v1"

	"aerie.dev/local/kube/internal/node/environment"
)

// Source gives what volumes are made of.
type Source interface {
	environment.Source
	Claim(namespace, name string) (*v1.PersistentVolumeClaim, error)
	Volume(name string) (*v1.PersistentVolume, error)
}

// Maker makes volumes. It is safe for concurrent use for different pods.
type Maker struct {
	Source Source
	Tokens *Tokens
	// Allocatable is what the node has, for resource fields of the downward API.
	Allocatable v1.ResourceList
}

// Paths maps a pod's volumes to what is behind them.
type Paths map[string]string

// Make makes the volumes of pod below dir, or brings them up to date. An error names the volume and what it misses.
func (m *Maker) Make(ctx context.Context, pod *v1.Pod, dir string) (Paths, error) {
	paths := Paths{}
	for i := range pod.Spec.Volumes {
		volume := &pod.Spec.Volumes[i]
		path, err := m.make(ctx, pod, volume, filepath.Join(dir, volume.Name))
		if err != nil {
			return nil, fmt.Errorf("MountVolume.SetUp failed for volume %q : %w", volume.Name, err)
		}
		paths[volume.Name] = path
	}
	return paths, nil
}

func (m *Maker) make(ctx context.Context, pod *v1.Pod, volume *v1.Volume, dir string) (string, error) {
	switch {
	case volume.EmptyDir != nil:
		return dir, os.MkdirAll(dir, 0o777)
	case volume.PersistentVolumeClaim != nil:
		return m.claim(pod.Namespace, volume.PersistentVolumeClaim.ClaimName)
	case volume.Ephemeral != nil:
		return m.claim(pod.Namespace, pod.Name+"-"+volume.Name)
	case volume.HostPath != nil:
		return hostPath(volume.HostPath)
	}
	sources, mode, ok := projections(volume)
	if !ok {
		return "", fmt.Errorf("this node does not know this type of volume")
	}
	return dir, m.project(ctx, pod, sources, mode, dir)
}

func (m *Maker) claim(namespace, name string) (string, error) {
	claim, err := m.Source.Claim(namespace, name)
	if err != nil {
		return "", fmt.Errorf("persistentvolumeclaim %q not found", name)
	}
	if claim.Status.Phase != v1.ClaimBound {
		return "", fmt.Errorf("persistentvolumeclaim %q is not bound yet", name)
	}
	volume, err := m.Source.Volume(claim.Spec.VolumeName)
	if err != nil {
		return "", fmt.Errorf("persistentvolume %q not found", claim.Spec.VolumeName)
	}
	switch {
	case volume.Spec.Local != nil:
		return volume.Spec.Local.Path, nil
	case volume.Spec.HostPath != nil:
		return hostPath(volume.Spec.HostPath)
	}
	return "", fmt.Errorf("persistentvolume %q is neither local nor a host path", volume.Name)
}

func hostPath(source *v1.HostPathVolumeSource) (string, error) {
	if source.Type != nil && *source.Type == v1.HostPathDirectoryOrCreate {
		return source.Path, os.MkdirAll(source.Path, 0o755)
	}
	_, err := os.Stat(source.Path)
	return source.Path, err
}

// Mounts says what is behind each mount path of a container. With subPathExpr, the container's variables are needed.
func Mounts(container *v1.Container, paths Paths, variables environment.Variables) (environment.Mounts, error) {
	mounts := environment.Mounts{}
	for _, mount := range container.VolumeMounts {
		path, ok := paths[mount.Name]
		if !ok {
			return nil, fmt.Errorf("volume %q of mount %s does not exist", mount.Name, mount.MountPath)
		}
		sub := mount.SubPath
		if mount.SubPathExpr != "" {
			sub = environment.Expand([]string{mount.SubPathExpr}, variables)[0]
		}
		if sub != "" {
			if !filepath.IsLocal(sub) {
				return nil, fmt.Errorf("subPath %q of mount %s leads out of its volume", sub, mount.MountPath)
			}
			path = filepath.Join(path, sub)
			if _, err := os.Stat(path); os.IsNotExist(err) {
				if err := os.MkdirAll(path, 0o777); err != nil {
					return nil, err
				}
			}
		}
		mounts[mount.MountPath] = path
	}
	return mounts, nil
}
