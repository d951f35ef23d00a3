package address

import (
	"fmt"
	"io"
	"net"
	"net/netip"
)

// Claim reserves a pod network for this process among all nodes on this machine. The kernel gives it back when the
// process ends: the claim is a socket in the abstract namespace, which reaches exactly as far as 127.0.0.0/8 does.
func Claim(network netip.Prefix) (io.Closer, error) {
	listener, err := net.ListenUnix("unix", &net.UnixAddr{Name: "@aerie-kube/" + network.Masked().String(), Net: "unix"})
	if err != nil {
		return nil, fmt.Errorf("pod network %s is used by another node on this machine: choose another --pod-cidr", network)
	}
	return listener, nil
}

// ClaimFree claims preferred if it can, else the first free one of 127.77.1.0/24 to 127.77.255.0/24.
func ClaimFree(preferred netip.Prefix) (netip.Prefix, io.Closer, error) {
	if preferred.IsValid() {
		if claim, err := Claim(preferred); err == nil {
			return preferred, claim, nil
		}
	}
	for n := 1; n <= 255; n++ {
		network := netip.PrefixFrom(netip.AddrFrom4([4]byte{127, 77, byte(n), 0}), 24)
		if claim, err := Claim(network); err == nil {
			return network, claim, nil
		}
	}
	return netip.Prefix{}, nil, fmt.Errorf("every pod network from 127.77.1.0/24 to 127.77.255.0/24 is in use")
}
