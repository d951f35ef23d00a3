package image

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

func TestRepositoryDropsTagAndDigest(t *testing.T) {
	for reference, want := range map[string]string{
		"aerie/data-plane":                    "aerie/data-plane",
		"aerie/data-plane:1.2":                "aerie/data-plane",
		"localhost:5000/aerie/data-plane":     "localhost:5000/aerie/data-plane",
		"localhost:5000/aerie/data-plane:1":   "localhost:5000/aerie/data-plane",
		"aerie/data-plane:1@sha256:abcdef":    "aerie/data-plane",
		"aerie/data-plane@sha256:abcdef01234": "aerie/data-plane",
	} {
		if got := Repository(reference); got != want {
			t.Errorf("%s: got %s, want %s", reference, got, want)
		}
	}
}

func TestCatalogueFollowsItsFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "images.json")
	catalogue := NewCatalogue(path)
	if _, err := catalogue.Lookup("one"); err == nil {
		t.Error("found without a file")
	}
	write(t, path, `{"images": {"one": {"command": ["/bin/one"], "env": {"A": "b"}}}}`)
	image, err := catalogue.Lookup("one:latest")
	if err != nil {
		t.Fatal(err)
	}
	if image.Command[0] != "/bin/one" || image.Env["A"] != "b" {
		t.Errorf("image is %v", image)
	}
	if _, err := catalogue.Lookup("two"); !errors.Is(err, ErrNotFound) {
		t.Errorf("got %v", err)
	}
	write(t, path, `{"images": {"two": {"command": ["/bin/two"]}, "three": {"command": []}}}`)
	if _, err := catalogue.Lookup("two"); err != nil {
		t.Errorf("after the change: %v", err)
	}
	write(t, path, `{`)
	if _, err := catalogue.Lookup("two"); err == nil || errors.Is(err, ErrNotFound) {
		t.Errorf("damaged file: %v", err)
	}
}

func TestWithoutFileNoImageIsKnown(t *testing.T) {
	if _, err := NewCatalogue("").Lookup("one"); !errors.Is(err, ErrNotFound) {
		t.Errorf("got %v", err)
	}
}

func write(t *testing.T, path, content string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}
