// Package pki is the cluster's certificate authority, the certificates it signs and the kubeconfigs made of them.
package pki

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"time"

	"aerie.dev/local/kube/internal/atomicfile"
)

const (
	authorityLife = 10 * 365 * 24 * time.Hour
	leafLife      = 365 * 24 * time.Hour
	// clockSkew is how far a client's clock may be behind ours.
	clockSkew = 5 * time.Minute
)

// Authority signs certificates. It is safe for use by several goroutines.
type Authority struct {
	certificate *x509.Certificate
	key         *ecdsa.PrivateKey
	pem         []byte
}

// Open reads the authority in dir.
func Open(dir string) (*Authority, error) {
	certificatePEM, err := os.ReadFile(AuthorityFile(dir))
	if err != nil {
		return nil, err
	}
	certificate, err := decodeCertificate(certificatePEM)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", AuthorityFile(dir), err)
	}
	keyPEM, err := os.ReadFile(authorityKeyFile(dir))
	if err != nil {
		return nil, err
	}
	key, err := decodeKey(keyPEM)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", authorityKeyFile(dir), err)
	}
	return &Authority{certificate: certificate, key: key, pem: certificatePEM}, nil
}

// OpenOrCreate reads the authority in dir, or makes one there when there is none yet.
func OpenOrCreate(dir string) (*Authority, error) {
	// The certificate is written last: with it, the authority is whole.
	if _, err := os.Stat(AuthorityFile(dir)); os.IsNotExist(err) {
		if err := create(dir); err != nil {
			return nil, err
		}
	}
	return Open(dir)
}

func create(dir string) error {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return err
	}
	template, err := template(pkix.Name{CommonName: "aerie-kube"}, authorityLife)
	if err != nil {
		return err
	}
	template.IsCA = true
	template.BasicConstraintsValid = true
	template.KeyUsage = x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return err
	}
	keyPEM, err := encodeKey(key)
	if err != nil {
		return err
	}
	if err := atomicfile.Write(authorityKeyFile(dir), keyPEM, 0o600); err != nil {
		return err
	}
	return atomicfile.Write(AuthorityFile(dir), encodeCertificate(der), 0o644)
}

// CertificatePEM is the authority's own certificate.
func (a *Authority) CertificatePEM() []byte { return a.pem }

// AuthorityFile is where the certificate of the authority in dir lies.
func AuthorityFile(dir string) string { return filepath.Join(dir, "ca.crt") }

func authorityKeyFile(dir string) string { return filepath.Join(dir, "ca.key") }

func template(subject pkix.Name, life time.Duration) (*x509.Certificate, error) {
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120))
	if err != nil {
		return nil, err
	}
	now := time.Now()
	return &x509.Certificate{
		SerialNumber: serial,
		Subject:      subject,
		NotBefore:    now.Add(-clockSkew),
		NotAfter:     now.Add(life),
	}, nil
}
