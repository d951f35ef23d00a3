// Package cluster runs the parts of Kubernetes as child processes and keeps an eye on them.
package cluster

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"
)

// Run starts the cluster, tells on out how it goes, and ends it when ctx is done. A part that ends while the cluster
// starts is an error; later it is only marked as unhealthy in DIR/parts.json.
func Run(ctx context.Context, options Options, out io.Writer) error {
	if err := options.complete(); err != nil {
		return err
	}
	l := layout(options.Dir)
	if err := l.prepare(); err != nil {
		return err
	}
	lock, err := acquire(l.lock())
	if err != nil {
		return err
	}
	defer lock.Close()
	s := &supervisor{options: options, layout: l, out: out, began: time.Now(), registry: registry{path: l.parts()}}
	defer s.stop()
	if err := s.start(ctx); err != nil {
		if errors.Is(err, context.Canceled) {
			return nil
		}
		return err
	}
	fmt.Fprintf(out, "ready in %.1f s\n", time.Since(s.began).Seconds())
	<-ctx.Done()
	return nil
}

type supervisor struct {
	options  Options
	layout   layout
	out      io.Writer
	began    time.Time
	registry registry
	client   *http.Client

	mu       sync.Mutex
	children []*child
	stopping bool
}

func (s *supervisor) start(ctx context.Context) error {
	port, err := choosePort(s.options.Port, s.layout.adminKubeconfig())
	if err != nil {
		return err
	}
	ports, err := freePorts(3)
	if err != nil {
		return err
	}
	credentials, err := issue(s.layout, serverURL(port))
	if err != nil {
		return err
	}
	config, err := clientcmd.BuildConfigFromFlags("", s.layout.adminKubeconfig())
	if err != nil {
		return err
	}
	if s.client, err = healthClient(config); err != nil {
		return err
	}
	if err := s.startStore(ctx, apiServerPart(credentials, port, s.options.NodePortRange)); err != nil {
		return err
	}
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return s.run(ctx, controllerManagerPart(s.layout, credentials, ports[0])) })
	group.Go(func() error { return s.run(ctx, schedulerPart(s.layout, credentials, ports[1])) })
	if s.options.Node {
		group.Go(func() error {
			client, err := kubernetes.NewForConfig(config)
			if err != nil {
				return err
			}
			if err := bootstrap(ctx, client); err != nil {
				return fmt.Errorf("the API server refuses what the node needs: %w", err)
			}
			return s.run(ctx, nodePartOf(s.layout, credentials, s.options, ports[2]))
		})
	}
	return group.Wait()
}

// startStore starts etcd and the API server together: the API server tries until etcd is there, so that it being ready
// means that both are.
func (s *supervisor) startStore(ctx context.Context, server part) error {
	store, err := s.launch(etcdPart(s.layout))
	if err != nil {
		return err
	}
	apiServer, err := s.launch(server)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	go func() {
		select {
		case <-store.done:
			cancel(store.failure())
		case <-ctx.Done():
		}
	}()
	if err := awaitReady(ctx, s.client, apiServer); err != nil {
		if cause := context.Cause(ctx); cause != nil {
			return cause
		}
		return err
	}
	return errors.Join(s.ready(store), s.ready(apiServer))
}

// run starts a part and waits until it is ready.
func (s *supervisor) run(ctx context.Context, p part) error {
	c, err := s.launch(p)
	if err != nil {
		return err
	}
	if err := awaitReady(ctx, s.client, c); err != nil {
		return err
	}
	return s.ready(c)
}

func (s *supervisor) launch(p part) (*child, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stopping {
		return nil, context.Canceled
	}
	if err := rotate(s.layout.log(p.name)); err != nil {
		return nil, err
	}
	c, err := start(s.layout, p)
	if err != nil {
		return nil, err
	}
	s.children = append(s.children, c)
	return c, s.registry.add(entry{Name: c.name, PID: c.pid, Address: c.address, Log: c.log})
}

func (s *supervisor) ready(c *child) error {
	fmt.Fprintf(s.out, "%s ready in %.1f s\n", c.name, time.Since(s.began).Seconds())
	if err := s.registry.setHealthy(c.name, true); err != nil {
		return err
	}
	go s.watch(c)
	return nil
}

// watch marks a part that ends as unhealthy. Nothing is started again: whoever runs the cluster decides.
func (s *supervisor) watch(c *child) {
	<-c.done
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.stopping {
		fmt.Fprintln(s.out, c.failure())
	}
	if err := s.registry.setHealthy(c.name, false); err != nil {
		fmt.Fprintf(s.out, "cannot write %s: %v\n", s.layout.parts(), err)
	}
}

// stop ends the parts in reverse order, so that each can say goodbye to those it depends on.
func (s *supervisor) stop() {
	s.mu.Lock()
	s.stopping = true
	children := slices.Clone(s.children)
	s.mu.Unlock()
	slices.Reverse(children)
	for _, c := range children {
		c.stop(patience(c.name))
	}
}

func patience(name string) time.Duration {
	if name == nodePart {
		return 45 * time.Second
	}
	return 10 * time.Second
}
