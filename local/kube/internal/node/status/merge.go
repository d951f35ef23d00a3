package status

import (
	"slices"

	v1 "k8s.io/api/core/v1"
)

// owned are the conditions of a pod that its node decides on.
var owned = []v1.PodConditionType{
	v1.PodReadyToStartContainers, v1.PodInitialized, v1.ContainersReady, v1.PodReady,
}

// merge keeps in the node's status what others have written to the pod's.
func merge(current, reported v1.PodStatus) v1.PodStatus {
	merged := *reported.DeepCopy()
	conditions := slices.DeleteFunc(slices.Clone(current.Conditions), func(c v1.PodCondition) bool {
		return slices.Contains(owned, c.Type)
	})
	for _, c := range reported.Conditions {
		if slices.Contains(owned, c.Type) {
			conditions = append(conditions, c)
		}
	}
	merged.Conditions = conditions
	merged.QOSClass = current.QOSClass
	merged.NominatedNodeName = current.NominatedNodeName
	merged.ResourceClaimStatuses = current.ResourceClaimStatuses
	if current.Phase == v1.PodSucceeded || current.Phase == v1.PodFailed {
		// A pod that has ended does not come back to life, whoever said that it has ended.
		merged.Phase = current.Phase
	}
	return merged
}
