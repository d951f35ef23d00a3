package fakeapi

import (
	"maps"
	"net/http"
	"strings"
)

var (
	keyFields      = []string{"organizationId", "projectId", "clusterIds", "name", "role", "scopes", "ipAllowlist", "expiresAt"}
	rotationFields = []string{"overlapSeconds"}
)

func createKey(s *Server, _ string, body document) (answer, *refusal) {
	for _, field := range keyFields {
		if _, given := body[field]; !given {
			body[field] = nil
		}
	}
	for _, field := range []string{"clusterIds", "scopes", "ipAllowlist"} {
		if body[field] == nil {
			body[field] = []any{}
		}
	}
	return s.addKey(body), nil
}

func (s *Server) addKey(key document) answer {
	key["revokedAt"], key["rotatedTo"] = nil, nil
	shown := maps.Clone(s.add("key", key))
	shown["secret"] = "aerie_secret_of_" + shown["id"].(string)
	return answer{http.StatusCreated, shown}
}

// rotateKey makes a key that opens the same; the old one ends a day later, or at once without an overlap.
func rotateKey(s *Server, target string, body document) (answer, *refusal) {
	id, verb, _ := strings.Cut(target, ":")
	old, refused := s.find("API key", id)
	if refused != nil || verb != "rotate" {
		return answer{}, notFound("API key", target)
	}
	if old["revokedAt"] != nil || old["rotatedTo"] != nil {
		return answer{}, conflict("KEY_ENDED", "The key was revoked, has expired or was rotated already.")
	}
	made := s.addKey(maps.Clone(old))
	old["rotatedTo"] = made.body["id"]
	old["expiresAt"] = "2098-01-01T00:00:00Z"
	if body["overlapSeconds"] == 0.0 {
		old["expiresAt"] = "2026-01-01T00:00:00Z"
	}
	s.versions[id]++
	return made, nil
}

func revokeKey(s *Server, id string, _ document) (answer, *refusal) {
	key, refused := s.find("API key", id)
	if refused != nil {
		return answer{}, refused
	}
	key["revokedAt"] = "2026-01-02T00:00:00Z"
	return answer{status: http.StatusNoContent}, nil
}
