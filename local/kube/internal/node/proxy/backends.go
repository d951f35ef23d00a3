package proxy

import (
	"net"
	"slices"
	"strconv"

	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/util/intstr"
	listers "k8s.io/client-go/listers/core/v1"
	podutil "k8s.io/kubernetes/pkg/api/v1/pod"
)

// backends are the pods behind one port of a Service.
type backends struct {
	pods    listers.PodLister
	service *v1.Service
	port    v1.ServicePort
}

// ready gives the addresses of the pods that take connections now, in a stable order.
func (b *backends) ready() []string {
	if len(b.service.Spec.Selector) == 0 {
		return nil
	}
	selector := labels.SelectorFromSet(b.service.Spec.Selector)
	pods, err := b.pods.Pods(b.service.Namespace).List(selector)
	if err != nil {
		return nil
	}
	var addresses []string
	for _, pod := range pods {
		if port := targetPort(pod, b.port); port != 0 && b.takes(pod) {
			addresses = append(addresses, net.JoinHostPort(pod.Status.PodIP, strconv.Itoa(int(port))))
		}
	}
	slices.Sort(addresses)
	return addresses
}

func (b *backends) takes(pod *v1.Pod) bool {
	if pod.Status.PodIP == "" || podutil.IsPodTerminal(pod) {
		return false
	}
	return b.service.Spec.PublishNotReadyAddresses || pod.DeletionTimestamp == nil && podutil.IsPodReady(pod)
}

// targetPort gives the port of pod that a Service's port means; 0 when the pod has none of that name.
func targetPort(pod *v1.Pod, port v1.ServicePort) int32 {
	if port.TargetPort.Type == intstr.Int {
		if port.TargetPort.IntVal == 0 {
			return port.Port
		}
		return port.TargetPort.IntVal
	}
	for _, container := range pod.Spec.Containers {
		for _, p := range container.Ports {
			if p.Name == port.TargetPort.StrVal {
				return p.ContainerPort
			}
		}
	}
	return 0
}
