// Package source gives the node the objects it works with, kept up to date by watches.
package source

import (
	"context"
	"fmt"

	v1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/fields"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	listers "k8s.io/client-go/listers/core/v1"
	"k8s.io/client-go/tools/cache"
)

// Source is the node's view of the API server. It is safe for concurrent use.
type Source struct {
	client  kubernetes.Interface
	factory informers.SharedInformerFactory
	bound   informers.SharedInformerFactory

	// Pods are those bound to this node.
	Pods     cache.SharedIndexInformer
	Services cache.SharedIndexInformer
	Claims   cache.SharedIndexInformer
	Volumes  cache.SharedIndexInformer

	pods       listers.PodLister
	services   listers.ServiceLister
	secrets    listers.SecretLister
	configMaps listers.ConfigMapLister
	claims     listers.PersistentVolumeClaimLister
	volumes    listers.PersistentVolumeLister
}

// New makes the view of the node with the given name. Nothing is watched before Run.
func New(client kubernetes.Interface, node string) *Source {
	factory := informers.NewSharedInformerFactory(client, 0)
	bound := informers.NewSharedInformerFactoryWithOptions(client, 0, informers.WithTweakListOptions(func(o *metav1.ListOptions) {
		o.FieldSelector = fields.OneTermEqualSelector("spec.nodeName", node).String()
	}))
	core := factory.Core().V1()
	return &Source{
		client: client, factory: factory, bound: bound,
		Pods:       bound.Core().V1().Pods().Informer(),
		Services:   core.Services().Informer(),
		Claims:     core.PersistentVolumeClaims().Informer(),
		Volumes:    core.PersistentVolumes().Informer(),
		pods:       bound.Core().V1().Pods().Lister(),
		services:   core.Services().Lister(),
		secrets:    core.Secrets().Lister(),
		configMaps: core.ConfigMaps().Lister(),
		claims:     core.PersistentVolumeClaims().Lister(),
		volumes:    core.PersistentVolumes().Lister(),
	}
}

// OnChange calls changed with the namespace (empty: all) when something that pods refer to has changed.
func (s *Source) OnChange(changed func(namespace string)) error {
	core := s.factory.Core().V1()
	for _, informer := range []cache.SharedIndexInformer{
		core.Secrets().Informer(), core.ConfigMaps().Informer(), s.Claims, s.Volumes,
	} {
		notify := func(object any) {
			if meta, ok := object.(metav1.Object); ok {
				changed(meta.GetNamespace())
			}
		}
		_, err := informer.AddEventHandler(cache.ResourceEventHandlerFuncs{
			AddFunc:    notify,
			UpdateFunc: func(_, object any) { notify(object) },
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// Run begins to watch and waits until everything that exists is known. The watches end with ctx.
func (s *Source) Run(ctx context.Context) error {
	for _, factory := range []informers.SharedInformerFactory{s.factory, s.bound} {
		factory.Start(ctx.Done())
	}
	for _, factory := range []informers.SharedInformerFactory{s.factory, s.bound} {
		for kind, synced := range factory.WaitForCacheSync(ctx.Done()) {
			if !synced {
				return fmt.Errorf("cannot list %s from the API server", kind)
			}
		}
	}
	return nil
}

// Secret gives a Secret. One not seen yet is asked for: a pod may come to know of it before the watch does.
func (s *Source) Secret(namespace, name string) (*v1.Secret, error) {
	found, err := s.secrets.Secrets(namespace).Get(name)
	if apierrors.IsNotFound(err) {
		return s.client.CoreV1().Secrets(namespace).Get(context.Background(), name, metav1.GetOptions{})
	}
	return found, err
}

// ConfigMap gives a ConfigMap, as Secret does.
func (s *Source) ConfigMap(namespace, name string) (*v1.ConfigMap, error) {
	found, err := s.configMaps.ConfigMaps(namespace).Get(name)
	if apierrors.IsNotFound(err) {
		return s.client.CoreV1().ConfigMaps(namespace).Get(context.Background(), name, metav1.GetOptions{})
	}
	return found, err
}

// Claim gives a persistent volume claim.
func (s *Source) Claim(namespace, name string) (*v1.PersistentVolumeClaim, error) {
	return s.claims.PersistentVolumeClaims(namespace).Get(name)
}

// Volume gives a persistent volume.
func (s *Source) Volume(name string) (*v1.PersistentVolume, error) { return s.volumes.Get(name) }

// PodLister lists the pods bound to this node.
func (s *Source) PodLister() listers.PodLister { return s.pods }

// ServiceLister lists all services.
func (s *Source) ServiceLister() listers.ServiceLister { return s.services }
