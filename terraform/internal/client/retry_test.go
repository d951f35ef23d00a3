package client_test

import (
	"crypto/tls"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"aerie.dev/terraform-provider-aerie/internal/client"
	"aerie.dev/terraform-provider-aerie/internal/fakeapi"
)

// losses are the ways in which an answer does not arrive though the work is done.
var losses = map[string]func(*fakeapi.Server){
	"connection lost":    func(server *fakeapi.Server) { server.LoseAnswer() },
	"answer broken off":  func(server *fakeapi.Server) { server.CutAnswer() },
	"502 of a proxy":     func(server *fakeapi.Server) { server.AnswerAsProxy(http.StatusBadGateway) },
	"504 of a proxy":     func(server *fakeapi.Server) { server.AnswerAsProxy(http.StatusGatewayTimeout) },
	"503 of a proxy":     func(server *fakeapi.Server) { server.AnswerAsProxy(http.StatusServiceUnavailable) },
	"429 with a wait":    func(server *fakeapi.Server) { server.RefuseFor(http.StatusTooManyRequests, 0) },
	"nothing in between": func(*fakeapi.Server) {},
}

func TestWhatWasMadeThoughItsAnswerWasLostIsMadeOnce(t *testing.T) {
	for name, lose := range losses {
		t.Run(name, func(t *testing.T) {
			server := fakeapi.Start(t)
			connected := connect(t, server)
			lose(server)

			made, err := connected.CreateProject(t.Context(), team)

			if err != nil || made.Name != team.Name {
				t.Fatalf("got %v, %v", made, err)
			}
			if _, err := connected.CreateProject(t.Context(), client.NewProject{OrganizationID: fakeapi.Organization, Name: "other"}); err != nil {
				t.Error(err)
			}
			if got := server.Count("prj"); got != 2 {
				t.Errorf("%d projects, want 2", got)
			}
		})
	}
}

func TestChangesAndDeletionsAreRepeatedToo(t *testing.T) {
	for name, lose := range losses {
		t.Run(name, func(t *testing.T) {
			server := fakeapi.Start(t)
			connected := connect(t, server)
			made, err := connected.CreateProject(t.Context(), team)
			if err != nil {
				t.Fatal(err)
			}

			lose(server)
			if _, err := connected.Project(t.Context(), made.ID); err != nil {
				t.Error("read:", err)
			}
			server.PassNext()
			lose(server)
			if changed, err := connected.ChangeProject(t.Context(), made.ID, client.ProjectChanges{Name: "crew"}); err != nil || changed.Name != "crew" {
				t.Error("change:", changed, err)
			}
			lose(server)
			if err := connected.DeleteProject(t.Context(), made.ID); err != nil {
				t.Error("delete:", err)
			}
		})
	}
}

func TestWaitsThatAreTooLongAreToldInstead(t *testing.T) {
	server := fakeapi.Start(t)
	server.RefuseFor(http.StatusTooManyRequests, time.Hour)

	_, err := connect(t, server).Regions(t.Context())

	var problem *client.Problem
	if !errors.As(err, &problem) || problem.RetryAfter != "3600" {
		t.Errorf("got %v", err)
	}
	if sent := server.Sent(http.MethodGet); len(sent) != 1 {
		t.Errorf("%d requests, want 1", len(sent))
	}
}

func TestCertificateThatIsNotTrustedIsToldAtOnce(t *testing.T) {
	var connections atomic.Int32
	server := httptest.NewUnstartedServer(http.NotFoundHandler())
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			connections.Add(1)
		}
	}
	server.StartTLS()
	t.Cleanup(server.Close)
	connected, err := client.New(client.Config{URL: server.URL, Pace: client.Pace{Shortest: 1, Longest: 1, Retries: 3}})
	if err != nil {
		t.Fatal(err)
	}

	_, err = connected.Regions(t.Context())

	var untrusted *tls.CertificateVerificationError
	if !errors.As(err, &untrusted) || connections.Load() != 1 {
		t.Errorf("%d connections, %v", connections.Load(), err)
	}
}

func TestTriesThatGetNoAnswerEnd(t *testing.T) {
	server := fakeapi.Start(t)
	connected, err := client.New(client.Config{
		URL: server.URL, Token: fakeapi.Key,
		Pace: client.Pace{Shortest: time.Millisecond, Longest: time.Millisecond, Retries: 5, PerTry: time.Second},
	})
	if err != nil {
		t.Fatal(err)
	}
	server.KeepWaiting()

	if _, err := connected.Region(t.Context(), "local"); err != nil {
		t.Error(err)
	}
}
