package fakeapi

import (
	"maps"
	"net/http"
)

var projectFields = []string{"organizationId", "name"}

func createProject(s *Server, _ string, body document) (answer, *refusal) {
	if body["organizationId"] != Organization {
		return answer{}, notFound("organization", body["organizationId"].(string))
	}
	if refused := s.taken("prj", "organizationId", body); refused != nil {
		return answer{}, refused
	}
	return answer{http.StatusCreated, s.add("prj", body)}, nil
}

func renameProject(s *Server, id string, body document) (answer, *refusal) {
	project, refused := s.find("project", id)
	if refused != nil {
		return answer{}, refused
	}
	maps.Copy(project, body)
	s.versions[id]++
	return answer{http.StatusOK, project}, nil
}

func deleteProject(s *Server, id string, _ document) (answer, *refusal) {
	if _, refused := s.find("project", id); refused != nil {
		return answer{}, refused
	}
	for _, other := range s.documents {
		if other["projectId"] == id && other["region"] != nil {
			return answer{}, &refusal{status: 409, code: "PROJECT_NOT_EMPTY", detail: "Delete its clusters first."}
		}
	}
	delete(s.documents, id)
	return answer{status: http.StatusNoContent}, nil
}

func region() document {
	return document{
		"name": "local", "cloud": "local", "kind": "MANAGED", "available": true, "lastSeenAt": "2026-01-01T00:00:00Z",
		"classes": []document{{
			"name": "standard", "description": "For most work.", "cpuPerUnit": "500m", "memoryPerUnit": "512Mi", "default": true,
		}},
	}
}

// listRegions answers in two pages, so that following the cursor is seen to work.
func listRegions(s *Server, _ string, _ document) (answer, *refusal) {
	last := s.requests[len(s.requests)-1]
	if last.URL.Query().Get("cursor") == "" {
		return answer{http.StatusOK, document{"items": []document{region()}, "nextCursor": "2"}}, nil
	}
	second := region()
	second["name"] = "other"
	return answer{http.StatusOK, document{"items": []document{second}, "nextCursor": nil}}, nil
}

func readRegion(_ *Server, id string, _ document) (answer, *refusal) {
	if id != "local" {
		return answer{}, notFound("region", id)
	}
	return answer{http.StatusOK, region()}, nil
}
