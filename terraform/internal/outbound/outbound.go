// Package outbound checks while planning where the control plane is to send something. What it refuses may be secret and is not
// repeated in its messages.
package outbound

import (
	"context"
	"encoding/base64"
	"net/url"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

const (
	secretPrefix   = "whsec_"
	shortestSecret = 24
	longestSecret  = 64
)

type check struct {
	description string
	holds       func(text string) bool
}

// IsURL takes an http or https URL with a host, without user and fragment.
func IsURL() validator.String {
	return check{"must be an https URL with a host, without user and fragment, such as https://siem.example.com/aerie", isURL}
}

// IsSecret takes a secret by which webhooks are signed.
func IsSecret() validator.String {
	return check{"must be whsec_ and the base64 of 24 to 64 random bytes; this makes one: echo whsec_$(openssl rand -base64 32)", isSecret}
}

func isURL(text string) bool {
	address, err := url.Parse(text)
	return err == nil && (address.Scheme == "https" || address.Scheme == "http") &&
		address.Hostname() != "" && address.User == nil && !strings.Contains(text, "#")
}

func isSecret(text string) bool {
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(text, secretPrefix))
	return err == nil && strings.HasPrefix(text, secretPrefix) && len(key) >= shortestSecret && len(key) <= longestSecret
}

func (c check) Description(context.Context) string { return c.description }

func (c check) MarkdownDescription(context.Context) string { return c.description }

func (c check) ValidateString(_ context.Context, request validator.StringRequest, response *validator.StringResponse) {
	if request.ConfigValue.IsNull() || request.ConfigValue.IsUnknown() || c.holds(request.ConfigValue.ValueString()) {
		return
	}
	response.Diagnostics.AddAttributeError(request.Path, "Not to be used", request.Path.String()+" "+c.description+".")
}
