package fakeapi

import (
	"encoding/json"
	"fmt"
	"net/http"
)

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

func conflict(code, detail string) *refusal {
	return &refusal{status: 409, code: code, detail: detail}
}

func (r *refusal) write(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(r.status)
	_ = json.NewEncoder(w).Encode(document{
		"type": "about:blank", "title": http.StatusText(r.status), "status": r.status, "code": r.code, "detail": r.detail,
		"traceId": "trace-1", "fields": r.fields,
	})
}
