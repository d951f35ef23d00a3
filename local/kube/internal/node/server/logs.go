package server

import (
	"io"
	"net/http"

	v1 "k8s.io/api/core/v1"
	"k8s.io/apiserver/pkg/util/flushwriter"
	"k8s.io/klog/v2"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	// Teaches the scheme to read log options from a query.
	_ "k8s.io/kubernetes/pkg/apis/core/install"

	"aerie.dev/local/kube/internal/node/containerlog"
)

func (s *Server) logs(w http.ResponseWriter, r *http.Request) {
	pod, ok := s.find(w, r)
	if !ok {
		return
	}
	options := &v1.PodLogOptions{}
	if err := legacyscheme.ParameterCodec.DecodeParameters(r.URL.Query(), v1.SchemeGroupVersion, options); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	path, running, err := pod.Log(r.PathValue("container"), options.Previous)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	w.Header().Set("Content-Type", "text/plain")
	stdout, stderr := streams(options.Stream, flushwriter.Wrap(w))
	if err := containerlog.Read(r.Context(), path, options, running, stdout, stderr); err != nil && r.Context().Err() == nil {
		klog.ErrorS(err, "Cannot read a log", "path", path)
	}
}

func streams(wanted *string, w io.Writer) (stdout, stderr io.Writer) {
	switch {
	case wanted != nil && *wanted == v1.LogStreamStdout:
		return w, io.Discard
	case wanted != nil && *wanted == v1.LogStreamStderr:
		return io.Discard, w
	}
	return w, w
}
