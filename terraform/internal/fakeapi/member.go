package fakeapi

import (
	"maps"
	"net/http"
	"strings"
)

var (
	memberKind = kept{
		noun: "member", prefix: "usr", collection: "members",
		made: []string{"email", "role", "projects"}, changed: []string{"role", "projects", "disabled"},
		admit: admitMember, shown: showMember, mayGo: memberMayGo,
	}
	accountKind = kept{
		noun: "service account", prefix: "sac", collection: "service-accounts",
		made: []string{"name", "role", "projects"}, changed: []string{"name", "role", "projects", "disabled"},
		admit: admitAccount,
	}
)

// admitMember knows everybody of example.com.
func admitMember(s *Server, before, after document) *refusal {
	email := after["email"].(string)
	if before == nil {
		if !strings.HasSuffix(email, "@example.com") {
			return conflict("ACCOUNT_UNKNOWN", "Nobody with the verified address "+email+" has signed in yet. Invite them instead.")
		}
		for id, other := range s.documents {
			if strings.HasPrefix(id, "usr_") && other["email"] == email {
				return conflict("ALREADY_MEMBER", email+" belongs to the organization already.")
			}
		}
	}
	after["name"] = strings.TrimSuffix(email, "@example.com")
	return s.admitMemberships(after)
}

func admitAccount(s *Server, _, after document) *refusal {
	orElse(after, document{"role": "MEMBER"})
	return s.admitMemberships(after)
}

func (s *Server) admitMemberships(after document) *refusal {
	orElse(after, document{"projects": []any{}, "disabled": false})
	for _, one := range memberships(after) {
		if _, refused := s.find("project", one["projectId"].(string)); refused != nil {
			return wrong("projects", "are not projects of the organization: "+one["projectId"].(string))
		}
	}
	return nil
}

func memberships(of document) []document {
	var all []document
	if projects, ok := of["projects"].([]any); ok {
		for _, one := range projects {
			all = append(all, one.(document))
		}
	}
	return all
}

// showMember tells no address, as the control plane does not.
func showMember(found document) document {
	shown := maps.Clone(found)
	delete(shown, "email")
	shown["userId"] = shown["id"]
	return shown
}

func memberMayGo(_ *Server, gone document) *refusal {
	if gone["role"] == "ORGANIZATION_OWNER" && gone["name"] == "last" {
		return conflict("LAST_OWNER", "last is the last owner. Make somebody else an owner first.")
	}
	return nil
}

// createAccount tells the secret, this once.
func createAccount(s *Server, organization string, body document) (answer, *refusal) {
	made, refused := accountKind.create(s, organization, body)
	if refused != nil {
		return answer{}, refused
	}
	return answer{made.status, s.withSecret(made.body)}, nil
}

func rotateAccount(s *Server, target string, _ document) (answer, *refusal) {
	id, verb, _ := strings.Cut(target, ":")
	found, refused := s.find("service account", id)
	if refused != nil || verb != "rotate-secret" {
		return answer{}, notFound("service account", target)
	}
	return answer{http.StatusOK, s.withSecret(found)}, nil
}

func (s *Server) withSecret(account document) document {
	s.sequence++
	shown := maps.Clone(account)
	shown["secret"] = "secret-" + string(rune('a'+s.sequence%26))
	shown["tokenUrl"] = "http://127.0.0.1/token"
	return shown
}

var invitationKind = kept{
	noun: "invitation", prefix: "inv", collection: "invitations", made: []string{"email", "role"},
	admit: func(_ *Server, _, after document) *refusal {
		orElse(after, document{"invitedBy": "usr_0", "expiresAt": "2099-01-01T00:00:00Z", "acceptedAt": nil, "revokedAt": nil})
		return nil
	},
}
