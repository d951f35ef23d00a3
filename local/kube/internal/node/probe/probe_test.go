package probe

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"testing"

	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
)

func TestHealthChangesWhenEnoughAnswersAgree(t *testing.T) {
	tests := map[string]struct {
		success, failure int32
		answers          string
		want             string
	}{
		"first answer":       {1, 3, "+", "+"},
		"patience":           {1, 3, "--+---", "..+..-"},
		"interrupted run":    {1, 3, "+--+--", "+....."},
		"slow recovery":      {2, 1, "-+-++", "-...+"},
		"no repeated change": {1, 1, "++--", "+.-."},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			c := counter{success: test.success, failure: test.failure}
			var got strings.Builder
			for _, answer := range test.answers {
				switch {
				case !c.add(answer == '+'):
					got.WriteByte('.')
				case c.healthy:
					got.WriteByte('+')
				default:
					got.WriteByte('-')
				}
			}
			if got.String() != test.want {
				t.Errorf("%s gave %s, want %s", test.answers, got.String(), test.want)
			}
		})
	}
}

func TestChecks(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/good" {
			http.Error(w, "bad", http.StatusServiceUnavailable)
		}
	}))
	defer server.Close()
	host, text, _ := net.SplitHostPort(server.Listener.Addr().String())
	port, _ := strconv.Atoi(text)
	target := Target{
		PodIP:     host,
		Container: &v1.Container{Ports: []v1.ContainerPort{{Name: "http", ContainerPort: int32(port)}}},
		Exec: func(_ context.Context, command []string) (int, string, error) {
			if slices.Equal(command, []string{"good"}) {
				return 0, "", nil
			}
			return 2, "broken", nil
		},
	}
	named := intstr.FromString("http")
	tests := map[string]struct {
		handler v1.ProbeHandler
		want    bool
	}{
		"http good":   {v1.ProbeHandler{HTTPGet: &v1.HTTPGetAction{Path: "/good", Port: named}}, true},
		"http bad":    {v1.ProbeHandler{HTTPGet: &v1.HTTPGetAction{Path: "/bad", Port: named}}, false},
		"http port":   {v1.ProbeHandler{HTTPGet: &v1.HTTPGetAction{Path: "/good", Port: intstr.FromString("other")}}, false},
		"tcp good":    {v1.ProbeHandler{TCPSocket: &v1.TCPSocketAction{Port: named}}, true},
		"tcp bad":     {v1.ProbeHandler{TCPSocket: &v1.TCPSocketAction{Port: intstr.FromInt32(1)}}, false},
		"grpc bad":    {v1.ProbeHandler{GRPC: &v1.GRPCAction{Port: 1}}, false},
		"exec good":   {v1.ProbeHandler{Exec: &v1.ExecAction{Command: []string{"good"}}}, true},
		"exec bad":    {v1.ProbeHandler{Exec: &v1.ExecAction{Command: []string{"bad"}}}, false},
		"no question": {v1.ProbeHandler{}, false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			ok, message := Check(t.Context(), target, &v1.Probe{ProbeHandler: test.handler, TimeoutSeconds: 30})
			if ok != test.want || !ok && message == "" {
				t.Errorf("got %v (%q)", ok, message)
			}
		})
	}
}
