package server

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"aerie.dev/local/kube/internal/node/containerlog"
	"aerie.dev/local/kube/internal/pki"
)

// logOnly is a pod at the edge: all it has is a log.
type logOnly struct{ path string }

func (p logOnly) Log(container string, previous bool) (string, func() bool, error) {
	if container != "main" || previous {
		return "", nil, fmt.Errorf("no log of %s", container)
	}
	return p.path, func() bool { return false }, nil
}

func (logOnly) Exec(context.Context, string, []string, io.Reader, io.Writer, io.Writer) (int, error) {
	return 0, nil
}

func TestOnlyTheAPIServerReadsLogs(t *testing.T) {
	dir := t.TempDir()
	log, err := containerlog.Create(dir, 0)
	if err != nil {
		t.Fatal(err)
	}
	log.Copy("stdout", strings.NewReader("one\ntwo\n"))
	log.Close()
	authority, err := pki.OpenOrCreate(dir)
	if err != nil {
		t.Fatal(err)
	}
	s := serve(t, dir, authority, logOnly{containerlog.Path(dir, 0)})
	apiServer := client(t, authority, "api-server", clientGroup)
	stranger := client(t, authority, "stranger", "staff")

	tests := map[string]struct {
		client *http.Client
		path   string
		code   int
		body   string
	}{
		"log":               {apiServer, "/containerLogs/ns/pod/main?tailLines=1&follow=true", 200, "two\n"},
		"stranger":          {stranger, "/containerLogs/ns/pod/main", 403, "only the API server may ask this\n"},
		"stranger's exec":   {stranger, "/exec/ns/pod/main?command=true&output=1", 403, "only the API server may ask this\n"},
		"unknown pod":       {apiServer, "/containerLogs/ns/other/main", 404, "pod \"other\" does not exist\n"},
		"unknown container": {apiServer, "/containerLogs/ns/pod/other", 400, "no log of other\n"},
		"unready":           {stranger, "/readyz", 503, "pods are being taken up\n"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if code, body := get(t, test.client, s, test.path); code != test.code || body != test.body {
				t.Errorf("got %d %q, want %d %q", code, body, test.code, test.body)
			}
		})
	}
	s.SetReady()
	if code, _ := get(t, stranger, s, "/readyz"); code != http.StatusOK {
		t.Errorf("ready, and it says %d", code)
	}
}

func serve(t *testing.T, dir string, authority *pki.Authority, pod Pod) *Server {
	t.Helper()
	pair, err := authority.Server("127.0.0.1")
	if err != nil {
		t.Fatal(err)
	}
	certificate, key, err := pair.Write(dir, "server")
	if err != nil {
		t.Fatal(err)
	}
	s, err := New(Config{
		Address: "127.0.0.1", CertificateFile: certificate, KeyFile: key, ClientCAFile: pki.AuthorityFile(dir),
		Find: func(namespace, name string) (Pod, bool) { return pod, namespace == "ns" && name == "pod" },
	})
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		if err := s.Serve(t.Context()); err != nil {
			t.Error(err)
		}
	}()
	return s
}

func client(t *testing.T, authority *pki.Authority, user, group string) *http.Client {
	t.Helper()
	pair, err := authority.Client(user, group)
	if err != nil {
		t.Fatal(err)
	}
	certificate, err := tls.X509KeyPair(pair.Certificate, pair.Key)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(authority.CertificatePEM())
	return &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{
		Certificates: []tls.Certificate{certificate}, RootCAs: roots,
	}}}
}

func get(t *testing.T, client *http.Client, s *Server, path string) (int, string) {
	t.Helper()
	response, err := client.Get(fmt.Sprintf("https://127.0.0.1:%d%s", s.Port(), path))
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(body)
}
