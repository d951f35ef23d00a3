// Package server answers what the API server asks a node: logs of containers and commands to run in them.
package server

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"slices"
	"strconv"
	"sync/atomic"
	"time"
)

// clientGroup is the group whose members may read logs and run commands: the API server.
const clientGroup = "aerie:kubelet-clients"

// Pod is what the server needs of a pod.
type Pod interface {
	Log(container string, previous bool) (path string, running func() bool, err error)
	Exec(ctx context.Context, container string, command []string, stdin io.Reader, stdout, stderr io.Writer) (int, error)
}

// Config says where and how to serve.
type Config struct {
	Address                                string
	Port                                   int
	CertificateFile, KeyFile, ClientCAFile string
	// Find gives a pod by its namespace and name.
	Find func(namespace, name string) (Pod, bool)
}

// Server serves HTTPS to clients with a certificate of the cluster's authority.
type Server struct {
	config   Config
	listener net.Listener
	ready    atomic.Bool
}

// New opens the port.
func New(config Config) (*Server, error) {
	certificate, err := tls.LoadX509KeyPair(config.CertificateFile, config.KeyFile)
	if err != nil {
		return nil, err
	}
	authority, err := os.ReadFile(config.ClientCAFile)
	if err != nil {
		return nil, err
	}
	clients := x509.NewCertPool()
	if !clients.AppendCertsFromPEM(authority) {
		return nil, fmt.Errorf("%s holds no certificate", config.ClientCAFile)
	}
	listener, err := tls.Listen("tcp", net.JoinHostPort(config.Address, strconv.Itoa(config.Port)), &tls.Config{
		Certificates: []tls.Certificate{certificate},
		ClientCAs:    clients,
		ClientAuth:   tls.RequireAndVerifyClientCert,
		MinVersion:   tls.VersionTLS12,
		// Commands are run over connections that are taken over, which HTTP/2 does not know.
		NextProtos: []string{"http/1.1"},
	})
	if err != nil {
		return nil, err
	}
	return &Server{config: config, listener: listener}, nil
}

// Port is the port that is served.
func (s *Server) Port() int { return s.listener.Addr().(*net.TCPAddr).Port }

// SetReady has /readyz answer yes.
func (s *Server) SetReady() { s.ready.Store(true) }

// Serve serves until ctx is done.
func (s *Server) Serve(ctx context.Context) error {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /readyz", s.readyz)
	mux.Handle("GET /containerLogs/{namespace}/{pod}/{container}", onlyAPIServer(s.logs))
	mux.Handle("/exec/{namespace}/{pod}/{container}", onlyAPIServer(s.exec))
	mux.Handle("/exec/{namespace}/{pod}/{uid}/{container}", onlyAPIServer(s.exec))
	server := &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second, ErrorLog: log.New(io.Discard, "", 0)}
	context.AfterFunc(ctx, func() { server.Close() })
	if err := server.Serve(s.listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

func (s *Server) readyz(w http.ResponseWriter, _ *http.Request) {
	if !s.ready.Load() {
		http.Error(w, "pods are being taken up", http.StatusServiceUnavailable)
	}
}

func onlyAPIServer(handler http.HandlerFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		client := r.TLS.PeerCertificates[0].Subject
		if !slices.Contains(client.Organization, clientGroup) {
			http.Error(w, "only the API server may ask this", http.StatusForbidden)
			return
		}
		handler(w, r)
	})
}

// find answers 404 when there is no such pod.
func (s *Server) find(w http.ResponseWriter, r *http.Request) (Pod, bool) {
	pod, ok := s.config.Find(r.PathValue("namespace"), r.PathValue("pod"))
	if !ok {
		http.Error(w, fmt.Sprintf("pod %q does not exist", r.PathValue("pod")), http.StatusNotFound)
	}
	return pod, ok
}
