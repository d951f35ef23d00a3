package volume

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	v1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// objects are a source at the edge: what the API server has.
type objects struct {
	secret  *v1.Secret
	claims  map[string]*v1.PersistentVolumeClaim
	volumes map[string]*v1.PersistentVolume
}

var errMissing = errors.New("missing")

func (o objects) Secret(_, name string) (*v1.Secret, error) {
	if o.secret == nil || o.secret.Name != name {
		return nil, errMissing
	}
	return o.secret, nil
}

func (o objects) ConfigMap(_, _ string) (*v1.ConfigMap, error) {
	return &v1.ConfigMap{Data: map[string]string{"text": "t"}, BinaryData: map[string][]byte{"binary": {0}}}, nil
}

func (o objects) Claim(_, name string) (*v1.PersistentVolumeClaim, error) {
	if claim, ok := o.claims[name]; ok {
		return claim, nil
	}
	return nil, errMissing
}

func (o objects) Volume(name string) (*v1.PersistentVolume, error) {
	if volume, ok := o.volumes[name]; ok {
		return volume, nil
	}
	return nil, errMissing
}

func TestSecretIsReplacedAtOnce(t *testing.T) {
	dir := t.TempDir()
	secret := &v1.Secret{ObjectMeta: metav1.ObjectMeta{Name: "s"}, Data: map[string][]byte{"key": []byte("one"), "old": nil}}
	maker := &Maker{Source: objects{secret: secret}}
	pod := podWith(v1.VolumeSource{Secret: &v1.SecretVolumeSource{SecretName: "s"}})
	file := filepath.Join(makeVolume(t, maker, pod, dir), "key")
	read(t, file, "one")

	secret.Data = map[string][]byte{"key": []byte("two")}
	path := makeVolume(t, maker, pod, dir)
	read(t, file, "two")
	if _, err := os.Stat(filepath.Join(path, "old")); !os.IsNotExist(err) {
		t.Errorf("a removed key is still there (%v)", err)
	}
}

func TestItemsChooseKeysAndPaths(t *testing.T) {
	mode := int32(0o400)
	pod := podWith(v1.VolumeSource{Projected: &v1.ProjectedVolumeSource{Sources: []v1.VolumeProjection{
		{ConfigMap: &v1.ConfigMapProjection{Items: []v1.KeyToPath{{Key: "text", Path: "sub/file", Mode: &mode}}}},
		{DownwardAPI: &v1.DownwardAPIProjection{Items: []v1.DownwardAPIVolumeFile{
			{Path: "name", FieldRef: &v1.ObjectFieldSelector{FieldPath: "metadata.name"}},
		}}},
	}}})
	path := makeVolume(t, &Maker{Source: objects{}}, pod, t.TempDir())
	read(t, filepath.Join(path, "sub/file"), "t")
	read(t, filepath.Join(path, "name"), "pod")
	if info, err := os.Stat(filepath.Join(path, "sub/file")); err != nil || info.Mode().Perm() != 0o400 {
		t.Errorf("mode is %v (%v)", info.Mode(), err)
	}
	if _, err := os.Stat(filepath.Join(path, "binary")); !os.IsNotExist(err) {
		t.Errorf("a key not asked for is there (%v)", err)
	}
}

func TestWhatIsMissingIsNamed(t *testing.T) {
	yes := true
	bound := &v1.PersistentVolumeClaim{
		Spec: v1.PersistentVolumeClaimSpec{VolumeName: "gone"}, Status: v1.PersistentVolumeClaimStatus{Phase: v1.ClaimBound},
	}
	maker := &Maker{Source: objects{claims: map[string]*v1.PersistentVolumeClaim{"bound": bound, "unbound": {}}}}
	claim := func(name string) v1.VolumeSource {
		return v1.VolumeSource{PersistentVolumeClaim: &v1.PersistentVolumeClaimVolumeSource{ClaimName: name}}
	}
	tests := map[string]struct {
		source v1.VolumeSource
		want   string
	}{
		"secret":          {v1.VolumeSource{Secret: &v1.SecretVolumeSource{SecretName: "s"}}, `secret "s" not found`},
		"optional secret": {v1.VolumeSource{Secret: &v1.SecretVolumeSource{SecretName: "s", Optional: &yes}}, ""},
		"key": {v1.VolumeSource{ConfigMap: &v1.ConfigMapVolumeSource{
			LocalObjectReference: v1.LocalObjectReference{Name: "c"}, Items: []v1.KeyToPath{{Key: "k", Path: "p"}},
		}}, `configmap "c" has no key "k"`},
		"claim":         {claim("none"), `persistentvolumeclaim "none" not found`},
		"unbound claim": {claim("unbound"), `persistentvolumeclaim "unbound" is not bound yet`},
		"volume":        {claim("bound"), `persistentvolume "gone" not found`},
		"unknown type":  {v1.VolumeSource{NFS: &v1.NFSVolumeSource{}}, "does not know this type of volume"},
		"host path":     {v1.VolumeSource{HostPath: &v1.HostPathVolumeSource{Path: "/no/such/path"}}, "no such file"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := maker.Make(t.Context(), podWith(test.source), t.TempDir())
			if test.want == "" && err != nil || test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)) {
				t.Errorf("got %v, want %q", err, test.want)
			}
		})
	}
}

func TestMountsJoinSubPaths(t *testing.T) {
	dir := t.TempDir()
	container := &v1.Container{VolumeMounts: []v1.VolumeMount{
		{Name: "v", MountPath: "/whole"},
		{Name: "v", MountPath: "/part", SubPath: "a/b"},
		{Name: "v", MountPath: "/named", SubPathExpr: "$(NAME)"},
	}}
	mounts, err := Mounts(container, Paths{"v": dir}, map[string]string{"NAME": "n"})
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{"/whole": dir, "/part": dir + "/a/b", "/named": dir + "/n"} {
		if mounts[path] != want {
			t.Errorf("%s is %s, want %s", path, mounts[path], want)
		}
	}
	container.VolumeMounts = []v1.VolumeMount{{Name: "v", MountPath: "/out", SubPath: "../.."}}
	if _, err := Mounts(container, Paths{"v": dir}, nil); err == nil {
		t.Error("a subPath leads out of its volume")
	}
}

func podWith(source v1.VolumeSource) *v1.Pod {
	return &v1.Pod{
		ObjectMeta: metav1.ObjectMeta{Namespace: "ns", Name: "pod"},
		Spec:       v1.PodSpec{Volumes: []v1.Volume{{Name: "v", VolumeSource: source}}},
	}
}

func makeVolume(t *testing.T, maker *Maker, pod *v1.Pod, dir string) string {
	t.Helper()
	paths, err := maker.Make(t.Context(), pod, dir)
	if err != nil {
		t.Fatal(err)
	}
	return paths["v"]
}

func read(t *testing.T, path, want string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil || string(data) != want {
		t.Errorf("%s has %q (%v), want %q", path, data, err, want)
	}
}
