package pod

import v1 "k8s.io/api/core/v1"

// phase sums up the containers.
func (w *Worker) phase() v1.PodPhase {
	if w.pod.Status.Phase == v1.PodSucceeded || w.pod.Status.Phase == v1.PodFailed {
		return w.pod.Status.Phase
	}
	if w.expired && w.terminal {
		return v1.PodFailed
	}
	if w.shutdown {
		// The pod goes on when the node is back.
		return w.pod.Status.Phase
	}
	failed := false
	for _, c := range w.containers {
		if c.kind == initial && !c.completed() {
			if !w.terminal && !c.over(&w.pod.Spec) {
				return v1.PodPending
			}
			failed = true
		}
	}
	pending := false
	for _, c := range w.containers {
		if c.kind != regular {
			continue
		}
		switch {
		case c.process != nil:
		case c.ended == nil:
			pending = true
		case c.ended.ExitCode != 0:
			failed = true
		}
	}
	return sum(w.terminal, pending, failed)
}

func sum(terminal, pending, failed bool) v1.PodPhase {
	switch {
	case terminal && (failed || pending):
		return v1.PodFailed
	case terminal:
		return v1.PodSucceeded
	case pending:
		return v1.PodPending
	}
	return v1.PodRunning
}
