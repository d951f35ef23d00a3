package fakeapi

import (
	"net/http"
	"slices"
)

var alwaysPermitted = []string{"SIGNED_IN", "ORGANIZATION_READ", "PROJECT_READ"}

var projectRoles = kept{
	noun: "role", prefix: "rol", collection: "project-roles",
	made: []string{"name", "permissions", "dataRole"}, changed: []string{"name", "permissions", "dataRole"},
	admit: admitRole, mayGo: roleMayGo,
}

// admitRole gives a role the permissions that all have.
func admitRole(s *Server, _, after document) *refusal {
	if refused := s.taken("rol", "organizationId", after); refused != nil {
		return refused
	}
	permissions := []any{}
	for _, one := range alwaysPermitted {
		permissions = append(permissions, one)
	}
	for _, one := range after["permissions"].([]any) {
		if !slices.Contains(permissions, one) {
			permissions = append(permissions, one)
		}
	}
	after["permissions"], after["builtIn"] = permissions, false
	orElse(after, document{"dataRole": "NONE"})
	return nil
}

func roleMayGo(s *Server, gone document) *refusal {
	for _, other := range s.documents {
		if other["role"] == gone["id"] && other["revokedAt"] == nil {
			return conflict("ROLE_IN_USE", "1 members, service accounts, groups or API keys have the role.")
		}
		for _, one := range memberships(other) {
			if one["role"] == gone["id"] {
				return conflict("ROLE_IN_USE", "1 members, service accounts, groups or API keys have the role.")
			}
		}
	}
	return nil
}

// listRoles has the built-in ones before the others, on a page of their own.
func listRoles(s *Server, organization string, body document) (answer, *refusal) {
	if s.requests[len(s.requests)-1].URL.Query().Get("cursor") == "" {
		builtIn := document{
			"id": "DATA_VIEWER", "name": "DATA_VIEWER", "organizationId": Organization, "dataRole": "DATA_VIEWER", "builtIn": true,
			"permissions": append(slices.Clone(alwaysPermitted), "CLUSTER_READ", "BACKUP_READ"), "createdAt": nil,
		}
		return answer{http.StatusOK, document{"items": []document{builtIn}, "nextCursor": "0"}}, nil
	}
	return projectRoles.list(s, organization, body)
}
