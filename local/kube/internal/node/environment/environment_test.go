package environment

import (
	"errors"
	"slices"
	"testing"

	v1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// objects are a source at the edge: what the API server has.
type objects struct {
	secrets    map[string]map[string]string
	configMaps map[string]map[string]string
}

var errMissing = errors.New("missing")

func (o objects) Secret(_, name string) (*v1.Secret, error) {
	data, ok := o.secrets[name]
	if !ok {
		return nil, errMissing
	}
	secret := &v1.Secret{Data: map[string][]byte{}}
	for key, value := range data {
		secret.Data[key] = []byte(value)
	}
	return secret, nil
}

func (o objects) ConfigMap(_, name string) (*v1.ConfigMap, error) {
	data, ok := o.configMaps[name]
	if !ok {
		return nil, errMissing
	}
	return &v1.ConfigMap{Data: data}, nil
}

func resolver() Resolver {
	return Resolver{
		Source: objects{
			secrets:    map[string]map[string]string{"s": {"key": "hidden", "bad key": "x"}},
			configMaps: map[string]map[string]string{"c": {"COLOUR": "green", "SHAPE": "round"}},
		},
		Pod: &v1.Pod{
			ObjectMeta: metav1.ObjectMeta{Namespace: "ns", Name: "pod", Labels: map[string]string{"a": "b"}},
			Status:     v1.PodStatus{PodIP: "127.77.1.9", HostIP: "127.0.0.1"},
		},
	}
}

func TestLaterSourcesWin(t *testing.T) {
	container := &v1.Container{
		EnvFrom: []v1.EnvFromSource{
			{ConfigMapRef: &v1.ConfigMapEnvSource{LocalObjectReference: v1.LocalObjectReference{Name: "c"}}},
			{Prefix: "S_", SecretRef: &v1.SecretEnvSource{LocalObjectReference: v1.LocalObjectReference{Name: "s"}}},
		},
		Env: []v1.EnvVar{
			{Name: "SHAPE", Value: "square"},
			{Name: "BOTH", Value: "$(COLOUR) $(SHAPE) $$(SHAPE) $(UNKNOWN)"},
			{Name: "IP", ValueFrom: &v1.EnvVarSource{FieldRef: &v1.ObjectFieldSelector{FieldPath: "status.podIP"}}},
			{Name: "LABEL", ValueFrom: &v1.EnvVarSource{FieldRef: &v1.ObjectFieldSelector{FieldPath: "metadata.labels['a']"}}},
		},
	}
	got, err := resolver().Resolve(container, Variables{"COLOUR": "image", "BASE": "image"})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"BASE=image", "BOTH=green square $(SHAPE) $(UNKNOWN)", "COLOUR=green", "IP=127.77.1.9", "LABEL=b", "SHAPE=square", "S_key=hidden",
	}
	if !slices.Equal(got.List(), want) {
		t.Errorf("got %q, want %q", got.List(), want)
	}
}

func TestMissingReferences(t *testing.T) {
	yes := true
	secret := func(name, key string, optional *bool) *v1.EnvVarSource {
		return &v1.EnvVarSource{SecretKeyRef: &v1.SecretKeySelector{
			LocalObjectReference: v1.LocalObjectReference{Name: name}, Key: key, Optional: optional,
		}}
	}
	tests := map[string]struct {
		source *v1.EnvVarSource
		want   string
	}{
		"secret":          {secret("gone", "key", nil), `secret "gone" not found`},
		"key":             {secret("s", "gone", nil), "couldn't find key gone in Secret ns/s"},
		"optional secret": {secret("gone", "key", &yes), ""},
		"optional key":    {secret("s", "gone", &yes), ""},
		"config map": {&v1.EnvVarSource{ConfigMapKeyRef: &v1.ConfigMapKeySelector{
			LocalObjectReference: v1.LocalObjectReference{Name: "gone"}, Key: "key",
		}}, `configmap "gone" not found`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			container := &v1.Container{Env: []v1.EnvVar{{Name: "X", ValueFrom: test.source}}}
			got, err := resolver().Resolve(container, nil)
			if test.want == "" {
				if _, set := got["X"]; err != nil || set {
					t.Errorf("got %v (%v), want X unset", got, err)
				}
			} else if err == nil || err.Error() != test.want {
				t.Errorf("got %v, want %s", err, test.want)
			}
		})
	}
}

func TestMountPathsAtTheStartAreReplaced(t *testing.T) {
	mounts := Mounts{"/data": "/host/data", "/data/inner": "/host/inner", "/": "/host/root", "/etc/keys.json": "/host/keys.json"}
	for text, want := range map[string]string{
		"/data":              "/host/data",
		"/data/file":         "/host/data/file",
		"/data/inner/file":   "/host/inner/file",
		"/etc/keys.json":     "/host/keys.json",
		"/database":          "/host/root/database",
		"file:///data":       "file:///data",
		"--path=/data":       "--path=/data",
		"data":               "data",
		"":                   "",
		"/data/../data/file": "/host/data/../data/file",
	} {
		if got := mounts.Rewrite(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestTemplates(t *testing.T) {
	got := Replace("-Xmx{memoryBytes} {unknown} {podIP}", map[string]string{"memoryBytes": "5", "podIP": "127.77.0.1"})
	if want := "-Xmx5 {unknown} 127.77.0.1"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
