package main

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"testing"
)

// roleVariable makes this test binary something else than a test: the program itself, or what an image of the tests is.
const roleVariable = "AERIE_KUBE_TEST_ROLE"

func TestMain(m *testing.M) {
	switch os.Getenv(roleVariable) {
	case "aerie-kube":
		main()
	case "web":
		serveName()
	default:
		code := m.Run()
		stopShared()
		os.Exit(code)
	}
}

// serveName is an image of the tests: an HTTP server that tells its pod's name, and whose health is a file.
func serveName() {
	mux := http.NewServeMux()
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, os.Getenv("HOSTNAME")) })
	mux.HandleFunc("/health", func(w http.ResponseWriter, _ *http.Request) {
		if _, err := os.Stat("sick"); err == nil {
			http.Error(w, "sick", http.StatusServiceUnavailable)
		}
	})
	if err := http.ListenAndServe(net.JoinHostPort(os.Getenv("POD_IP"), os.Getenv("PORT")), mux); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
