package node

import (
	"sync"

	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/tools/cache"

	"aerie.dev/local/kube/internal/node/pod"
)

// pods are the workers of all pods bound to this node. It is safe for concurrent use.
type pods struct {
	host *pod.Host

	mu      sync.Mutex
	workers map[types.UID]*pod.Worker
	names   map[types.UID]types.NamespacedName
	closed  bool
}

func newPods(host *pod.Host) *pods {
	return &pods{host: host, workers: map[types.UID]*pod.Worker{}, names: map[types.UID]types.NamespacedName{}}
}

// follow starts, updates and ends workers as pods come, change and go.
func (p *pods) follow(informer cache.SharedIndexInformer) (cache.ResourceEventHandlerRegistration, error) {
	return informer.AddEventHandler(cache.ResourceEventHandlerFuncs{
		AddFunc:    func(object any) { p.update(object.(*v1.Pod)) },
		UpdateFunc: func(_, object any) { p.update(object.(*v1.Pod)) },
		DeleteFunc: func(object any) {
			if gone, ok := object.(cache.DeletedFinalStateUnknown); ok {
				object = gone.Obj
			}
			p.remove(object.(*v1.Pod).UID)
		},
	})
}

func (p *pods) update(object *v1.Pod) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return
	}
	name := types.NamespacedName{Namespace: object.Namespace, Name: object.Name}
	// A pod deleted and made anew while the watch was away arrives as a change: the old one is gone.
	for uid, other := range p.names {
		if other == name && uid != object.UID {
			p.drop(uid)
		}
	}
	if worker, ok := p.workers[object.UID]; ok {
		worker.Update(object)
		return
	}
	p.workers[object.UID] = pod.Start(p.host, object)
	p.names[object.UID] = name
}

func (p *pods) remove(uid types.UID) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.drop(uid)
}

// drop ends a worker whose pod is gone; its processes may take a moment to end.
func (p *pods) drop(uid types.UID) {
	delete(p.names, uid)
	worker, ok := p.workers[uid]
	if !ok {
		return
	}
	worker.Removed()
	go func() {
		<-worker.Done()
		p.mu.Lock()
		defer p.mu.Unlock()
		delete(p.workers, uid)
	}()
}

// refresh has the pods of a namespace (empty: all) look again at what they refer to.
func (p *pods) refresh(namespace string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for uid, name := range p.names {
		if namespace == "" || name.Namespace == namespace {
			p.workers[uid].Refresh()
		}
	}
}

// find gives the worker of a pod by its name.
func (p *pods) find(namespace, name string) (*pod.Worker, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for uid, other := range p.names {
		if other.Namespace == namespace && other.Name == name {
			return p.workers[uid], true
		}
	}
	return nil, false
}

// shutdown ends all containers and waits until they have ended.
func (p *pods) shutdown() {
	p.mu.Lock()
	p.closed = true
	workers := make([]*pod.Worker, 0, len(p.workers))
	for _, worker := range p.workers {
		workers = append(workers, worker)
	}
	p.mu.Unlock()
	for _, worker := range workers {
		worker.Shutdown()
	}
	for _, worker := range workers {
		<-worker.Done()
	}
}
