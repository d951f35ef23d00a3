package volume

import (
	"context"
	"fmt"
	"os"

	v1 "k8s.io/api/core/v1"
	"k8s.io/kubernetes/pkg/volume/util"

	"aerie.dev/local/kube/internal/node/environment"
)

// projections gives the sources and default file mode of a volume that consists of files made by the node.
func projections(volume *v1.Volume) ([]v1.VolumeProjection, int32, bool) {
	switch {
	case volume.Secret != nil:
		s := volume.Secret
		return []v1.VolumeProjection{{Secret: &v1.SecretProjection{
			LocalObjectReference: v1.LocalObjectReference{Name: s.SecretName}, Items: s.Items, Optional: s.Optional,
		}}}, modeOr(s.DefaultMode, v1.SecretVolumeSourceDefaultMode), true
	case volume.ConfigMap != nil:
		c := volume.ConfigMap
		return []v1.VolumeProjection{{ConfigMap: &v1.ConfigMapProjection{
			LocalObjectReference: c.LocalObjectReference, Items: c.Items, Optional: c.Optional,
		}}}, modeOr(c.DefaultMode, v1.ConfigMapVolumeSourceDefaultMode), true
	case volume.DownwardAPI != nil:
		d := volume.DownwardAPI
		return []v1.VolumeProjection{{DownwardAPI: &v1.DownwardAPIProjection{Items: d.Items}}},
			modeOr(d.DefaultMode, v1.DownwardAPIVolumeSourceDefaultMode), true
	case volume.Projected != nil:
		return volume.Projected.Sources, modeOr(volume.Projected.DefaultMode, v1.ProjectedVolumeSourceDefaultMode), true
	}
	return nil, 0, false
}

func modeOr(mode *int32, fallback int32) int32 {
	if mode == nil {
		return fallback
	}
	return *mode
}

type files map[string]util.FileProjection

// project writes the files of sources to dir, replacing all of them at once when one has changed.
func (m *Maker) project(ctx context.Context, pod *v1.Pod, sources []v1.VolumeProjection, mode int32, dir string) error {
	result := files{}
	for i := range sources {
		if err := m.collect(ctx, pod, &sources[i], mode, result); err != nil {
			return err
		}
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	writer, err := util.NewAtomicWriter(dir, pod.Namespace+"/"+pod.Name)
	if err != nil {
		return err
	}
	return writer.Write(result, nil)
}

func (m *Maker) collect(ctx context.Context, pod *v1.Pod, source *v1.VolumeProjection, mode int32, result files) error {
	switch {
	case source.Secret != nil:
		s := source.Secret
		secret, err := m.Source.Secret(pod.Namespace, s.Name)
		if err != nil {
			return unless(s.Optional, fmt.Errorf("secret %q not found", s.Name))
		}
		return result.addItems(fmt.Sprintf("secret %q", s.Name), secret.Data, s.Items, s.Optional, mode)
	case source.ConfigMap != nil:
		c := source.ConfigMap
		configMap, err := m.Source.ConfigMap(pod.Namespace, c.Name)
		if err != nil {
			return unless(c.Optional, fmt.Errorf("configmap %q not found", c.Name))
		}
		data := make(map[string][]byte, len(configMap.Data)+len(configMap.BinaryData))
		for key, value := range configMap.Data {
			data[key] = []byte(value)
		}
		for key, value := range configMap.BinaryData {
			data[key] = value
		}
		return result.addItems(fmt.Sprintf("configmap %q", c.Name), data, c.Items, c.Optional, mode)
	case source.DownwardAPI != nil:
		return m.downward(pod, source.DownwardAPI.Items, mode, result)
	case source.ServiceAccountToken != nil:
		token, err := m.Tokens.Get(ctx, pod, source.ServiceAccountToken)
		if err != nil {
			return err
		}
		result[source.ServiceAccountToken.Path] = util.FileProjection{Data: []byte(token), Mode: mode}
		return nil
	}
	return fmt.Errorf("this node does not know one of the sources of a projected volume")
}

func (m *Maker) downward(pod *v1.Pod, items []v1.DownwardAPIVolumeFile, mode int32, result files) error {
	for _, item := range items {
		var value string
		var err error
		switch {
		case item.FieldRef != nil:
			value, err = environment.Field(pod, item.FieldRef.FieldPath)
		case item.ResourceFieldRef != nil:
			value, err = environment.Resource(pod, item.ResourceFieldRef.ContainerName, item.ResourceFieldRef, m.Allocatable)
		}
		if err != nil {
			return err
		}
		result[item.Path] = util.FileProjection{Data: []byte(value), Mode: modeOr(item.Mode, mode)}
	}
	return nil
}

// addItems adds the given items of data, or all of them when none are given.
func (f files) addItems(owner string, data map[string][]byte, items []v1.KeyToPath, optional *bool, mode int32) error {
	if len(items) == 0 {
		for key, value := range data {
			f[key] = util.FileProjection{Data: value, Mode: mode}
		}
		return nil
	}
	for _, item := range items {
		value, ok := data[item.Key]
		if !ok {
			if err := unless(optional, fmt.Errorf("%s has no key %q", owner, item.Key)); err != nil {
				return err
			}
			continue
		}
		f[item.Path] = util.FileProjection{Data: value, Mode: modeOr(item.Mode, mode)}
	}
	return nil
}

func unless(optional *bool, err error) error {
	if optional != nil && *optional {
		return nil
	}
	return err
}
