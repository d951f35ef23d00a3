package cluster

import (
	"fmt"
	"net"
	"net/url"
	"strconv"

	"aerie.dev/local/kube/internal/pki"
)

const host = "127.0.0.1"

// choosePort gives the port the user asked for, else the one of the last run, else any free one.
func choosePort(asked int, lastKubeconfig string) (int, error) {
	if asked != 0 {
		if !free(asked) {
			return 0, fmt.Errorf("port %d on %s is taken by another program: end it or choose another --port", asked, host)
		}
		return asked, nil
	}
	if last := portOf(lastKubeconfig); last != 0 && free(last) {
		return last, nil
	}
	ports, err := freePorts(1)
	if err != nil {
		return 0, err
	}
	return ports[0], nil
}

// freePorts finds n different free ports: all are held until the last one is known.
func freePorts(n int) ([]int, error) {
	ports := make([]int, 0, n)
	for range n {
		listener, err := net.Listen("tcp", net.JoinHostPort(host, "0"))
		if err != nil {
			return nil, fmt.Errorf("no free port on %s: %w", host, err)
		}
		defer listener.Close()
		ports = append(ports, listener.Addr().(*net.TCPAddr).Port)
	}
	return ports, nil
}

func free(port int) bool {
	listener, err := net.Listen("tcp", net.JoinHostPort(host, strconv.Itoa(port)))
	if err != nil {
		return false
	}
	listener.Close()
	return true
}

// portOf reads the port of the API server in a kubeconfig; 0 when there is none.
func portOf(kubeconfig string) int {
	server, err := pki.Server(kubeconfig)
	if err != nil {
		return 0
	}
	address, err := url.Parse(server)
	if err != nil {
		return 0
	}
	port, err := strconv.Atoi(address.Port())
	if err != nil {
		return 0
	}
	return port
}
