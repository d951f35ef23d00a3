package node

import (
	"context"
	"runtime"
	"time"

	v1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/component-base/version"
	"k8s.io/component-helpers/apimachinery/lease"
	"k8s.io/utils/clock"
)

const (
	leaseSeconds   = 40
	leaseInterval  = 10 * time.Second
	statusInterval = time.Minute
)

// registration keeps this node's object and its lease in the API server.
type registration struct {
	client   kubernetes.Interface
	name     string
	address  string
	port     int32
	capacity v1.ResourceList
}

// register makes the node's object, or takes up the one of an earlier run, and says that the node is ready.
func (r *registration) register(ctx context.Context) error {
	nodes := r.client.CoreV1().Nodes()
	object := &v1.Node{ObjectMeta: metav1.ObjectMeta{Name: r.name, Labels: map[string]string{
		v1.LabelHostname:   r.name,
		v1.LabelOSStable:   runtime.GOOS,
		v1.LabelArchStable: runtime.GOARCH,
	}}}
	if _, err := nodes.Create(ctx, object, metav1.CreateOptions{}); err != nil && !apierrors.IsAlreadyExists(err) {
		return err
	}
	return r.refresh(ctx)
}

// keep renews the lease and the status until ctx is done.
func (r *registration) keep(ctx context.Context) {
	heartbeat := lease.NewController(clock.RealClock{}, r.client, r.name, leaseSeconds, nil, leaseInterval, r.name,
		v1.NamespaceNodeLease, nil)
	go heartbeat.Run(ctx)
	ticker := time.NewTicker(statusInterval)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			if err := r.refresh(ctx); err != nil && ctx.Err() == nil {
				logError(err, "Cannot write the node's status")
			}
		}
	}
}

func (r *registration) refresh(ctx context.Context) error {
	nodes := r.client.CoreV1().Nodes()
	object, err := nodes.Get(ctx, r.name, metav1.GetOptions{})
	if err != nil {
		return err
	}
	object.Status = r.status(object.Status)
	_, err = nodes.UpdateStatus(ctx, object, metav1.UpdateOptions{})
	return err
}

func (r *registration) status(before v1.NodeStatus) v1.NodeStatus {
	return v1.NodeStatus{
		Capacity:    r.capacity,
		Allocatable: r.capacity,
		Addresses: []v1.NodeAddress{
			{Type: v1.NodeInternalIP, Address: r.address},
			{Type: v1.NodeHostName, Address: r.name},
		},
		DaemonEndpoints: v1.NodeDaemonEndpoints{KubeletEndpoint: v1.DaemonEndpoint{Port: r.port}},
		NodeInfo: v1.NodeSystemInfo{
			KubeletVersion:          version.Get().GitVersion,
			ContainerRuntimeVersion: "aerie-kube://" + version.Get().GitVersion,
			OperatingSystem:         runtime.GOOS,
			Architecture:            runtime.GOARCH,
			OSImage:                 "local processes",
			KernelVersion:           kernel(),
		},
		Conditions: []v1.NodeCondition{
			condition(before, v1.NodeReady, v1.ConditionTrue, "NodeReady", "the node runs pods"),
			condition(before, v1.NodeMemoryPressure, v1.ConditionFalse, "NoPressure", "memory is not watched"),
			condition(before, v1.NodeDiskPressure, v1.ConditionFalse, "NoPressure", "disk space is not watched"),
			condition(before, v1.NodePIDPressure, v1.ConditionFalse, "NoPressure", "process ids are not watched"),
		},
	}
}

func condition(before v1.NodeStatus, kind v1.NodeConditionType, status v1.ConditionStatus, reason, message string) v1.NodeCondition {
	now := metav1.Now()
	changed := now
	for _, old := range before.Conditions {
		if old.Type == kind && old.Status == status {
			changed = old.LastTransitionTime
		}
	}
	return v1.NodeCondition{
		Type: kind, Status: status, Reason: reason, Message: message, LastHeartbeatTime: now, LastTransitionTime: changed,
	}
}
