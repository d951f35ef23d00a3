package pki

import (
	"bytes"
	"crypto/x509"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"k8s.io/client-go/tools/clientcmd"
)

func TestAuthorityIsKept(t *testing.T) {
	dir := t.TempDir()
	first, err := OpenOrCreate(dir)
	if err != nil {
		t.Fatal(err)
	}
	second, err := OpenOrCreate(dir)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first.CertificatePEM(), second.CertificatePEM()) {
		t.Error("the second start made another authority")
	}
}

func TestDamagedAuthorityIsAnError(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(AuthorityFile(dir), []byte("garbage"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenOrCreate(dir); err == nil {
		t.Error("a damaged certificate was accepted")
	}
}

func TestCertificatesAreSignedForTheirUse(t *testing.T) {
	authority := newAuthority(t)
	client, err := authority.Client("jane", "staff", "admins")
	if err != nil {
		t.Fatal(err)
	}
	certificate := verify(t, authority, client, x509.ExtKeyUsageClientAuth, "")
	if certificate.Subject.CommonName != "jane" || !slices.Equal(certificate.Subject.Organization, []string{"staff", "admins"}) {
		t.Errorf("subject is %v", certificate.Subject)
	}
	server, err := authority.Server("127.0.0.1", "localhost")
	if err != nil {
		t.Fatal(err)
	}
	verify(t, authority, server, x509.ExtKeyUsageServerAuth, "127.0.0.1")
	verify(t, authority, server, x509.ExtKeyUsageServerAuth, "localhost")
}

func TestKubeconfigNamesItsServer(t *testing.T) {
	authority := newAuthority(t)
	data, err := authority.Kubeconfig("https://127.0.0.1:6443", "system:serviceaccount:a:b")
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "kubeconfig")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	config, err := clientcmd.BuildConfigFromFlags("", file)
	if err != nil {
		t.Fatal(err)
	}
	if len(config.CertData) == 0 || len(config.KeyData) == 0 || len(config.CAData) == 0 {
		t.Error("the kubeconfig lacks credentials")
	}
	if server, err := Server(file); err != nil || server != "https://127.0.0.1:6443" {
		t.Errorf("server is %q (%v)", server, err)
	}
}

func TestKeyIsKept(t *testing.T) {
	file := filepath.Join(t.TempDir(), "key")
	if err := EnsureKey(file); err != nil {
		t.Fatal(err)
	}
	first, _ := os.ReadFile(file)
	if err := EnsureKey(file); err != nil {
		t.Fatal(err)
	}
	if second, _ := os.ReadFile(file); !bytes.Equal(first, second) || len(first) == 0 {
		t.Error("the key changed")
	}
}

func newAuthority(t *testing.T) *Authority {
	t.Helper()
	authority, err := OpenOrCreate(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return authority
}

func verify(t *testing.T, authority *Authority, pair Pair, usage x509.ExtKeyUsage, host string) *x509.Certificate {
	t.Helper()
	certificate, err := decodeCertificate(pair.Certificate)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(authority.CertificatePEM())
	_, err = certificate.Verify(x509.VerifyOptions{Roots: roots, KeyUsages: []x509.ExtKeyUsage{usage}, DNSName: host})
	if err != nil {
		t.Error(err)
	}
	return certificate
}
