// Package proxy serves the node ports of Services and forwards their connections to ready pods.
package proxy

import (
	"context"
	"fmt"
	"net"
	"strconv"
	"time"

	"golang.org/x/sync/errgroup"
	v1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/tools/record"
	"k8s.io/client-go/util/workqueue"
	"k8s.io/klog/v2"

	"aerie.dev/local/kube/internal/node/source"
)

const (
	firstRetry = time.Second
	lastRetry  = 30 * time.Second
)

// Proxy keeps one listener for each node port. Which pods stand behind it is asked at each connection.
type Proxy struct {
	client   kubernetes.Interface
	source   *source.Source
	address  string
	recorder record.EventRecorder
	queue    workqueue.TypedRateLimitingInterface[types.NamespacedName]

	// listeners belong to the one goroutine that works on the queue.
	listeners map[types.NamespacedName]map[int32]*listener
}

// New makes a proxy that listens on address.
func New(client kubernetes.Interface, source *source.Source, address string, recorder record.EventRecorder) *Proxy {
	limiter := workqueue.NewTypedItemExponentialFailureRateLimiter[types.NamespacedName](firstRetry, lastRetry)
	return &Proxy{
		client: client, source: source, address: address, recorder: recorder,
		queue:     workqueue.NewTypedRateLimitingQueue(limiter),
		listeners: map[types.NamespacedName]map[int32]*listener{},
	}
}

// Start follows Services in group until ctx is done.
func (p *Proxy) Start(ctx context.Context, group *errgroup.Group) error {
	enqueue := func(object any) {
		if key, err := cache.DeletionHandlingObjectToName(object); err == nil {
			p.queue.Add(types.NamespacedName{Namespace: key.Namespace, Name: key.Name})
		}
	}
	_, err := p.source.Services.AddEventHandler(cache.ResourceEventHandlerFuncs{
		AddFunc: enqueue, UpdateFunc: func(_, object any) { enqueue(object) }, DeleteFunc: enqueue,
	})
	if err != nil {
		return err
	}
	context.AfterFunc(ctx, p.queue.ShutDown)
	group.Go(func() error {
		for p.next(ctx) {
		}
		for key := range p.listeners {
			p.serve(key, nil)
		}
		return nil
	})
	return nil
}

func (p *Proxy) next(ctx context.Context) bool {
	key, shutdown := p.queue.Get()
	if shutdown {
		return false
	}
	defer p.queue.Done(key)
	if err := p.sync(ctx, key); err != nil {
		klog.ErrorS(err, "Cannot serve a node port; trying again", "service", key)
		p.queue.AddRateLimited(key)
		return true
	}
	p.queue.Forget(key)
	return true
}

func (p *Proxy) sync(ctx context.Context, key types.NamespacedName) error {
	service, err := p.source.ServiceLister().Services(key.Namespace).Get(key.Name)
	if err != nil {
		// The service is gone: the lister fails for no other reason.
		return p.serve(key, nil)
	}
	if err := p.serve(key, service); err != nil {
		return err
	}
	return p.setIngress(ctx, service)
}

// serve opens and closes listeners so that they are those of service; nil has none.
func (p *Proxy) serve(key types.NamespacedName, service *v1.Service) error {
	wanted := nodePorts(service)
	current := p.listeners[key]
	for port, listener := range current {
		if _, ok := wanted[port]; !ok {
			listener.close()
			delete(current, port)
		}
	}
	if len(wanted) == 0 {
		delete(p.listeners, key)
		return nil
	}
	if current == nil {
		current = map[int32]*listener{}
		p.listeners[key] = current
	}
	for port, servicePort := range wanted {
		backends := &backends{pods: p.source.PodLister(), service: service, port: servicePort}
		if open, ok := current[port]; ok {
			open.backends.Store(backends)
			continue
		}
		open, err := listen(net.JoinHostPort(p.address, strconv.Itoa(int(port))), backends)
		if err != nil {
			p.recorder.Eventf(service, v1.EventTypeWarning, "NodePortTaken",
				"node port %d is taken by another program on this machine: end it, or give the Service another port (%v)", port, err)
			return fmt.Errorf("node port %d: %w", port, err)
		}
		current[port] = open
	}
	return nil
}

// nodePorts gives a Service's TCP ports by their node ports.
func nodePorts(service *v1.Service) map[int32]v1.ServicePort {
	ports := map[int32]v1.ServicePort{}
	if service == nil || service.Spec.Type != v1.ServiceTypeNodePort && service.Spec.Type != v1.ServiceTypeLoadBalancer {
		return ports
	}
	for _, port := range service.Spec.Ports {
		if port.NodePort != 0 && (port.Protocol == "" || port.Protocol == v1.ProtocolTCP) {
			ports[port.NodePort] = port
		}
	}
	return ports
}

// setIngress tells where a LoadBalancer is reached: at this machine's address, at its node ports.
func (p *Proxy) setIngress(ctx context.Context, service *v1.Service) error {
	if service.Spec.Type != v1.ServiceTypeLoadBalancer || len(service.Status.LoadBalancer.Ingress) > 0 {
		return nil
	}
	changed := service.DeepCopy()
	changed.Status.LoadBalancer.Ingress = []v1.LoadBalancerIngress{{IP: p.address}}
	_, err := p.client.CoreV1().Services(service.Namespace).UpdateStatus(ctx, changed, metav1.UpdateOptions{})
	return err
}
