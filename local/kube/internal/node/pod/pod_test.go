package pod

import (
	"testing"
	"time"

	v1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

func TestBackoffGrowsAndIsForgotten(t *testing.T) {
	var b backoff
	want := []time.Duration{0, 10, 20, 40, 80, 160, 300, 300}
	for i, seconds := range want {
		if got := b.next(time.Second); got != seconds*time.Second {
			t.Errorf("restart %d waits %s, want %ds", i+1, got, seconds)
		}
	}
	if got := b.next(calm); got != 0 {
		t.Errorf("after a calm run it waits %s", got)
	}
}

func TestPhase(t *testing.T) {
	ended := func(code int32) *container {
		return &container{spec: &v1.Container{}, ended: &v1.ContainerStateTerminated{ExitCode: code}}
	}
	fresh := &container{spec: &v1.Container{}}
	failedInit := ended(1)
	failedInit.kind = initial
	tests := map[string]struct {
		policy     v1.RestartPolicy
		terminal   bool
		containers []*container
		want       v1.PodPhase
	}{
		"nothing has run":          {v1.RestartPolicyAlways, false, []*container{fresh}, v1.PodPending},
		"will run again":           {v1.RestartPolicyAlways, false, []*container{ended(1)}, v1.PodRunning},
		"all done":                 {v1.RestartPolicyNever, true, []*container{ended(0), ended(0)}, v1.PodSucceeded},
		"one failed":               {v1.RestartPolicyNever, true, []*container{ended(0), ended(1)}, v1.PodFailed},
		"deleted before it ran":    {v1.RestartPolicyAlways, true, []*container{fresh}, v1.PodFailed},
		"init failed for good":     {v1.RestartPolicyNever, true, []*container{failedInit, fresh}, v1.PodFailed},
		"init will be run again":   {v1.RestartPolicyAlways, false, []*container{failedInit, fresh}, v1.PodPending},
		"sidecars still to end":    {v1.RestartPolicyNever, false, []*container{ended(0)}, v1.PodRunning},
		"one waits, one has ended": {v1.RestartPolicyAlways, false, []*container{fresh, ended(0)}, v1.PodPending},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			w := &Worker{pod: &v1.Pod{Spec: v1.PodSpec{RestartPolicy: test.policy}}, terminal: test.terminal, containers: test.containers}
			if got := w.phase(); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

func TestRecoveryTakesUpTheStatus(t *testing.T) {
	started := metav1.Now()
	pod := &v1.Pod{
		Spec: v1.PodSpec{
			InitContainers: []v1.Container{{Name: "init"}},
			Containers:     []v1.Container{{Name: "ran"}, {Name: "told-to-end"}, {Name: "new"}},
		},
		Status: v1.PodStatus{
			InitContainerStatuses: []v1.ContainerStatus{{
				Name: "init", State: v1.ContainerState{Terminated: &v1.ContainerStateTerminated{ExitCode: 0, Reason: reasonCompleted}},
			}},
			ContainerStatuses: []v1.ContainerStatus{
				{Name: "ran", RestartCount: 4, State: v1.ContainerState{Running: &v1.ContainerStateRunning{StartedAt: started}}},
				{Name: "told-to-end", State: v1.ContainerState{Terminated: &v1.ContainerStateTerminated{Reason: reasonShutdown}}},
			},
		},
	}
	c := recoverContainers(pod)
	if !c[0].completed() {
		t.Error("the init container would run again")
	}
	if c[1].restarts != 4 || c[1].ended.ExitCode != exitLost || c[1].ended.Reason != reasonUnknown || c[1].ended.StartedAt != started {
		t.Errorf("a container that ran is taken up as %+v", c[1].ended)
	}
	onFailure := &v1.PodSpec{RestartPolicy: v1.RestartPolicyOnFailure}
	if !c[2].restarting(onFailure) {
		t.Error("a container that the node's end interrupted counts as done")
	}
	if c[3].ended != nil || c[3].restarts != 0 {
		t.Error("a container that has not run counts as ended")
	}
}
