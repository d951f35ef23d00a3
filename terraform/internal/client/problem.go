package client

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"
)

// Problem is an RFC 9457 answer of the control plane.
type Problem struct {
	Type     string  `json:"type"`
	Title    string  `json:"title"`
	Status   int     `json:"status"`
	Detail   string  `json:"detail"`
	Code     string  `json:"code"`
	Instance string  `json:"instance"`
	TraceID  string  `json:"traceId"`
	Fields   []Field `json:"fields"`
	// RetryAfter is the header of that name, when a later try may be answered.
	RetryAfter string `json:"-"`
}

// Field is one wrong field of a request, named as in its JSON.
type Field struct {
	Field   string `json:"field"`
	Message string `json:"message"`
}

// Error reads as one line: code, what happened, and the trace to quote.
func (p *Problem) Error() string {
	text := p.Detail
	if text == "" {
		text = p.Title
	}
	if p.Code != "" {
		text = p.Code + ": " + text
	}
	if p.RetryAfter != "" {
		text += " (Retry-After: " + p.RetryAfter + ")"
	}
	if p.TraceID != "" {
		text += " (trace " + p.TraceID + ")"
	}
	return text
}

// IsNotFound tells whether the resource is gone, or was never the caller's.
func IsNotFound(err error) bool {
	return hasStatus(err, http.StatusNotFound)
}

// CodeOf is the code of a refusal, such as NAME_TAKEN; empty when it is none.
func CodeOf(err error) string {
	var problem *Problem
	if errors.As(err, &problem) {
		return problem.Code
	}
	return ""
}

func hasStatus(err error, status int) bool {
	var problem *Problem
	return errors.As(err, &problem) && problem.Status == status
}

// problemOf reads the body of a refused request; whatever it is, the caller gets a Problem with the HTTP status.
func problemOf(answer *http.Response) error {
	body, err := io.ReadAll(io.LimitReader(answer.Body, 1<<20))
	if err != nil {
		return fmt.Errorf("read the answer %s: %w", answer.Status, err)
	}
	problem := &Problem{}
	kind, _, _ := mime.ParseMediaType(answer.Header.Get("Content-Type"))
	if kind != "application/problem+json" || json.Unmarshal(body, problem) != nil {
		problem = &Problem{Title: answer.Status, Detail: plainDetail(answer.Status, body)}
	}
	problem.Status = answer.StatusCode
	problem.RetryAfter = answer.Header.Get("Retry-After")
	return problem
}

func plainDetail(status string, body []byte) string {
	const longest = 300
	text := strings.TrimSpace(string(body))
	if len(text) > longest {
		text = text[:longest] + "…"
	}
	if text == "" {
		return status
	}
	return status + ": " + text
}
