package server

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"time"

	"k8s.io/apimachinery/pkg/types"
	protocols "k8s.io/apimachinery/pkg/util/remotecommand"
	remote "k8s.io/client-go/tools/remotecommand"
	"k8s.io/kubelet/pkg/cri/streaming/remotecommand"
	utilexec "k8s.io/utils/exec"
)

const (
	idleTimeout   = 4 * time.Hour
	createTimeout = 30 * time.Second
)

func (s *Server) exec(w http.ResponseWriter, r *http.Request) {
	pod, ok := s.find(w, r)
	if !ok {
		return
	}
	options, err := remotecommand.NewOptions(r)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	remotecommand.ServeExec(w, r, executor{pod}, r.PathValue("pod"), "", r.PathValue("container"),
		r.URL.Query()["command"], options, idleTimeout, createTimeout, protocols.SupportedStreamingProtocols)
}

// executor runs commands in the containers of one pod.
type executor struct {
	pod Pod
}

func (e executor) ExecInContainer(ctx context.Context, _ string, _ types.UID, container string, command []string,
	in io.Reader, out, err io.WriteCloser, tty bool, _ <-chan remote.TerminalSize, _ time.Duration,
) error {
	if tty {
		return fmt.Errorf("this node has no terminals: leave out -t")
	}
	code, failure := e.pod.Exec(ctx, container, command, in, out, err)
	if failure != nil {
		return failure
	}
	if code != 0 {
		return utilexec.CodeExitError{Err: fmt.Errorf("exit code %d", code), Code: code}
	}
	return nil
}
