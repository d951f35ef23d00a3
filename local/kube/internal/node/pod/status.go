package pod

import (
	"fmt"
	"maps"
	"strings"
	"time"

	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	podutil "k8s.io/kubernetes/pkg/api/v1/pod"

	"aerie.dev/local/kube/internal/node/image"
	"aerie.dev/local/kube/internal/node/status"
)

// publish reports the pod's status when it has changed.
func (w *Worker) publish() {
	if w.concluded || w.removed {
		return
	}
	computed := w.computeStatus()
	w.pod.Status = computed
	if w.reported != nil && equality.Semantic.DeepEqual(computed, *w.reported) {
		return
	}
	w.reported = computed.DeepCopy()
	w.host.Status.Put(status.Report{
		Namespace: w.pod.Namespace, Name: w.pod.Name, UID: w.pod.UID, Status: *computed.DeepCopy(),
	})
}

func (w *Worker) computeStatus() v1.PodStatus {
	result := *w.pod.Status.DeepCopy()
	result.ObservedGeneration = w.pod.Generation
	result.InitContainerStatuses, result.ContainerStatuses = nil, nil
	for _, c := range w.containers {
		if c.kind == regular {
			result.ContainerStatuses = append(result.ContainerStatuses, w.containerStatus(c))
		} else {
			result.InitContainerStatuses = append(result.InitContainerStatuses, w.containerStatus(c))
		}
	}
	result.Phase = w.phase()
	if w.expired {
		result.Reason, result.Message = "DeadlineExceeded", "Pod was active on the node longer than the specified deadline"
	}
	w.setConditions(&result)
	return result
}

func (w *Worker) containerStatus(c *container) v1.ContainerStatus {
	state, last := c.state()
	if state.Waiting != nil && state.Waiting.Reason == reasonCreating && c.kind == regular && !w.initialized() {
		state.Waiting = &v1.ContainerStateWaiting{Reason: reasonInitializing}
	}
	started := c.started
	result := v1.ContainerStatus{
		Name: c.spec.Name, Image: c.spec.Image, RestartCount: c.restarts, State: state, LastTerminationState: last,
		Ready: c.ready && c.process != nil, Started: &started,
	}
	if c.kind == initial {
		result.Ready = c.completed()
	}
	if c.process != nil || c.ended != nil {
		result.ContainerID = w.containerID(c)
		result.ImageID = "aerie-kube://" + image.Repository(c.spec.Image)
	}
	return result
}

// containerID names one run of a container.
func (w *Worker) containerID(c *container) string {
	return fmt.Sprintf("aerie-kube://%s-%s-%d", w.pod.UID, c.spec.Name, c.restarts)
}

func (w *Worker) initialized() bool {
	for _, c := range w.containers {
		if c.kind == initial && !c.completed() || c.kind == sidecar && !c.started && !w.terminal {
			return false
		}
	}
	return true
}

func (w *Worker) setConditions(s *v1.PodStatus) {
	var unready []string
	for _, c := range s.ContainerStatuses {
		if !c.Ready {
			unready = append(unready, c.Name)
		}
	}
	for i, c := range s.InitContainerStatuses {
		if podutil.IsRestartableInitContainer(&w.pod.Spec.InitContainers[i]) && !c.Ready {
			unready = append(unready, c.Name)
		}
	}
	terminal := s.Phase == v1.PodSucceeded || s.Phase == v1.PodFailed
	w.set(s, v1.PodReadyToStartContainers, w.paths != nil && !terminal, "", "")
	w.set(s, v1.PodInitialized, w.initialized(), "ContainersNotInitialized", "init containers have not all completed")
	reason, message := "ContainersNotReady", fmt.Sprintf("containers with unready status: [%s]", strings.Join(unready, " "))
	if s.Phase == v1.PodSucceeded {
		reason, message = "PodCompleted", ""
	}
	ready := len(unready) == 0 && !terminal
	w.set(s, v1.ContainersReady, ready, reason, message)
	if ready {
		for _, gate := range w.pod.Spec.ReadinessGates {
			if _, condition := podutil.GetPodCondition(s, gate.ConditionType); condition == nil || condition.Status != v1.ConditionTrue {
				ready, reason, message = false, "ReadinessGatesNotReady", fmt.Sprintf("readiness gate %q is not true", gate.ConditionType)
			}
		}
	}
	w.set(s, v1.PodReady, ready, reason, message)
}

func (w *Worker) set(s *v1.PodStatus, kind v1.PodConditionType, holds bool, reason, message string) {
	condition := &v1.PodCondition{Type: kind, Status: v1.ConditionTrue, ObservedGeneration: w.pod.Generation}
	if !holds {
		condition.Status, condition.Reason, condition.Message = v1.ConditionFalse, reason, message
	}
	podutil.UpdatePodCondition(s, condition)
}

// timeOf drops what the API does not store of a time, so that what is read back equals what was written.
func timeOf(t time.Time) metav1.Time { return metav1.NewTime(t).Rfc3339Copy() }

// sameMetadata tells whether what volumes can show of a pod's metadata is the same.
func sameMetadata(a, b *v1.Pod) bool {
	return maps.Equal(a.Labels, b.Labels) && maps.Equal(a.Annotations, b.Annotations)
}
