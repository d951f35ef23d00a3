package cluster

import (
	"fmt"

	"aerie.dev/local/kube/internal/atomicfile"
	"aerie.dev/local/kube/internal/pki"
)

// NodeUser is the user the node is to the API server.
const NodeUser = "aerie:node"

// credentials are the files the parts prove themselves with. All but the authority are made anew at each start, so
// that none runs out.
type credentials struct {
	authority      string
	server, key    string
	kubeletClient  string
	kubeletKey     string
	serviceAccount string
}

// issue signs everything the parts need to talk to the API server at the given URL.
func issue(l layout, address string) (*credentials, error) {
	authority, err := pki.OpenOrCreate(l.pki())
	if err != nil {
		return nil, fmt.Errorf("the certificate authority in %s cannot be used: %w", l.pki(), err)
	}
	c := &credentials{authority: pki.AuthorityFile(l.pki()), serviceAccount: l.serviceAccountKey()}
	if err := pki.EnsureKey(c.serviceAccount); err != nil {
		return nil, err
	}
	server, err := authority.Server(host, "localhost", "kubernetes", "kubernetes.default", "kubernetes.default.svc",
		firstServiceIP)
	if err != nil {
		return nil, err
	}
	if c.server, c.key, err = server.Write(l.credentials(), "server"); err != nil {
		return nil, err
	}
	kubelet, err := authority.Client("kube-apiserver-kubelet-client", "aerie:kubelet-clients")
	if err != nil {
		return nil, err
	}
	if c.kubeletClient, c.kubeletKey, err = kubelet.Write(l.credentials(), "kubelet-client"); err != nil {
		return nil, err
	}
	return c, writeKubeconfigs(l, authority, address)
}

func writeKubeconfigs(l layout, authority *pki.Authority, address string) error {
	users := []struct{ path, user, group string }{
		{l.adminKubeconfig(), "admin", "system:masters"},
		{l.kubeconfig(controllerManager), "system:kube-controller-manager", ""},
		{l.kubeconfig(scheduler), "system:kube-scheduler", ""},
		{l.kubeconfig(nodePart), NodeUser, ""},
	}
	for _, u := range users {
		var groups []string
		if u.group != "" {
			groups = append(groups, u.group)
		}
		config, err := authority.Kubeconfig(address, u.user, groups...)
		if err != nil {
			return err
		}
		if err := atomicfile.Write(u.path, config, 0o600); err != nil {
			return err
		}
	}
	return nil
}
