package pod

import (
	"fmt"

	v1 "k8s.io/api/core/v1"
)

// containerEvent records something that happened to one container.
func (w *Worker) containerEvent(c *container, kind, reason, message string) {
	field := "spec.containers"
	if c.kind != regular {
		field = "spec.initContainers"
	}
	object := w.reference()
	object.FieldPath = fmt.Sprintf("%s{%s}", field, c.spec.Name)
	w.host.Recorder.Event(object, kind, reason, message)
}

// report tells once of what keeps the whole pod from running.
func (w *Worker) report(reason, message string) {
	if w.problem == message {
		return
	}
	w.problem = message
	w.host.Recorder.Event(w.reference(), v1.EventTypeWarning, reason, message)
}

func (w *Worker) reference() *v1.ObjectReference {
	return &v1.ObjectReference{
		Kind: "Pod", APIVersion: "v1", Namespace: w.pod.Namespace, Name: w.pod.Name, UID: w.pod.UID,
		ResourceVersion: w.pod.ResourceVersion,
	}
}
