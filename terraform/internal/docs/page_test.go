package docs_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"aerie.dev/terraform-provider-aerie/internal/docs"
	"aerie.dev/terraform-provider-aerie/internal/provider"
)

const (
	folder = "../../docs"
	update = "UPDATE_DOCS"
)

func pages(t *testing.T) map[string]string {
	return docs.Pages(t.Context(), provider.New("test")(), os.DirFS("../../examples"))
}

// TestDocsSayWhatTheSchemasSay writes them anew with UPDATE_DOCS=1.
func TestDocsSayWhatTheSchemasSay(t *testing.T) {
	wanted := pages(t)
	if os.Getenv(update) != "" {
		write(t, wanted)
	}
	for name, want := range wanted {
		if got, err := os.ReadFile(filepath.Join(folder, name)); err != nil || string(got) != want {
			t.Errorf("docs/%s is not what the schemas say; write it anew: %s=1 go test ./internal/docs (%v)", name, update, err)
		}
	}
	for _, found := range []string{"resources/*.md", "data-sources/*.md"} {
		files, _ := filepath.Glob(filepath.Join(folder, found))
		for _, file := range files {
			name, _ := filepath.Rel(folder, file)
			if _, there := wanted[name]; !there {
				t.Errorf("docs/%s is about nothing that there is; remove it", name)
			}
		}
	}
}

func write(t *testing.T, pages map[string]string) {
	t.Helper()
	for name, text := range pages {
		file := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func TestEveryPageHasAnExampleAndResourcesAnImport(t *testing.T) {
	for name, page := range pages(t) {
		if name != "index.md" && !strings.Contains(page, "```terraform") {
			t.Errorf("%s has no example", name)
		}
		if strings.HasPrefix(name, "resources/") && !strings.Contains(page, "terraform import") {
			t.Errorf("%s does not say how to import", name)
		}
	}
}

func TestWhatAChangeReplacesIsMarked(t *testing.T) {
	key := pages(t)["resources/api_key.md"]
	for row, want := range map[string]bool{"`scopes`": true, "`expires_at`": true, "`rotation_trigger`": false} {
		_, after, _ := strings.Cut(key, "| "+row+" |")
		line, _, _ := strings.Cut(after, "\n")
		if got := strings.Contains(line, "a change makes a new one"); got != want {
			t.Errorf("%s: %s", row, line)
		}
	}
}
