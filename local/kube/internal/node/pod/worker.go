package pod

import (
	"context"
	"errors"
	"os"
	"sync"
	"time"

	v1 "k8s.io/api/core/v1"
	"k8s.io/klog/v2"

	"aerie.dev/local/kube/internal/node/volume"
)

// refreshInterval is how often volumes are looked at without cause: service account tokens in them run out.
const refreshInterval = time.Minute

// Worker runs one pod. All its state belongs to one goroutine: others send it functions to run. Each of them is
// followed by reconcile, which looks at what is and does the next step towards what should be.
type Worker struct {
	host  *Host
	inbox chan func()
	done  chan struct{}

	// pod is the latest from the API server, with the status that this worker has worked out.
	pod        *v1.Pod
	reported   *v1.PodStatus
	containers []*container
	paths      volume.Paths
	stale      bool
	refreshAt  time.Time
	wakeAt     time.Time
	problem    string
	removed    bool
	shutdown   bool
	concluded  bool
	terminal   bool
	expired    bool
	finished   bool

	ctx    context.Context
	cancel context.CancelFunc

	mu       sync.Mutex
	snapshot map[string]execution
}

// Start runs pod until it has ended and is gone from the API server, or Shutdown is called. What an earlier node has
// run of it is taken up from its status.
func Start(host *Host, pod *v1.Pod) *Worker {
	ctx, cancel := context.WithCancel(context.Background())
	w := &Worker{
		host: host, inbox: make(chan func(), 16), done: make(chan struct{}), pod: pod.DeepCopy(), stale: true,
		ctx: ctx, cancel: cancel, snapshot: map[string]execution{},
	}
	w.containers = recoverContainers(w.pod)
	for _, c := range w.containers {
		if c.ended != nil {
			w.remember(c, execution{})
		}
	}
	w.terminal = pod.Status.Phase == v1.PodSucceeded || pod.Status.Phase == v1.PodFailed
	go w.run()
	return w
}

// Update tells of a change of the pod's object.
func (w *Worker) Update(pod *v1.Pod) {
	w.post(func() {
		status := w.pod.Status
		w.stale = w.stale || !sameMetadata(w.pod, pod)
		w.pod = pod.DeepCopy()
		w.pod.Status = status
		w.adopt(pod.Spec)
	})
}

// Removed tells that the pod's object is gone.
func (w *Worker) Removed() { w.post(func() { w.removed = true }) }

// Refresh tells that something the pod refers to may have changed: configuration, volumes or images.
func (w *Worker) Refresh() { w.post(func() { w.stale = true }) }

// Shutdown ends the pod's containers because the node ends; the pod itself goes on when the node is back.
func (w *Worker) Shutdown() { w.post(func() { w.shutdown = true }) }

// Done is closed when nothing of the pod runs any more and nothing is to be done for it.
func (w *Worker) Done() <-chan struct{} { return w.done }

func (w *Worker) post(f func()) {
	select {
	case w.inbox <- f:
	case <-w.done:
	}
}

func (w *Worker) run() {
	defer close(w.done)
	defer w.cancel()
	for {
		w.wakeAt = time.Time{}
		w.reconcile()
		if w.finished {
			return
		}
		w.await()
	}
}

func (w *Worker) await() {
	var alarm <-chan time.Time
	if !w.wakeAt.IsZero() {
		timer := time.NewTimer(time.Until(w.wakeAt))
		defer timer.Stop()
		alarm = timer.C
	}
	select {
	case f := <-w.inbox:
		f()
	case <-alarm:
	}
	for {
		select {
		case f := <-w.inbox:
			f()
		default:
			return
		}
	}
}

// wake has reconcile run at the given time at the latest.
func (w *Worker) wake(at time.Time) {
	if w.wakeAt.IsZero() || at.Before(w.wakeAt) {
		w.wakeAt = at
	}
}

func (w *Worker) reconcile() {
	w.reap()
	switch {
	case w.concluded:
		w.finished = w.removed || w.shutdown
		return
	case w.ending():
		w.terminate()
	case w.terminal:
		return
	default:
		w.progress()
	}
	w.publish()
}

// ending tells whether the pod's containers have to end for good.
func (w *Worker) ending() bool {
	if limit := w.pod.Spec.ActiveDeadlineSeconds; limit != nil && w.pod.Status.StartTime != nil && !w.terminal {
		deadline := w.pod.Status.StartTime.Add(time.Duration(*limit) * time.Second)
		w.wake(deadline)
		w.expired = w.expired || !time.Now().Before(deadline)
	}
	return w.removed || w.shutdown || w.pod.DeletionTimestamp != nil || w.expired && !w.terminal
}

// cleanup removes what the pod has on this node.
func (w *Worker) cleanup() {
	w.host.Addresses.Release(string(w.pod.UID), w.pod.Status.PodIP)
	w.host.Volumes.Tokens.Forget(w.pod.UID)
	if err := os.RemoveAll(w.host.dir(w.pod)); err != nil && !errors.Is(err, os.ErrNotExist) {
		klog.ErrorS(err, "Cannot remove a pod's folder", "pod", klog.KObj(w.pod))
	}
}
