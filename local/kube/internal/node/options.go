package node

import (
	"fmt"
	"net/netip"

	"github.com/spf13/pflag"
)

// Options says how the node runs.
type Options struct {
	// Dir is the cluster's folder; pods and volumes lie in it.
	Dir string
	// Name is the node's name in the API server.
	Name string
	// Kubeconfig says how to reach the API server.
	Kubeconfig string
	// Port is where logs and commands are served to the API server, on 127.0.0.1.
	Port int
	// CertificateFile, KeyFile and ClientCAFile secure that port.
	CertificateFile, KeyFile, ClientCAFile string
	// PodCIDR is the /24 from which pods get addresses; empty takes the last one, or one no other node here uses.
	PodCIDR string
	// Images is the file that says what an image is.
	Images string
}

// AddFlags binds the options to command-line flags.
func (o *Options) AddFlags(flags *pflag.FlagSet) {
	flags.StringVar(&o.Dir, "dir", "", "folder that keeps the cluster (required)")
	flags.StringVar(&o.Name, "name", "aerie-local", "name of the node")
	flags.StringVar(&o.Kubeconfig, "kubeconfig", "", "how to reach the API server (required)")
	flags.IntVar(&o.Port, "port", 0, "port for the API server's requests on 127.0.0.1; 0: any free one")
	flags.StringVar(&o.CertificateFile, "tls-cert-file", "", "certificate of that port (required)")
	flags.StringVar(&o.KeyFile, "tls-private-key-file", "", "its key (required)")
	flags.StringVar(&o.ClientCAFile, "client-ca-file", "", "authority that signs clients' certificates (required)")
	flags.StringVar(&o.PodCIDR, "pod-cidr", "", "/24 of 127.0.0.0/8 for pods; empty: a free one")
	flags.StringVar(&o.Images, "images", "", "file that says what an image is")
}

func (o *Options) check() error {
	required := []struct{ flag, value string }{
		{"dir", o.Dir}, {"kubeconfig", o.Kubeconfig}, {"tls-cert-file", o.CertificateFile},
		{"tls-private-key-file", o.KeyFile}, {"client-ca-file", o.ClientCAFile},
	}
	for _, r := range required {
		if r.value == "" {
			return fmt.Errorf("--%s is missing", r.flag)
		}
	}
	if o.PodCIDR == "" {
		return nil
	}
	network, err := netip.ParsePrefix(o.PodCIDR)
	if err != nil || network.Bits() != 24 || !network.Addr().IsLoopback() {
		return fmt.Errorf("--pod-cidr %q does not fit: pods need a /24 of 127.0.0.0/8", o.PodCIDR)
	}
	return nil
}
