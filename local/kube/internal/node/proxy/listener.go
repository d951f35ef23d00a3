package proxy

import (
	"io"
	"net"
	"sync"
	"sync/atomic"
	"time"
)

const dialTimeout = 5 * time.Second

// listener accepts the connections to one node port. It is safe for concurrent use.
type listener struct {
	net.Listener
	backends atomic.Pointer[backends]
	next     atomic.Uint64

	mu     sync.Mutex
	open   map[net.Conn]struct{}
	closed bool
}

func listen(address string, b *backends) (*listener, error) {
	socket, err := net.Listen("tcp", address)
	if err != nil {
		return nil, err
	}
	l := &listener{Listener: socket, open: map[net.Conn]struct{}{}}
	l.backends.Store(b)
	go l.accept()
	return l, nil
}

func (l *listener) accept() {
	for {
		client, err := l.Accept()
		if err != nil {
			l.mu.Lock()
			closed := l.closed
			l.mu.Unlock()
			if closed {
				return
			}
			// Out of file descriptors, most likely: others will be closed.
			time.Sleep(100 * time.Millisecond)
			continue
		}
		go l.forward(client.(*net.TCPConn))
	}
}

// forward joins a client with the next ready pod in turn that takes the connection. With none, the client is refused.
func (l *listener) forward(client *net.TCPConn) {
	defer client.Close()
	if !l.hold(client) {
		return
	}
	defer l.release(client)
	server := l.dial()
	if server == nil {
		client.SetLinger(0)
		return
	}
	defer server.Close()
	var both sync.WaitGroup
	both.Go(func() { pipe(server, client) })
	both.Go(func() { pipe(client, server) })
	both.Wait()
}

func (l *listener) dial() *net.TCPConn {
	addresses := l.backends.Load().ready()
	turn := l.next.Add(1)
	for i := range addresses {
		address := addresses[(turn+uint64(i))%uint64(len(addresses))]
		if server, err := net.DialTimeout("tcp", address, dialTimeout); err == nil {
			return server.(*net.TCPConn)
		}
	}
	return nil
}

// pipe copies until its source ends and then tells its target so. A broken source breaks the other way as well.
func pipe(to, from *net.TCPConn) {
	if _, err := io.Copy(to, from); err != nil {
		to.Close()
		from.Close()
		return
	}
	to.CloseWrite()
}

func (l *listener) hold(client net.Conn) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closed {
		return false
	}
	l.open[client] = struct{}{}
	return true
}

func (l *listener) release(client net.Conn) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.open, client)
}

// close ends the listener and its connections.
func (l *listener) close() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.closed = true
	l.Listener.Close()
	for client := range l.open {
		client.Close()
	}
}
