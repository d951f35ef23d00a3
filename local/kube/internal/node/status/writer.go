// Package status reports what pods do to the API server.
package status

import (
	"context"
	"fmt"
	"sync"
	"time"

	v1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/util/workqueue"
	"k8s.io/klog/v2"
	podutil "k8s.io/kubernetes/pkg/util/pod"
)

const (
	writers     = 4
	firstRetry  = 50 * time.Millisecond
	lastRetry   = 5 * time.Second
	callTimeout = 10 * time.Second
)

// Report is what is to be told of one pod.
type Report struct {
	Namespace, Name string
	UID             types.UID
	Status          v1.PodStatus
	// Delete removes the pod from the API server once the status is there: nothing of it runs any more.
	Delete bool
}

// Writer writes the latest report on each pod, trying again until the API server has it. It is safe for concurrent use.
type Writer struct {
	client kubernetes.Interface
	queue  workqueue.TypedRateLimitingInterface[types.UID]

	mu      sync.Mutex
	reports map[types.UID]Report
}

// NewWriter makes a writer that talks to the API server behind client.
func NewWriter(client kubernetes.Interface) *Writer {
	limiter := workqueue.NewTypedItemExponentialFailureRateLimiter[types.UID](firstRetry, lastRetry)
	return &Writer{
		client:  client,
		queue:   workqueue.NewTypedRateLimitingQueue(limiter),
		reports: map[types.UID]Report{},
	}
}

// Put replaces what is to be told of a pod.
func (w *Writer) Put(report Report) {
	w.mu.Lock()
	w.reports[report.UID] = report
	w.mu.Unlock()
	w.queue.Add(report.UID)
}

// Run writes reports until Drain is called and everything is written or given up.
func (w *Writer) Run() {
	var group sync.WaitGroup
	for range writers {
		group.Go(func() {
			for w.next() {
			}
		})
	}
	group.Wait()
}

// Drain has Run end when what has been put so far has been tried.
func (w *Writer) Drain() { w.queue.ShutDownWithDrain() }

func (w *Writer) next() bool {
	uid, shutdown := w.queue.Get()
	if shutdown {
		return false
	}
	defer w.queue.Done(uid)
	w.mu.Lock()
	report, ok := w.reports[uid]
	delete(w.reports, uid)
	w.mu.Unlock()
	if !ok {
		return true
	}
	if err := w.write(report); err != nil {
		klog.ErrorS(err, "Cannot report on a pod; trying again", "pod", klog.KRef(report.Namespace, report.Name))
		w.putBack(report)
		w.queue.AddRateLimited(uid)
		return true
	}
	w.queue.Forget(uid)
	return true
}

// putBack keeps a report for the next attempt unless a newer one has come.
func (w *Writer) putBack(report Report) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if _, newer := w.reports[report.UID]; !newer {
		w.reports[report.UID] = report
	}
}

func (w *Writer) write(report Report) error {
	ctx, cancel := context.WithTimeout(context.Background(), callTimeout)
	defer cancel()
	pods := w.client.CoreV1().Pods(report.Namespace)
	pod, err := pods.Get(ctx, report.Name, metav1.GetOptions{})
	if apierrors.IsNotFound(err) || err == nil && pod.UID != report.UID {
		return nil
	}
	if err != nil {
		return err
	}
	merged := merge(pod.Status, report.Status)
	_, _, _, err = podutil.PatchPodStatus(ctx, w.client, report.Namespace, report.Name, report.UID, pod.Status, merged)
	if apierrors.IsNotFound(err) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("status: %w", err)
	}
	if !report.Delete {
		return nil
	}
	now := int64(0)
	err = pods.Delete(ctx, report.Name, metav1.DeleteOptions{
		GracePeriodSeconds: &now,
		Preconditions:      &metav1.Preconditions{UID: &report.UID},
	})
	if err != nil && !apierrors.IsNotFound(err) && !apierrors.IsConflict(err) {
		return fmt.Errorf("deletion: %w", err)
	}
	return nil
}
