package auditsink

import (
	"regexp"

	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/int64default"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringdefault"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"aerie.dev/terraform-provider-aerie/internal/attribute"
	"aerie.dev/terraform-provider-aerie/internal/outbound"
)

const (
	syslogTLSPort = 6514
	highestPort   = 65535
)

var (
	validBucket = regexp.MustCompile(`^[a-z0-9][-.a-z0-9]{1,61}[a-z0-9]$`)
	validRegion = regexp.MustCompile(`^[a-z0-9-]{1,40}$`)
	validPrefix = regexp.MustCompile(`^[-_./=A-Za-z0-9]{0,200}$`)
	validHost   = regexp.MustCompile(`^[-.:A-Za-z0-9]{1,253}$`)
)

func s3() schema.Attribute {
	return schema.SingleNestedAttribute{
		MarkdownDescription: "A bucket that takes objects of NDJSON.",
		Optional:            true,
		Attributes: map[string]schema.Attribute{
			"bucket": attribute.Given("The bucket.", stringvalidator.RegexMatches(validBucket, "must be a bucket's name")),
			"region": attribute.Given("Its region, such as `eu-central-1`.", stringvalidator.RegexMatches(validRegion, "must be as in eu-central-1")),
			"endpoint": schema.StringAttribute{
				MarkdownDescription: "URL of a server other than AWS's.", Optional: true, Validators: []validator.String{outbound.IsURL()},
			},
			"prefix": schema.StringAttribute{
				MarkdownDescription: "Begins the key of every object; empty when left out.",
				Optional:            true,
				Computed:            true,
				Default:             stringdefault.StaticString(""),
				Validators: []validator.String{stringvalidator.RegexMatches(validPrefix,
					"must be at most 200 letters, digits and -_./=")},
			},
			"access_key_id":     attribute.Given("Id of the access key."),
			"secret_access_key": attribute.Hidden("The access key. Kept in the state; null after an import until the next apply."),
		},
	}
}

func syslog() schema.Attribute {
	return schema.SingleNestedAttribute{
		MarkdownDescription: "A server that takes syslog messages (RFC 5424) over TCP.",
		Optional:            true,
		Attributes: map[string]schema.Attribute{
			"host": attribute.Given("Its name or address.", stringvalidator.RegexMatches(validHost, "must be a host's name or address")),
			"port": schema.Int64Attribute{
				MarkdownDescription: "Its port; 6514 when left out.",
				Optional:            true,
				Computed:            true,
				Default:             int64default.StaticInt64(syslogTLSPort),
				Validators:          []validator.Int64{int64validator.Between(1, highestPort)},
			},
			"tls": attribute.Flag("Whether by TLS. `true` when left out.", true),
			"ca_certificate": schema.StringAttribute{
				MarkdownDescription: "Certificates in PEM to trust in place of the public ones.", Optional: true,
			},
		},
	}
}
