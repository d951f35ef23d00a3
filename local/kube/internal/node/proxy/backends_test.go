package proxy

import (
	"slices"
	"testing"

	v1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
	listers "k8s.io/client-go/listers/core/v1"
	"k8s.io/client-go/tools/cache"
)

func TestOnlyReadyPodsOfTheSelectorAreBackends(t *testing.T) {
	now := metav1.Now()
	pods := podLister(t,
		pod("ns", "good", "127.77.0.1", true),
		pod("ns", "unready", "127.77.0.2", false),
		pod("other", "elsewhere", "127.77.0.3", true),
		with(pod("ns", "unlabelled", "127.77.0.4", true), func(p *v1.Pod) { p.Labels = nil }),
		with(pod("ns", "ending", "127.77.0.5", true), func(p *v1.Pod) { p.DeletionTimestamp = &now }),
		with(pod("ns", "ended", "127.77.0.6", true), func(p *v1.Pod) { p.Status.Phase = v1.PodSucceeded }),
		with(pod("ns", "portless", "127.77.0.7", true), func(p *v1.Pod) { p.Spec.Containers[0].Ports = nil }),
	)
	service := &v1.Service{
		ObjectMeta: metav1.ObjectMeta{Namespace: "ns"},
		Spec:       v1.ServiceSpec{Selector: map[string]string{"app": "x"}},
	}
	tests := map[string]struct {
		change func(*v1.Service)
		port   v1.ServicePort
		want   []string
	}{
		"named port":  {func(*v1.Service) {}, v1.ServicePort{TargetPort: intstr.FromString("http")}, []string{"127.77.0.1:8080"}},
		"number":      {func(*v1.Service) {}, v1.ServicePort{TargetPort: intstr.FromInt32(99)}, []string{"127.77.0.1:99", "127.77.0.7:99"}},
		"no target":   {func(*v1.Service) {}, v1.ServicePort{Port: 80}, []string{"127.77.0.1:80", "127.77.0.7:80"}},
		"no selector": {func(s *v1.Service) { s.Spec.Selector = nil }, v1.ServicePort{Port: 80}, nil},
		"unready as well": {
			func(s *v1.Service) { s.Spec.PublishNotReadyAddresses = true },
			v1.ServicePort{TargetPort: intstr.FromString("http")},
			[]string{"127.77.0.1:8080", "127.77.0.2:8080", "127.77.0.5:8080"},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			changed := service.DeepCopy()
			test.change(changed)
			got := (&backends{pods: pods, service: changed, port: test.port}).ready()
			if !slices.Equal(got, test.want) {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
}

func pod(namespace, name, ip string, ready bool) *v1.Pod {
	status := v1.ConditionFalse
	if ready {
		status = v1.ConditionTrue
	}
	return &v1.Pod{
		ObjectMeta: metav1.ObjectMeta{Namespace: namespace, Name: name, Labels: map[string]string{"app": "x"}},
		Spec:       v1.PodSpec{Containers: []v1.Container{{Ports: []v1.ContainerPort{{Name: "http", ContainerPort: 8080}}}}},
		Status: v1.PodStatus{Phase: v1.PodRunning, PodIP: ip, Conditions: []v1.PodCondition{
			{Type: v1.PodReady, Status: status},
		}},
	}
}

func with(p *v1.Pod, change func(*v1.Pod)) *v1.Pod {
	change(p)
	return p
}

func podLister(t *testing.T, pods ...*v1.Pod) listers.PodLister {
	t.Helper()
	indexer := cache.NewIndexer(cache.MetaNamespaceKeyFunc, cache.Indexers{cache.NamespaceIndex: cache.MetaNamespaceIndexFunc})
	for _, p := range pods {
		if err := indexer.Add(p); err != nil {
			t.Fatal(err)
		}
	}
	return listers.NewPodLister(indexer)
}
