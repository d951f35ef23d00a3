// Package node is a Kubernetes node that runs the containers of pods as processes of this machine.
package node

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	"golang.org/x/sync/errgroup"
	v1 "k8s.io/api/core/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/kubernetes/scheme"
	typedv1 "k8s.io/client-go/kubernetes/typed/core/v1"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/client-go/tools/record"
	"k8s.io/klog/v2"
	podutil "k8s.io/kubernetes/pkg/api/v1/pod"

	"aerie.dev/local/kube/internal/node/address"
	"aerie.dev/local/kube/internal/node/image"
	"aerie.dev/local/kube/internal/node/pod"
	"aerie.dev/local/kube/internal/node/process"
	"aerie.dev/local/kube/internal/node/proxy"
	"aerie.dev/local/kube/internal/node/server"
	"aerie.dev/local/kube/internal/node/source"
	"aerie.dev/local/kube/internal/node/status"
	"aerie.dev/local/kube/internal/node/storage"
	"aerie.dev/local/kube/internal/node/volume"
)

const (
	hostAddress   = "127.0.0.1"
	imageInterval = 500 * time.Millisecond
	// The node is the API server's only busy client; waiting for tokens would only make pods slow.
	queriesPerSecond, burst = 200, 400
)

// Run runs the node until ctx is done, then ends all containers.
func Run(ctx context.Context, o Options) error {
	if err := o.check(); err != nil {
		return err
	}
	network, claim, err := claimNetwork(o)
	if err != nil {
		return err
	}
	defer claim.Close()
	config, err := clientcmd.BuildConfigFromFlags("", o.Kubeconfig)
	if err != nil {
		return err
	}
	config.QPS, config.Burst = queriesPerSecond, burst
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		return err
	}
	processes, err := process.NewRunner(o.Dir)
	if err != nil {
		return err
	}
	defer processes.Close()
	n := &node{options: o, client: client, source: source.New(client, o.Name), capacity: capacity(o.Dir)}
	n.recorder, n.stopEvents = newRecorder(client, o.Name)
	defer n.stopEvents()
	n.status = status.NewWriter(client)
	n.images = image.NewCatalogue(o.Images)
	n.addresses = address.NewPool(network)
	n.pods = newPods(&pod.Host{
		Dir: filepath.Join(o.Dir, "pods"), Address: hostAddress, Allocatable: n.capacity, Images: n.images,
		Source: n.source, Processes: processes, Addresses: n.addresses, Status: n.status,
		Volumes:  &volume.Maker{Source: n.source, Tokens: volume.NewTokens(client), Allocatable: n.capacity},
		Recorder: n.recorder,
	})
	return n.run(ctx)
}

type node struct {
	options    Options
	client     kubernetes.Interface
	source     *source.Source
	capacity   v1.ResourceList
	recorder   record.EventRecorder
	stopEvents func()
	status     *status.Writer
	images     *image.Catalogue
	addresses  *address.Pool
	pods       *pods
}

func (n *node) run(ctx context.Context) error {
	endpoint, err := server.New(server.Config{
		Address: hostAddress, Port: n.options.Port, CertificateFile: n.options.CertificateFile,
		KeyFile: n.options.KeyFile, ClientCAFile: n.options.ClientCAFile,
		Find: func(namespace, name string) (server.Pod, bool) {
			worker, ok := n.pods.find(namespace, name)
			return worker, ok
		},
	})
	if err != nil {
		return err
	}
	// What still has to work while containers end: statuses, logs, and the watches that both use.
	lasting, endLasting := context.WithCancel(context.Background())
	defer endLasting()
	written := make(chan struct{})
	go func() {
		defer close(written)
		n.status.Run()
	}()
	group, working := errgroup.WithContext(ctx)
	group.Go(func() error { return endpoint.Serve(lasting) })
	group.Go(func() error {
		defer endLasting()
		err := n.work(working, lasting, group, endpoint)
		if err == nil {
			<-working.Done()
		}
		n.pods.shutdown()
		n.status.Drain()
		<-written
		return err
	})
	if err := group.Wait(); err != nil && ctx.Err() == nil {
		return err
	}
	return nil
}

// work takes up the pods bound to this node, then tells that the node is ready.
func (n *node) work(ctx, lasting context.Context, group *errgroup.Group, endpoint *server.Server) error {
	if err := n.source.OnChange(n.pods.refresh); err != nil {
		return err
	}
	if err := storage.New(n.client, n.source, n.options.Name, filepath.Join(n.options.Dir, "volumes"), n.recorder).Start(ctx, group); err != nil {
		return err
	}
	if err := proxy.New(n.client, n.source, hostAddress, n.recorder).Start(ctx, group); err != nil {
		return err
	}
	if err := n.source.Run(lasting); err != nil {
		return err
	}
	n.reserveAddresses()
	followed, err := n.pods.follow(n.source.Pods)
	if err != nil {
		return err
	}
	if !cache.WaitForCacheSync(ctx.Done(), followed.HasSynced) {
		return ctx.Err()
	}
	r := &registration{
		client: n.client, name: n.options.Name, address: hostAddress, port: int32(endpoint.Port()), capacity: n.capacity,
	}
	if err := r.register(ctx); err != nil {
		return fmt.Errorf("the node cannot register: %w", err)
	}
	group.Go(func() error { r.keep(ctx); return nil })
	group.Go(func() error {
		n.images.Watch(ctx, imageInterval, func() { n.pods.refresh("") })
		return nil
	})
	endpoint.SetReady()
	return nil
}

// reserveAddresses keeps the addresses that pods have from being given to others before their workers are there.
func (n *node) reserveAddresses() {
	for _, object := range n.source.Pods.GetStore().List() {
		p := object.(*v1.Pod)
		if p.Status.PodIP != "" && !podutil.IsPodTerminal(p) {
			// One of another network cannot be kept: the pod gets a new one.
			_ = n.addresses.Reserve(string(p.UID), p.Status.PodIP)
		}
	}
}

func newRecorder(client kubernetes.Interface, node string) (record.EventRecorder, func()) {
	broadcaster := record.NewBroadcaster()
	broadcaster.StartRecordingToSink(&typedv1.EventSinkImpl{Interface: client.CoreV1().Events("")})
	return broadcaster.NewRecorder(scheme.Scheme, v1.EventSource{Component: "aerie-node", Host: node}), broadcaster.Shutdown
}

func logError(err error, message string) { klog.ErrorS(err, message) }
