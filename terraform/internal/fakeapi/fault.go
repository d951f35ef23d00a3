package fakeapi

import (
	"net/http"
	"strconv"
	"time"
)

// fault is what happens to one request in place of its answer; answer does the work and writes it.
type fault func(w http.ResponseWriter, r *http.Request, answer func(http.ResponseWriter))

// Refuse answers the next requests with these statuses, before doing anything.
func (s *Server) Refuse(statuses ...int) {
	for _, status := range statuses {
		s.next(func(w http.ResponseWriter, _ *http.Request, _ func(http.ResponseWriter)) {
			(&refusal{status: status, code: "TRY_LATER", detail: "Not now."}).write(w)
		})
	}
}

// RefuseField answers the next request as one of its fields is not to be had.
func (s *Server) RefuseField(status int, field, message string) {
	s.next(func(w http.ResponseWriter, _ *http.Request, _ func(http.ResponseWriter)) {
		refused := wrong(field, message)
		refused.status = status
		refused.write(w)
	})
}

// RefuseAll answers the requests of a method with a status from now on, before doing anything; 0: as ever again.
func (s *Server) RefuseAll(method string, status int) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.refusing[method] = status
}

// RefuseFor answers the next request with a status and how long to wait.
func (s *Server) RefuseFor(status int, wait time.Duration) {
	s.next(func(w http.ResponseWriter, _ *http.Request, _ func(http.ResponseWriter)) {
		w.Header().Set("Retry-After", strconv.Itoa(int(wait.Seconds())))
		(&refusal{status: status, code: "TRY_LATER", detail: "Not now."}).write(w)
	})
}

// AnswerAsProxy answers the next request as a proxy does that has not heard from the control plane: after it has done its work.
func (s *Server) AnswerAsProxy(status int) {
	s.next(func(w http.ResponseWriter, _ *http.Request, answer func(http.ResponseWriter)) {
		answer(&unheard{})
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(status)
		_, _ = w.Write([]byte("<h1>" + http.StatusText(status) + "</h1>"))
	})
}

// LoseAnswer ends the connection of the next request when its work is done, before a byte of the answer.
func (s *Server) LoseAnswer() {
	s.next(func(w http.ResponseWriter, _ *http.Request, answer func(http.ResponseWriter)) {
		answer(&unheard{})
		panic(http.ErrAbortHandler)
	})
}

// CutAnswer ends the connection of the next request in the middle of its answer.
func (s *Server) CutAnswer() {
	s.next(func(w http.ResponseWriter, _ *http.Request, answer func(http.ResponseWriter)) {
		told := &unheard{}
		answer(told)
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Content-Length", strconv.Itoa(len(told.text)))
		_, _ = w.Write(told.text[:len(told.text)/2])
		hangUp(w)
	})
}

// hangUp ends the connection; what was written has gone out before.
func hangUp(w http.ResponseWriter) {
	_ = http.NewResponseController(w).Flush()
	panic(http.ErrAbortHandler)
}

func (s *Server) next(fault fault) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.faults = append(s.faults, fault)
}

// unheard takes an answer that nobody gets.
type unheard struct {
	header http.Header
	text   []byte
}

func (u *unheard) Header() http.Header {
	if u.header == nil {
		u.header = http.Header{}
	}
	return u.header
}

func (u *unheard) WriteHeader(int) {}

func (u *unheard) Write(text []byte) (int, error) {
	u.text = append(u.text, text...)
	return len(text), nil
}

// KeepWaiting never answers the next request; its caller has to give up.
func (s *Server) KeepWaiting() {
	s.next(func(_ http.ResponseWriter, r *http.Request, _ func(http.ResponseWriter)) { <-r.Context().Done() })
}

// PassNext answers the next request as ever, so that a fault hits the one after it.
func (s *Server) PassNext() {
	s.next(func(w http.ResponseWriter, _ *http.Request, answer func(http.ResponseWriter)) { answer(w) })
}

// LoseNext loses the answer of the next request of a method; those before it are answered as ever.
func (s *Server) LoseNext(method string) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.losing = method
}
