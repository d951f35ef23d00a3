package environment

import (
	"path/filepath"
	"strings"
)

// Mounts maps a container's mount paths to the folders and files behind them. There is no mount namespace: what a
// container is told of its mount paths is replaced.
type Mounts map[string]string

// Rewrite replaces a mount path that stands at the start of text by what is behind it. The longest one fits first.
func (m Mounts) Rewrite(text string) string {
	best := ""
	for mountPath := range m {
		if len(mountPath) > len(best) && startsWith(text, mountPath) {
			best = mountPath
		}
	}
	if best == "" {
		return text
	}
	rest := text[len(best):]
	if strings.HasSuffix(best, "/") && rest != "" {
		return filepath.Join(m[best], rest)
	}
	return m[best] + rest
}

// RewriteAll rewrites each word.
func (m Mounts) RewriteAll(words []string) []string {
	result := make([]string, len(words))
	for i, word := range words {
		result[i] = m.Rewrite(word)
	}
	return result
}

func startsWith(text, path string) bool {
	rest, ok := strings.CutPrefix(text, path)
	return ok && (rest == "" || rest[0] == '/' || strings.HasSuffix(path, "/"))
}
