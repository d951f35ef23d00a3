// Package environment works out the environment variables and the command of a container.
package environment

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/kubernetes/third_party/forked/golang/expansion"
)

// Source gives the configuration that containers refer to.
type Source interface {
	Secret(namespace, name string) (*v1.Secret, error)
	ConfigMap(namespace, name string) (*v1.ConfigMap, error)
}

// Variables are environment variables by name.
type Variables map[string]string

// List gives the variables in the form NAME=value, sorted by name.
func (v Variables) List() []string {
	list := make([]string, 0, len(v))
	for _, name := range slices.Sorted(maps.Keys(v)) {
		list = append(list, name+"="+v[name])
	}
	return list
}

// Resolver works out the environment of the containers of one pod.
type Resolver struct {
	Source Source
	// Pod is the pod as it runs here: its status carries the addresses that it may ask for.
	Pod         *v1.Pod
	Allocatable v1.ResourceList
}

// Resolve gives the variables that container declares on top of base, the image's own. An error means that something
// the container refers to is not there (yet).
func (r Resolver) Resolve(container *v1.Container, base Variables) (Variables, error) {
	result := maps.Clone(base)
	if result == nil {
		result = Variables{}
	}
	for _, from := range container.EnvFrom {
		if err := r.addAll(result, from); err != nil {
			return nil, err
		}
	}
	for _, variable := range container.Env {
		if variable.ValueFrom == nil {
			result[variable.Name] = expansion.Expand(variable.Value, expansion.MappingFuncFor(result))
			continue
		}
		value, found, err := r.valueFrom(container, variable.ValueFrom)
		if err != nil {
			return nil, err
		}
		if found {
			result[variable.Name] = value
		}
	}
	return result, nil
}

// Expand replaces $(NAME) in the words of a command by the variables' values.
func Expand(words []string, variables Variables) []string {
	mapping := expansion.MappingFuncFor(variables)
	result := make([]string, len(words))
	for i, word := range words {
		result[i] = expansion.Expand(word, mapping)
	}
	return result
}

func (r Resolver) addAll(result Variables, from v1.EnvFromSource) error {
	add := func(name, value string) {
		// A key that cannot name a variable is left out, as everywhere in Kubernetes.
		if len(validation.IsEnvVarName(from.Prefix+name)) == 0 {
			result[from.Prefix+name] = value
		}
	}
	switch {
	case from.ConfigMapRef != nil:
		configMap, err := r.Source.ConfigMap(r.Pod.Namespace, from.ConfigMapRef.Name)
		if err != nil {
			return unless(from.ConfigMapRef.Optional, fmt.Errorf("configmap %q not found", from.ConfigMapRef.Name))
		}
		for name, value := range configMap.Data {
			add(name, value)
		}
	case from.SecretRef != nil:
		secret, err := r.Source.Secret(r.Pod.Namespace, from.SecretRef.Name)
		if err != nil {
			return unless(from.SecretRef.Optional, fmt.Errorf("secret %q not found", from.SecretRef.Name))
		}
		for name, value := range secret.Data {
			add(name, string(value))
		}
	}
	return nil
}

func (r Resolver) valueFrom(container *v1.Container, from *v1.EnvVarSource) (value string, found bool, err error) {
	switch {
	case from.FieldRef != nil:
		value, err = Field(r.Pod, from.FieldRef.FieldPath)
		return value, err == nil, err
	case from.ResourceFieldRef != nil:
		value, err = Resource(r.Pod, container.Name, from.ResourceFieldRef, r.Allocatable)
		return value, err == nil, err
	case from.ConfigMapKeyRef != nil:
		return r.configMapKey(from.ConfigMapKeyRef)
	case from.SecretKeyRef != nil:
		return r.secretKey(from.SecretKeyRef)
	}
	return "", false, errors.New("a variable takes its value from a source this node does not know")
}

func (r Resolver) configMapKey(ref *v1.ConfigMapKeySelector) (string, bool, error) {
	configMap, err := r.Source.ConfigMap(r.Pod.Namespace, ref.Name)
	if err != nil {
		return "", false, unless(ref.Optional, fmt.Errorf("configmap %q not found", ref.Name))
	}
	if value, ok := configMap.Data[ref.Key]; ok {
		return value, true, nil
	}
	return "", false, unless(ref.Optional, fmt.Errorf("couldn't find key %s in ConfigMap %s/%s", ref.Key, r.Pod.Namespace, ref.Name))
}

func (r Resolver) secretKey(ref *v1.SecretKeySelector) (string, bool, error) {
	secret, err := r.Source.Secret(r.Pod.Namespace, ref.Name)
	if err != nil {
		return "", false, unless(ref.Optional, fmt.Errorf("secret %q not found", ref.Name))
	}
	if value, ok := secret.Data[ref.Key]; ok {
		return string(value), true, nil
	}
	return "", false, unless(ref.Optional, fmt.Errorf("couldn't find key %s in Secret %s/%s", ref.Key, r.Pod.Namespace, ref.Name))
}

func unless(optional *bool, err error) error {
	if optional != nil && *optional {
		return nil
	}
	return err
}

// Replace replaces {name} in text by the template variables' values.
func Replace(text string, templates map[string]string) string {
	for name, value := range templates {
		text = strings.ReplaceAll(text, "{"+name+"}", value)
	}
	return text
}
