// Package storage makes persistent volumes as folders of this machine.
package storage

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"
	v1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/kubernetes/scheme"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/tools/record"
	"k8s.io/client-go/tools/reference"
	"k8s.io/client-go/util/workqueue"
	"k8s.io/klog/v2"

	"aerie.dev/local/kube/internal/node/source"
)

// Name is what a storage class names to get its volumes from here.
const Name = "aerie.dev/local"

const (
	provisionerAnnotation = "volume.kubernetes.io/storage-provisioner"
	provisionedAnnotation = "pv.kubernetes.io/provisioned-by"
	firstRetry            = 100 * time.Millisecond
	lastRetry             = 30 * time.Second
)

// Provisioner gives claims of its storage classes a volume, and removes volumes that are not claimed any more.
type Provisioner struct {
	client   kubernetes.Interface
	source   *source.Source
	node     string
	dir      string
	recorder record.EventRecorder
	queue    workqueue.TypedRateLimitingInterface[item]
}

// item is a claim or, without a namespace, a volume.
type item struct {
	namespace, name string
}

// New makes a provisioner whose volumes are folders of node in dir.
func New(client kubernetes.Interface, source *source.Source, node, dir string, recorder record.EventRecorder) *Provisioner {
	limiter := workqueue.NewTypedItemExponentialFailureRateLimiter[item](firstRetry, lastRetry)
	return &Provisioner{
		client: client, source: source, node: node, dir: dir, recorder: recorder,
		queue: workqueue.NewTypedRateLimitingQueue(limiter),
	}
}

// Start follows claims and volumes in group until ctx is done.
func (p *Provisioner) Start(ctx context.Context, group *errgroup.Group) error {
	enqueue := func(object any) {
		if meta, ok := object.(metav1.Object); ok {
			p.queue.Add(item{meta.GetNamespace(), meta.GetName()})
		}
	}
	for _, informer := range []cache.SharedIndexInformer{p.source.Claims, p.source.Volumes} {
		_, err := informer.AddEventHandler(cache.ResourceEventHandlerFuncs{
			AddFunc: enqueue, UpdateFunc: func(_, object any) { enqueue(object) },
		})
		if err != nil {
			return err
		}
	}
	context.AfterFunc(ctx, p.queue.ShutDown)
	group.Go(func() error {
		for p.next(ctx) {
		}
		return nil
	})
	return nil
}

func (p *Provisioner) next(ctx context.Context) bool {
	i, shutdown := p.queue.Get()
	if shutdown {
		return false
	}
	defer p.queue.Done(i)
	var err error
	if i.namespace == "" {
		err = p.syncVolume(ctx, i.name)
	} else {
		err = p.syncClaim(ctx, i.namespace, i.name)
	}
	if err != nil {
		klog.ErrorS(err, "Cannot provision; trying again", "object", klog.KRef(i.namespace, i.name))
		p.queue.AddRateLimited(i)
		return true
	}
	p.queue.Forget(i)
	return true
}

// syncClaim makes the volume of a claim that waits for one of ours.
func (p *Provisioner) syncClaim(ctx context.Context, namespace, name string) error {
	claim, err := p.source.Claim(namespace, name)
	if err != nil || claim.DeletionTimestamp != nil || claim.Spec.VolumeName != "" ||
		claim.Annotations[provisionerAnnotation] != Name {
		// Nothing to do for it; a claim that cannot be found is gone.
		return nil
	}
	if err := p.provision(ctx, claim); err != nil {
		p.recorder.Event(claim, v1.EventTypeWarning, "ProvisioningFailed", err.Error())
		return err
	}
	return nil
}

func (p *Provisioner) provision(ctx context.Context, claim *v1.PersistentVolumeClaim) error {
	volume, err := p.volumeFor(ctx, claim)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(volume.Spec.Local.Path, 0o777); err != nil {
		return err
	}
	_, err = p.client.CoreV1().PersistentVolumes().Create(ctx, volume, metav1.CreateOptions{})
	if apierrors.IsAlreadyExists(err) {
		return nil
	}
	if err != nil {
		return err
	}
	p.recorder.Eventf(claim, v1.EventTypeNormal, "ProvisioningSucceeded", "volume %s lies in %s", volume.Name, volume.Spec.Local.Path)
	return nil
}

func (p *Provisioner) volumeFor(ctx context.Context, claim *v1.PersistentVolumeClaim) (*v1.PersistentVolume, error) {
	if claim.Spec.VolumeMode != nil && *claim.Spec.VolumeMode == v1.PersistentVolumeBlock {
		return nil, fmt.Errorf("storage class %s has file systems only, no block devices", *claim.Spec.StorageClassName)
	}
	class, err := p.client.StorageV1().StorageClasses().Get(ctx, *claim.Spec.StorageClassName, metav1.GetOptions{})
	if err != nil {
		return nil, err
	}
	owner, err := reference.GetReference(scheme.Scheme, claim)
	if err != nil {
		return nil, err
	}
	policy := v1.PersistentVolumeReclaimDelete
	if class.ReclaimPolicy != nil {
		policy = *class.ReclaimPolicy
	}
	name := "pvc-" + string(claim.UID)
	return &v1.PersistentVolume{
		ObjectMeta: metav1.ObjectMeta{Name: name, Annotations: map[string]string{provisionedAnnotation: Name}},
		Spec: v1.PersistentVolumeSpec{
			Capacity:                      claim.Spec.Resources.Requests,
			AccessModes:                   claim.Spec.AccessModes,
			PersistentVolumeReclaimPolicy: policy,
			StorageClassName:              class.Name,
			ClaimRef:                      owner,
			PersistentVolumeSource: v1.PersistentVolumeSource{Local: &v1.LocalVolumeSource{
				Path: filepath.Join(p.dir, claim.Namespace+"_"+claim.Name+"_"+name),
			}},
			NodeAffinity: onNode(p.node),
		},
	}, nil
}

func onNode(name string) *v1.VolumeNodeAffinity {
	return &v1.VolumeNodeAffinity{Required: &v1.NodeSelector{NodeSelectorTerms: []v1.NodeSelectorTerm{{
		MatchExpressions: []v1.NodeSelectorRequirement{{
			Key: v1.LabelHostname, Operator: v1.NodeSelectorOpIn, Values: []string{name},
		}},
	}}}}
}

// syncVolume removes a volume of ours that its claim has left, when its policy says so.
func (p *Provisioner) syncVolume(ctx context.Context, name string) error {
	volume, err := p.source.Volume(name)
	if err != nil || volume.Annotations[provisionedAnnotation] != Name || volume.Status.Phase != v1.VolumeReleased ||
		volume.Spec.PersistentVolumeReclaimPolicy != v1.PersistentVolumeReclaimDelete || volume.DeletionTimestamp != nil {
		return nil
	}
	path := volume.Spec.Local.Path
	if !strings.HasPrefix(path, p.dir+string(filepath.Separator)) {
		return fmt.Errorf("volume %s lies in %s, outside of %s: remove it yourself", name, path, p.dir)
	}
	if err := os.RemoveAll(path); err != nil {
		return err
	}
	err = p.client.CoreV1().PersistentVolumes().Delete(ctx, name, metav1.DeleteOptions{})
	if apierrors.IsNotFound(err) {
		return nil
	}
	return err
}
