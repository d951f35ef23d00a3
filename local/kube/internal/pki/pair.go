package pki

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"net"
	"path/filepath"

	"aerie.dev/local/kube/internal/atomicfile"
)

// Pair is a certificate and its private key, both PEM.
type Pair struct {
	Certificate []byte
	Key         []byte
}

// Client signs a certificate that makes its holder the given user, a member of the given groups.
func (a *Authority) Client(user string, groups ...string) (Pair, error) {
	return a.sign(pkix.Name{CommonName: user, Organization: groups}, func(c *x509.Certificate) {
		c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}
	})
}

// Server signs a certificate for a server reached under the given host names and IP addresses.
func (a *Authority) Server(hosts ...string) (Pair, error) {
	return a.sign(pkix.Name{CommonName: hosts[0]}, func(c *x509.Certificate) {
		c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}
		for _, host := range hosts {
			if ip := net.ParseIP(host); ip != nil {
				c.IPAddresses = append(c.IPAddresses, ip)
			} else {
				c.DNSNames = append(c.DNSNames, host)
			}
		}
	})
}

func (a *Authority) sign(subject pkix.Name, shape func(*x509.Certificate)) (Pair, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return Pair{}, err
	}
	template, err := template(subject, leafLife)
	if err != nil {
		return Pair{}, err
	}
	template.KeyUsage = x509.KeyUsageDigitalSignature
	shape(template)
	der, err := x509.CreateCertificate(rand.Reader, template, a.certificate, key.Public(), a.key)
	if err != nil {
		return Pair{}, err
	}
	keyPEM, err := encodeKey(key)
	if err != nil {
		return Pair{}, err
	}
	return Pair{Certificate: encodeCertificate(der), Key: keyPEM}, nil
}

// Write stores the pair as NAME.crt and NAME.key in dir and returns both paths.
func (p Pair) Write(dir, name string) (certificateFile, keyFile string, err error) {
	certificateFile = filepath.Join(dir, name+".crt")
	keyFile = filepath.Join(dir, name+".key")
	if err := atomicfile.Write(keyFile, p.Key, 0o600); err != nil {
		return "", "", err
	}
	return certificateFile, keyFile, atomicfile.Write(certificateFile, p.Certificate, 0o644)
}
