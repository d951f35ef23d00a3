package fakeapi

import (
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// pageSize is small, so that following the cursor is seen to work.
const pageSize = 2

// kept is a kind of thing that an organisation has.
type kept struct {
	noun, prefix, collection string
	// made are the fields of a POST, changed those of a PATCH.
	made, changed []string
	// admit fills in and checks one as it would be; before is nil for a new one.
	admit func(s *Server, before, after document) *refusal
	// shown is what answers show of it; all when nil.
	shown func(document) document
	// mayGo refuses a deletion; always allowed when nil.
	mayGo func(s *Server, gone document) *refusal
	// creates and lists take the place of the usual handlers when there are any.
	creates, lists handler
}

func (k kept) route(route func(string, []string, handler)) {
	of := "/v1/organizations/{id}/" + k.collection
	one := "/v1/organizations/{organization}/" + k.collection + "/{id}"
	route("POST "+of, k.made, either(k.creates, k.create))
	route("GET "+of, nil, either(k.lists, k.list))
	route("GET "+one, nil, k.read)
	route("PATCH "+one, k.changed, k.change)
	route("DELETE "+one, nil, k.remove)
}

func either(own, usual handler) handler {
	if own != nil {
		return own
	}
	return usual
}

func (k kept) create(s *Server, organization string, body document) (answer, *refusal) {
	if organization != Organization {
		return answer{}, notFound("organization", organization)
	}
	body["organizationId"] = organization
	if refused := k.admit(s, nil, body); refused != nil {
		return answer{}, refused
	}
	return answer{http.StatusCreated, k.show(s.add(k.prefix, body))}, nil
}

func (k kept) read(s *Server, id string, _ document) (answer, *refusal) {
	found, refused := s.find(k.noun, id)
	if refused != nil {
		return answer{}, refused
	}
	return answer{http.StatusOK, k.show(found)}, nil
}

func (k kept) change(s *Server, id string, body document) (answer, *refusal) {
	found, refused := s.find(k.noun, id)
	if refused != nil {
		return answer{}, refused
	}
	after := maps.Clone(found)
	maps.Copy(after, body)
	if refused := k.admit(s, found, after); refused != nil {
		return answer{}, refused
	}
	s.documents[id] = after
	s.versions[id]++
	return answer{http.StatusOK, k.show(after)}, nil
}

func (k kept) remove(s *Server, id string, _ document) (answer, *refusal) {
	found, refused := s.find(k.noun, id)
	if refused != nil {
		return answer{}, refused
	}
	if k.mayGo != nil {
		if refused := k.mayGo(s, found); refused != nil {
			return answer{}, refused
		}
	}
	delete(s.documents, id)
	return answer{status: http.StatusNoContent}, nil
}

// list answers one page; its cursor is how many came before.
func (k kept) list(s *Server, _ string, _ document) (answer, *refusal) {
	var all []document
	for _, id := range slices.Sorted(maps.Keys(s.documents)) {
		if strings.HasPrefix(id, k.prefix+"_") {
			all = append(all, k.show(s.documents[id]))
		}
	}
	begin, _ := strconv.Atoi(s.requests[len(s.requests)-1].URL.Query().Get("cursor"))
	end := min(begin+pageSize, len(all))
	page := document{"items": all[begin:end], "nextCursor": nil}
	if end < len(all) {
		page["nextCursor"] = strconv.Itoa(end)
	}
	return answer{http.StatusOK, page}, nil
}

func (k kept) show(found document) document {
	if k.shown == nil {
		return found
	}
	return k.shown(found)
}

// orElse fills in what was not said.
func orElse(body document, usual document) {
	for field, value := range usual {
		if _, said := body[field]; !said {
			body[field] = value
		}
	}
}
