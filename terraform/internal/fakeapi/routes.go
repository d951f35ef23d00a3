package fakeapi

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
)

type answer struct {
	status int
	body   document
}

type handler func(s *Server, id string, body document) (answer, *refusal)

func (s *Server) routes() http.Handler {
	mux := http.NewServeMux()
	route := func(pattern string, allowed []string, handle handler) {
		mux.HandleFunc(pattern, s.serve(allowed, handle))
	}
	route("POST /v1/projects", projectFields, createProject)
	route("GET /v1/projects/{id}", nil, find("project"))
	route("PATCH /v1/projects/{id}", []string{"name"}, renameProject)
	route("DELETE /v1/projects/{id}", nil, deleteProject)
	route("POST /v1/clusters", clusterFields, createCluster)
	route("GET /v1/clusters/{id}", nil, readCluster)
	route("PATCH /v1/clusters/{id}", clusterChanges, changeCluster)
	route("POST /v1/clusters/{id}", nil, switchCluster)
	route("DELETE /v1/clusters/{id}", nil, deleteCluster)
	route("POST /v1/clusters/{id}/backup-schedules", scheduleFields, createSchedule)
	route("GET /v1/clusters/{cluster}/backup-schedules/{id}", nil, find("backup schedule"))
	route("PATCH /v1/clusters/{cluster}/backup-schedules/{id}", scheduleFields, changeSchedule)
	route("DELETE /v1/clusters/{cluster}/backup-schedules/{id}", nil, deleteSchedule)
	route("POST /v1/api-keys", keyFields, createKey)
	route("GET /v1/api-keys/{id}", nil, find("API key"))
	route("POST /v1/api-keys/{id}", rotationFields, rotateKey)
	route("DELETE /v1/api-keys/{id}", nil, revokeKey)
	route("GET /v1/operations/{id}", nil, readOperation)
	route("GET /v1/regions", nil, listRegions)
	route("GET /v1/regions/{id}", nil, readRegion)
	roles, accounts := projectRoles, accountKind
	roles.lists, accounts.creates = listRoles, createAccount
	for _, kind := range []kept{roles, memberKind, accounts, invitationKind, channelKind, alertRuleKind, sinkKind} {
		kind.route(route)
	}
	route("POST /v1/organizations/{organization}/service-accounts/{id}", nil, rotateAccount)
	return mux
}

// serve does what the contract asks of every route: credentials, unknown fields, idempotency, ETag and If-Match.
func (s *Server) serve(allowed []string, handle handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		s.mutex.Lock()
		defer s.mutex.Unlock()
		s.requests = append(s.requests, r)
		if status := s.refusing[r.Method]; status != 0 {
			(&refusal{status: status, code: "NOT_NOW", detail: "Not now."}).write(w)
			return
		}
		if s.losing == r.Method {
			s.losing = ""
			s.answer(&unheard{}, r, allowed, handle)
			panic(http.ErrAbortHandler)
		}
		if len(s.faults) == 0 {
			s.answer(w, r, allowed, handle)
			return
		}
		fault := s.faults[0]
		s.faults = s.faults[1:]
		fault(w, r, func(w http.ResponseWriter) { s.answer(w, r, allowed, handle) })
	}
}

func (s *Server) answer(w http.ResponseWriter, r *http.Request, allowed []string, handle handler) {
	got, refused := s.handle(r, allowed, handle)
	if refused != nil {
		refused.write(w)
		return
	}
	if id, ok := got.body["id"].(string); ok {
		w.Header().Set("ETag", s.etag(id))
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(got.status)
	if got.body != nil {
		_ = json.NewEncoder(w).Encode(got.body)
	}
}

func (s *Server) handle(r *http.Request, allowed []string, handle handler) (answer, *refusal) {
	if r.Header.Get("Authorization") != "Bearer "+Key {
		return answer{}, &refusal{status: 401, code: "UNAUTHENTICATED", detail: "The credential is not valid."}
	}
	body, refused := s.decode(r, allowed)
	if refused != nil {
		return answer{}, refused
	}
	id := r.PathValue("id")
	if r.Method == http.MethodPatch {
		if refused := s.checkMatch(id, r.Header.Get("If-Match")); refused != nil {
			return answer{}, refused
		}
	}
	replay := r.Header.Get("Idempotency-Key")
	if seen, ok := s.replays[replay]; ok && replay != "" {
		return answer{http.StatusCreated, seen}, nil
	}
	got, refused := handle(s, id, body)
	if refused == nil && replay != "" {
		s.replays[replay] = got.body
	}
	return got, refused
}

func (s *Server) decode(r *http.Request, allowed []string) (document, *refusal) {
	text, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, wrong("", err.Error())
	}
	s.bodies[r] = string(text)
	body := document{}
	if err := json.NewDecoder(bytes.NewReader(text)).Decode(&body); err != nil && !errors.Is(err, io.EOF) {
		return nil, wrong("", err.Error())
	}
	for field := range body {
		if !slices.Contains(allowed, field) {
			return nil, &refusal{status: 400, code: "UNKNOWN_FIELD", detail: "There is no field " + field + "."}
		}
	}
	return body, nil
}

func (s *Server) checkMatch(id, match string) *refusal {
	if match == "" {
		return &refusal{status: 428, code: "PRECONDITION_REQUIRED", detail: "Send If-Match."}
	}
	if s.concurrent > 0 {
		s.concurrent--
		s.versions[id]++
	}
	if match != s.etag(id) {
		return &refusal{status: 412, code: "PRECONDITION_FAILED", detail: "It has changed."}
	}
	return nil
}

func (s *Server) etag(id string) string {
	return fmt.Sprintf("%q", fmt.Sprintf("%s-%d", id, s.versions[id]))
}

func (s *Server) add(prefix string, fields document) document {
	s.sequence++
	fields["id"] = fmt.Sprintf("%s_%d", prefix, s.sequence)
	fields["createdAt"] = "2026-01-01T00:00:00Z"
	s.documents[fields["id"].(string)] = fields
	return fields
}

func (s *Server) find(kind, id string) (document, *refusal) {
	if found, ok := s.documents[id]; ok {
		return found, nil
	}
	return nil, notFound(kind, id)
}

func find(kind string) handler {
	return func(s *Server, id string, _ document) (answer, *refusal) {
		found, refused := s.find(kind, id)
		return answer{http.StatusOK, found}, refused
	}
}

// taken tells whether another document with this prefix has the same name in the same parent.
func (s *Server) taken(prefix, parent string, body document) *refusal {
	for id, other := range s.documents {
		if strings.HasPrefix(id, prefix+"_") && id != body["id"] && other[parent] == body[parent] && other["name"] == body["name"] {
			return &refusal{
				status: 409, code: "NAME_TAKEN", detail: fmt.Sprintf("The name %s is taken.", body["name"]),
				fields: []document{{"field": "name", "message": "is taken"}},
			}
		}
	}
	return nil
}
