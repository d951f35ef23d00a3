package cluster

import (
	"errors"
	"fmt"
	"net"
	"path/filepath"

	"github.com/spf13/pflag"
	utilnet "k8s.io/apimachinery/pkg/util/net"
)

// Options says which cluster to run.
type Options struct {
	// Dir holds everything the cluster keeps.
	Dir string
	// Port of the API server on 127.0.0.1; 0 takes the last one again when it is free, else any free one.
	Port int
	// Node starts a node that runs pods as local processes.
	Node bool
	// NodePortRange is the range from which Services get their node ports, such as 30000-32767.
	NodePortRange string
	// PodCIDR is the /24 of 127.0.0.0/8 from which pods get addresses; empty takes one no other node here uses.
	PodCIDR string
	// Images is the file that says what an image is on this node.
	Images string
}

// AddFlags binds the options to command-line flags.
func (o *Options) AddFlags(flags *pflag.FlagSet) {
	flags.StringVar(&o.Dir, "dir", "", "folder that keeps the cluster (required)")
	flags.IntVar(&o.Port, "port", 0, "port of the API server on 127.0.0.1; 0: the last one, or a free one")
	flags.BoolVar(&o.Node, "node", false, "start a node that runs pods as local processes")
	flags.StringVar(&o.NodePortRange, "node-port-range", "30000-32767", "ports for Services of type NodePort")
	flags.StringVar(&o.PodCIDR, "pod-cidr", "", "/24 of 127.0.0.0/8 for pods, such as 127.77.1.0/24; empty: a free one")
	flags.StringVar(&o.Images, "images", "", "file that says what an image is on this node")
}

// complete checks the options and makes paths absolute, since the parts run in another working directory.
func (o *Options) complete() error {
	if o.Dir == "" {
		return errors.New("--dir is missing: name the folder that keeps the cluster")
	}
	if o.Port < 0 || o.Port > 65535 {
		return fmt.Errorf("--port %d is not a port: give a number from 0 to 65535", o.Port)
	}
	ports, err := utilnet.ParsePortRange(o.NodePortRange)
	if err != nil || ports.Size == 0 {
		return fmt.Errorf("--node-port-range %q is not a range of ports: write it like 30000-32767", o.NodePortRange)
	}
	if err := checkPodCIDR(o.PodCIDR); err != nil {
		return err
	}
	if o.Dir, err = filepath.Abs(o.Dir); err != nil {
		return err
	}
	if o.Images != "" {
		o.Images, err = filepath.Abs(o.Images)
	}
	return err
}

func checkPodCIDR(cidr string) error {
	if cidr == "" {
		return nil
	}
	ip, network, err := net.ParseCIDR(cidr)
	if err == nil && ip.IsLoopback() && ip.Equal(network.IP) {
		if ones, _ := network.Mask.Size(); ones == 24 {
			return nil
		}
	}
	return fmt.Errorf("--pod-cidr %q does not fit: pods need a /24 of 127.0.0.0/8, such as 127.77.1.0/24", cidr)
}
