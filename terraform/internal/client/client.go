// Package client speaks REST /v1 of Aerie's control plane.
package client

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/hashicorp/go-retryablehttp"
)

// Config says where the control plane is and who calls it.
type Config struct {
	// URL of the control plane, without /v1.
	URL string
	// Token is an API key or an access token of the identity provider.
	Token string
	// UserAgent names the caller in the control plane's logs.
	UserAgent string
	// Pace bounds the pauses between retries and between polls; the zero value is DefaultPace.
	Pace Pace
}

// Pace bounds the pauses of retries and polls. Pauses grow from Shortest to Longest.
type Pace struct {
	Shortest time.Duration
	Longest  time.Duration
	// Retries after the first try of a request.
	Retries int
	// PerTry is how long one try may take, its answer included; 0: any time.
	PerTry time.Duration
}

// DefaultPace is that of docs/api.md: quick at first, gentle on the service later.
var DefaultPace = Pace{Shortest: 250 * time.Millisecond, Longest: 5 * time.Second, Retries: 8, PerTry: 30 * time.Second}

// Client of the control plane. Safe for concurrent use.
type Client struct {
	base      string
	token     string
	userAgent string
	http      *retryablehttp.Client
	pace      Pace
}

// New checks the configuration; it does not call the control plane.
func New(config Config) (*Client, error) {
	base, err := url.Parse(config.URL)
	if err != nil || base.Host == "" || (base.Scheme != "http" && base.Scheme != "https") {
		return nil, fmt.Errorf("%q is not an http or https URL such as https://aerie.example.com", config.URL)
	}
	pace := config.Pace
	if pace == (Pace{}) {
		pace = DefaultPace
	}
	return &Client{
		base:      strings.TrimSuffix(strings.TrimRight(base.String(), "/"), "/v1"),
		token:     config.Token,
		userAgent: config.UserAgent,
		http:      retrying(pace),
		pace:      pace,
	}, nil
}

func (c *Client) authorize(header http.Header) {
	header.Set("Accept", "application/json, application/problem+json")
	header.Set("Authorization", "Bearer "+c.token)
	header.Set("User-Agent", c.userAgent)
}
