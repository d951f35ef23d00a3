package auditsink

import (
	"regexp"

	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/int64default"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringdefault"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

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
			"bucket": required("The bucket.", validBucket, "must be a bucket's name"),
			"region": required("Its region, such as `eu-central-1`.", validRegion, "must be as in eu-central-1"),
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
			"access_key_id": schema.StringAttribute{MarkdownDescription: "Id of the access key.", Required: true},
			"secret_access_key": schema.StringAttribute{
				MarkdownDescription: "The access key. Kept in the state; null after an import until the next apply.", Required: true, Sensitive: true,
			},
		},
	}
}

func https() schema.Attribute {
	return schema.SingleNestedAttribute{
		MarkdownDescription: "An address that takes NDJSON by POST, signed as Standard Webhooks has it.",
		Optional:            true,
		Attributes: map[string]schema.Attribute{
			"url": schema.StringAttribute{
				MarkdownDescription: "Its URL.", Required: true, Validators: []validator.String{outbound.IsURL()},
			},
			"secret": schema.StringAttribute{
				MarkdownDescription: "Signs what is sent: `whsec_` and the base64 of 24 to 64 random bytes. Kept in the state; null after an import until the next apply.",
				Required:            true,
				Sensitive:           true,
				Validators:          []validator.String{outbound.IsSecret()},
			},
		},
	}
}

func syslog() schema.Attribute {
	return schema.SingleNestedAttribute{
		MarkdownDescription: "A server that takes syslog messages (RFC 5424) over TCP.",
		Optional:            true,
		Attributes: map[string]schema.Attribute{
			"host": required("Its name or address.", validHost, "must be a host's name or address"),
			"port": schema.Int64Attribute{
				MarkdownDescription: "Its port; 6514 when left out.",
				Optional:            true,
				Computed:            true,
				Default:             int64default.StaticInt64(syslogTLSPort),
				Validators:          []validator.Int64{int64validator.Between(1, highestPort)},
			},
			"tls": schema.BoolAttribute{
				MarkdownDescription: "Whether by TLS. `true` when left out.",
				Optional:            true,
				Computed:            true,
				Default:             booldefault.StaticBool(true),
			},
			"ca_certificate": schema.StringAttribute{
				MarkdownDescription: "Certificates in PEM to trust in place of the public ones.", Optional: true,
			},
		},
	}
}

func required(description string, valid *regexp.Regexp, rule string) schema.Attribute {
	return schema.StringAttribute{
		MarkdownDescription: description, Required: true, Validators: []validator.String{stringvalidator.RegexMatches(valid, rule)},
	}
}
