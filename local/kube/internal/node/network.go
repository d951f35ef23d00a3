package node

import (
	"io"
	"net/netip"
	"os"
	"path/filepath"
	"strings"

	"aerie.dev/local/kube/internal/atomicfile"
	"aerie.dev/local/kube/internal/node/address"
)

// claimNetwork gets a network for pods: the one asked for, else the one of the last run so that pods keep their
// addresses, else any that no other node on this machine has.
func claimNetwork(o Options) (netip.Prefix, io.Closer, error) {
	if o.PodCIDR != "" {
		network := netip.MustParsePrefix(o.PodCIDR)
		claim, err := address.Claim(network)
		return network, claim, err
	}
	memory := filepath.Join(o.Dir, "pod-cidr")
	data, err := os.ReadFile(memory)
	if err != nil && !os.IsNotExist(err) {
		return netip.Prefix{}, nil, err
	}
	// What cannot be read as a network counts as none.
	last, _ := netip.ParsePrefix(strings.TrimSpace(string(data)))
	network, claim, err := address.ClaimFree(last)
	if err != nil {
		return netip.Prefix{}, nil, err
	}
	return network, claim, atomicfile.Write(memory, []byte(network.String()+"\n"), 0o600)
}
