// Package address checks addresses and ranges of them while planning.
package address

import (
	"context"
	"fmt"
	"net/netip"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

type isRange struct{}

// IsRange takes an IP address, or a range in CIDR notation.
func IsRange() validator.String {
	return isRange{}
}

func (isRange) Description(context.Context) string {
	return "must be an IP address or a range in CIDR notation, such as 192.0.2.0/24 or 2001:db8::1"
}

func (v isRange) MarkdownDescription(ctx context.Context) string {
	return v.Description(ctx)
}

func (v isRange) ValidateString(ctx context.Context, request validator.StringRequest, response *validator.StringResponse) {
	if request.ConfigValue.IsNull() || request.ConfigValue.IsUnknown() {
		return
	}
	text := request.ConfigValue.ValueString()
	_, notPrefix := netip.ParsePrefix(text)
	address, notAddress := netip.ParseAddr(text)
	if notPrefix != nil && (notAddress != nil || address.Zone() != "") {
		response.Diagnostics.AddAttributeError(request.Path, "Not an address",
			fmt.Sprintf("%q %s.", text, v.Description(ctx)))
	}
}
