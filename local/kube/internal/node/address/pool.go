// Package address gives pods addresses of their own out of 127.0.0.0/8, which any process here can listen on.
package address

import (
	"errors"
	"fmt"
	"net/netip"
	"sync"
)

// ErrExhausted tells that every address of the pool is in use.
var ErrExhausted = errors.New("no pod address is free: delete pods or use another --pod-cidr")

// Pool gives out the addresses of one range. It is safe for concurrent use.
type Pool struct {
	network netip.Prefix

	mu   sync.Mutex
	used map[netip.Addr]string
	last netip.Addr
}

// NewPool makes a pool of the addresses in network, without its first and last one.
func NewPool(network netip.Prefix) *Pool {
	return &Pool{network: network.Masked(), used: map[netip.Addr]string{}, last: network.Masked().Addr()}
}

// Reserve gives owner the address it had before. It fails when the address is not of this pool or belongs to another.
func (p *Pool) Reserve(owner, address string) error {
	parsed, err := netip.ParseAddr(address)
	if err != nil {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.usable(parsed) {
		return fmt.Errorf("address %s is not in %s", address, p.network)
	}
	if holder, taken := p.used[parsed]; taken && holder != owner {
		return fmt.Errorf("address %s belongs to %s", address, holder)
	}
	p.used[parsed] = owner
	return nil
}

// Take gives owner an address. One given back is used again as late as possible, so that clients which still know it
// do not reach another pod.
func (p *Pool) Take(owner string) (string, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	candidate := p.last
	for range 1 << (32 - p.network.Bits()) {
		candidate = candidate.Next()
		if !p.network.Contains(candidate) {
			candidate = p.network.Addr().Next()
		}
		if _, taken := p.used[candidate]; !taken && p.usable(candidate) {
			p.used[candidate] = owner
			p.last = candidate
			return candidate.String(), nil
		}
	}
	return "", ErrExhausted
}

// Release gives back an address if it is owner's.
func (p *Pool) Release(owner, address string) {
	parsed, err := netip.ParseAddr(address)
	if err != nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.used[parsed] == owner {
		delete(p.used, parsed)
	}
}

func (p *Pool) usable(a netip.Addr) bool {
	return p.network.Contains(a) && a != p.network.Addr() && p.network.Contains(a.Next())
}
