// Package fakeapi stands in for the control plane's REST /v1 in tests of the provider: real HTTP, all state in memory.
package fakeapi

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
)

// Key is the credential the server takes.
const Key = "aerie_test"

// Organization is the organisation there is.
const Organization = "org_test"

type document = map[string]any

// Server is the stand-in. Faults are switched on by its methods.
type Server struct {
	URL string

	mutex      sync.Mutex
	sequence   int
	documents  map[string]document
	versions   map[string]int
	replays    map[string]document
	polls      map[string]int
	refusals   []int
	failNext   string
	stuck      bool
	concurrent int
	requests   []*http.Request
}

// Start serves until the test ends.
func Start(t *testing.T) *Server {
	server := &Server{
		documents: map[string]document{},
		versions:  map[string]int{},
		replays:   map[string]document{},
		polls:     map[string]int{},
	}
	listener := httptest.NewServer(server.routes())
	t.Cleanup(listener.Close)
	server.URL = listener.URL
	return server
}

// Refuse answers the next requests with these statuses, before doing anything.
func (s *Server) Refuse(statuses ...int) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.refusals = append(s.refusals, statuses...)
}

// FailNextOperation makes the next operation end in FAILED with this reason.
func (s *Server) FailNextOperation(reason string) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.failNext = reason
}

// HoldOperations keeps every operation from now on RUNNING, or lets them end again.
func (s *Server) HoldOperations(hold bool) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.stuck = hold
}

// ChangeBeforeNextPatches lets somebody else change the resource just before each of the next count patches.
func (s *Server) ChangeBeforeNextPatches(count int) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.concurrent = count
}

// Remove takes a resource away behind the provider's back.
func (s *Server) Remove(id string) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	delete(s.documents, id)
}

// Set changes a field behind the provider's back.
func (s *Server) Set(id, field string, value any) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.documents[id][field] = value
	s.versions[id]++
}

// Sent tells the requests of a method so far, oldest first.
func (s *Server) Sent(method string) []*http.Request {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	var sent []*http.Request
	for _, request := range s.requests {
		if request.Method == method {
			sent = append(sent, request)
		}
	}
	return sent
}

type refusal struct {
	status int
	code   string
	detail string
	fields []document
}

func (r *refusal) Error() string { return r.code }

func notFound(kind, id string) *refusal {
	return &refusal{status: 404, code: "NOT_FOUND", detail: fmt.Sprintf("There is no %s %s.", kind, id)}
}

func wrong(field, message string) *refusal {
	return &refusal{
		status: 400, code: "INVALID_REQUEST", detail: "The request has wrong fields.",
		fields: []document{{"field": field, "message": message}},
	}
}

func (r *refusal) write(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(r.status)
	_ = json.NewEncoder(w).Encode(document{
		"type": "about:blank", "title": http.StatusText(r.status), "status": r.status, "code": r.code, "detail": r.detail,
		"traceId": "trace-1", "fields": r.fields,
	})
}
