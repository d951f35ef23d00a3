package status

import (
	"testing"

	v1 "k8s.io/api/core/v1"
)

func TestMergeKeepsWhatOthersWrote(t *testing.T) {
	current := v1.PodStatus{
		Phase:    v1.PodPending,
		QOSClass: v1.PodQOSBurstable,
		Conditions: []v1.PodCondition{
			{Type: v1.PodScheduled, Status: v1.ConditionTrue},
			{Type: "example.com/gate", Status: v1.ConditionTrue},
			{Type: v1.PodReady, Status: v1.ConditionFalse},
		},
	}
	merged := merge(current, v1.PodStatus{Phase: v1.PodRunning, Conditions: []v1.PodCondition{
		{Type: v1.PodReady, Status: v1.ConditionTrue},
		{Type: "example.com/gate", Status: v1.ConditionFalse},
	}})
	if merged.Phase != v1.PodRunning || merged.QOSClass != v1.PodQOSBurstable || len(merged.Conditions) != 3 {
		t.Fatalf("merged is %+v", merged)
	}
	for _, condition := range merged.Conditions {
		if condition.Status != v1.ConditionTrue {
			t.Errorf("%s is %s", condition.Type, condition.Status)
		}
	}
}

func TestEndedPodStaysEnded(t *testing.T) {
	merged := merge(v1.PodStatus{Phase: v1.PodFailed}, v1.PodStatus{Phase: v1.PodRunning})
	if merged.Phase != v1.PodFailed {
		t.Errorf("phase is %s", merged.Phase)
	}
}
