package client_test

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"time"

	"aerie.dev/terraform-provider-aerie/internal/client"
	"aerie.dev/terraform-provider-aerie/internal/fakeapi"
)

func connect(t *testing.T, server *fakeapi.Server) *client.Client {
	t.Helper()
	connected, err := client.New(client.Config{
		URL: server.URL, Token: fakeapi.Key, UserAgent: "test",
		Pace: client.Pace{Shortest: time.Millisecond, Longest: 2 * time.Millisecond, Retries: 3},
	})
	if err != nil {
		t.Fatal(err)
	}
	return connected
}

var team = client.NewProject{OrganizationID: fakeapi.Organization, Name: "team"}

func TestRetriedPostCarriesOneIdempotencyKey(t *testing.T) {
	server := fakeapi.Start(t)
	server.Refuse(http.StatusTooManyRequests, http.StatusServiceUnavailable)

	if _, err := connect(t, server).CreateProject(t.Context(), team); err != nil {
		t.Fatal(err)
	}

	sent := server.Sent(http.MethodPost)
	if len(sent) != 3 {
		t.Fatalf("%d requests, want 3", len(sent))
	}
	key := sent[0].Header.Get("Idempotency-Key")
	for _, request := range sent {
		if got := request.Header.Get("Idempotency-Key"); got == "" || got != key {
			t.Errorf("Idempotency-Key %q, want %q", got, key)
		}
	}
}

func TestTwoPostsCarryTwoIdempotencyKeys(t *testing.T) {
	server := fakeapi.Start(t)
	connected := connect(t, server)

	first, err := connected.CreateProject(t.Context(), team)
	second, taken := connected.CreateProject(t.Context(), team)

	if err != nil || first.ID == "" {
		t.Fatal(first, err)
	}
	var problem *client.Problem
	if !errors.As(taken, &problem) || problem.Code != "NAME_TAKEN" {
		t.Errorf("the second project is %v, %v; want NAME_TAKEN", second, taken)
	}
}

func TestRetriesEndWithTheServicesAnswer(t *testing.T) {
	server := fakeapi.Start(t)
	server.Refuse(503, 503, 503, 503, 503)

	_, err := connect(t, server).Regions(t.Context())

	var problem *client.Problem
	if !errors.As(err, &problem) || problem.Status != 503 || problem.Code != "TRY_LATER" {
		t.Errorf("got %v", err)
	}
}

func TestOtherServerErrorsAreNotRepeated(t *testing.T) {
	server := fakeapi.Start(t)
	server.Refuse(http.StatusInternalServerError)

	if _, err := connect(t, server).Regions(t.Context()); err == nil {
		t.Error("no error")
	}
	if sent := server.Sent(http.MethodGet); len(sent) != 1 {
		t.Errorf("%d requests, want 1", len(sent))
	}
}

func TestPatchReadsAgainWhatChangedInBetween(t *testing.T) {
	server := fakeapi.Start(t)
	connected := connect(t, server)
	made, err := connected.CreateProject(t.Context(), team)
	if err != nil {
		t.Fatal(err)
	}
	server.ChangeBeforeNextPatches(2)

	changed, err := connected.ChangeProject(t.Context(), made.ID, client.ProjectChanges{Name: "crew"})

	if err != nil || changed.Name != "crew" {
		t.Errorf("got %v, %v", changed, err)
	}
	if sent := server.Sent(http.MethodPatch); len(sent) != 3 {
		t.Errorf("%d patches, want 3", len(sent))
	}
}

func TestAbsentResourceIsNotFoundAndDeletedAlready(t *testing.T) {
	connected := connect(t, fakeapi.Start(t))

	if _, err := connected.Cluster(t.Context(), "cls_none"); !client.IsNotFound(err) {
		t.Errorf("got %v", err)
	}
	if err := connected.DeleteCluster(t.Context(), "cls_none"); err != nil {
		t.Error(err)
	}
	if err := connected.DeleteProject(t.Context(), "prj_none"); err != nil {
		t.Error(err)
	}
}

func TestWaitingEndsWithTheContext(t *testing.T) {
	server := fakeapi.Start(t)
	connected := connect(t, server)
	project, err := connected.CreateProject(t.Context(), team)
	if err != nil {
		t.Fatal(err)
	}
	server.HoldOperations(true)
	cluster, err := connected.CreateCluster(t.Context(), client.NewCluster{ProjectID: project.ID, Name: "one", Region: "local"})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()

	if _, err := connected.Settled(ctx, cluster); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
}

func TestAddressesThatAreNone(t *testing.T) {
	for _, address := range []string{"", "localhost:8080", "ftp://aerie.example.com", "://"} {
		if _, err := client.New(client.Config{URL: address}); err == nil {
			t.Errorf("%q is taken", address)
		}
	}
}
