package cluster

import (
	"fmt"
	"strings"
)

// Names of the parts: the first argument of the binary, the name in parts.json and of the log.
const (
	etcd              = "etcd"
	apiServer         = "kube-apiserver"
	controllerManager = "kube-controller-manager"
	scheduler         = "kube-scheduler"
	nodePart          = "node"
)

const (
	serviceCIDR    = "10.96.0.0/16"
	firstServiceIP = "10.96.0.1"
	// etcd is reached by a socket in the cluster's folder, which only its owner can enter. The path is relative to the
	// parts' working directory because the kernel takes no socket path longer than 107 bytes.
	etcdURL = "unix://etcd.sock"
	// etcd insists on a port in the addresses it tells its peers, of which it has none.
	etcdAdvertisedURL = "unix://etcd.sock:0"
	etcdPeerURL       = "unix://etcd-peer.sock:0"
)

// part says how one part is started and where it tells that it is ready.
type part struct {
	name    string
	address string
	// readyPath is asked at address until it answers 200; empty when the part needs no waiting.
	readyPath string
	args      []string
	// memory is the soft limit of the part's Go heap.
	memory string
}

func etcdPart(l layout) part {
	return part{name: etcd, address: etcdURL, memory: "256MiB", args: []string{
		"--name=aerie",
		"--data-dir=" + l.etcd(),
		"--listen-client-urls=" + etcdURL,
		"--advertise-client-urls=" + etcdAdvertisedURL,
		"--listen-peer-urls=" + etcdPeerURL,
		"--initial-advertise-peer-urls=" + etcdPeerURL,
		"--initial-cluster=aerie=" + etcdPeerURL,
		"--auto-compaction-mode=periodic",
		"--auto-compaction-retention=5m",
		"--log-level=warn",
	}}
}

func apiServerPart(c *credentials, port int, nodePorts string) part {
	return part{name: apiServer, address: serverURL(port), readyPath: "/readyz", memory: "768MiB", args: []string{
		"--etcd-servers=" + etcdURL,
		"--bind-address=" + host,
		"--advertise-address=" + host,
		fmt.Sprintf("--secure-port=%d", port),
		// A loopback address cannot stand in the endpoints of the service "kubernetes".
		"--endpoint-reconciler-type=none",
		"--service-cluster-ip-range=" + serviceCIDR,
		"--service-node-port-range=" + nodePorts,
		"--authorization-mode=RBAC",
		"--client-ca-file=" + c.authority,
		"--tls-cert-file=" + c.server,
		"--tls-private-key-file=" + c.key,
		"--service-account-issuer=https://kubernetes.default.svc",
		"--service-account-key-file=" + c.serviceAccount,
		"--service-account-signing-key-file=" + c.serviceAccount,
		"--kubelet-client-certificate=" + c.kubeletClient,
		"--kubelet-client-key=" + c.kubeletKey,
		"--kubelet-certificate-authority=" + c.authority,
		"--kubelet-preferred-address-types=InternalIP",
		"--profiling=false",
	}}
}

func controllerManagerPart(l layout, c *credentials, port int) part {
	return part{name: controllerManager, address: serverURL(port), readyPath: "/healthz", memory: "256MiB", args: append(
		servingArgs(l, c, controllerManager, port),
		"--controllers="+strings.Join(controllers, ","),
		"--use-service-account-credentials=true",
		"--service-account-private-key-file="+c.serviceAccount,
		"--root-ca-file="+c.authority,
	)}
}

func schedulerPart(l layout, c *credentials, port int) part {
	return part{name: scheduler, address: serverURL(port), readyPath: "/readyz", memory: "192MiB",
		args: servingArgs(l, c, scheduler, port)}
}

func nodePartOf(l layout, c *credentials, o Options, port int) part {
	return part{name: nodePart, address: serverURL(port), readyPath: "/readyz", memory: "192MiB", args: []string{
		"--dir=" + o.Dir,
		"--kubeconfig=" + l.kubeconfig(nodePart),
		fmt.Sprintf("--port=%d", port),
		"--tls-cert-file=" + c.server,
		"--tls-private-key-file=" + c.key,
		"--client-ca-file=" + c.authority,
		"--pod-cidr=" + o.PodCIDR,
		"--images=" + o.Images,
	}}
}

// servingArgs are common to the parts that are clients of the API server and serve their health.
func servingArgs(l layout, c *credentials, name string, port int) []string {
	return []string{
		"--kubeconfig=" + l.kubeconfig(name),
		"--bind-address=" + host,
		fmt.Sprintf("--secure-port=%d", port),
		"--tls-cert-file=" + c.server,
		"--tls-private-key-file=" + c.key,
		"--leader-elect=false",
		"--profiling=false",
	}
}

func serverURL(port int) string { return fmt.Sprintf("https://%s:%d", host, port) }

// controllers are all but those whose work does not exist here: clouds, attached disks, devices, kubelet certificates,
// metrics, and endpoints, which cannot hold the loopback addresses of pods.
var controllers = []string{
	"*",
	"-certificatesigningrequest-approving-controller",
	"-certificatesigningrequest-cleaner-controller",
	"-certificatesigningrequest-signing-controller",
	"-device-taint-eviction-controller",
	"-endpoints-controller",
	"-endpointslice-controller",
	"-endpointslice-mirroring-controller",
	"-horizontal-pod-autoscaler-controller",
	"-legacy-serviceaccount-token-cleaner-controller",
	"-node-ipam-controller",
	"-persistentvolume-attach-detach-controller",
	"-persistentvolume-expander-controller",
	"-podcertificaterequest-cleaner-controller",
	"-resourceclaim-controller",
	"-service-cidr-controller",
	"-storageversion-garbage-collector-controller",
	"-ttl-controller",
	"-validatingadmissionpolicy-status-controller",
	"-volumeattributesclass-protection-controller",
}
