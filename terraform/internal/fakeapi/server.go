// Package fakeapi stands in for the control plane's REST /v1 in tests of the provider: real HTTP, all state in memory.
package fakeapi

import (
	"net/http"
	"net/http/httptest"
	"strings"
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
	faults     []fault
	losing     string
	refusing   map[string]int
	failNext   string
	stuck      bool
	concurrent int
	requests   []*http.Request
	bodies     map[*http.Request]string
}

// Start serves until the test ends.
func Start(t *testing.T) *Server {
	server := &Server{
		documents: map[string]document{},
		versions:  map[string]int{},
		replays:   map[string]document{},
		polls:     map[string]int{},
		bodies:    map[*http.Request]string{},
		refusing:  map[string]int{},
	}
	listener := httptest.NewServer(server.routes())
	t.Cleanup(listener.Close)
	server.URL = listener.URL
	return server
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

// Get tells a field of a resource; nil when there is no such one.
func (s *Server) Get(id, field string) any {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.documents[id][field]
}

// Count tells how many documents with an id of this kind there are.
func (s *Server) Count(prefix string) int {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	count := 0
	for id := range s.documents {
		if strings.HasPrefix(id, prefix+"_") {
			count++
		}
	}
	return count
}

// Seed makes something of the organisation behind the provider's back and tells its id.
func (s *Server) Seed(prefix string, fields map[string]any) string {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	fields["organizationId"] = Organization
	return s.add(prefix, fields)["id"].(string)
}

// Bodies tells what the requests of a method brought, oldest first.
func (s *Server) Bodies(method string) []string {
	var bodies []string
	for _, request := range s.Sent(method) {
		s.mutex.Lock()
		bodies = append(bodies, s.bodies[request])
		s.mutex.Unlock()
	}
	return bodies
}
