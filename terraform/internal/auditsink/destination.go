package auditsink

import (
	"github.com/hashicorp/terraform-plugin-framework/types"

	"aerie.dev/terraform-provider-aerie/internal/client"
)

type s3Model struct {
	Bucket          types.String `tfsdk:"bucket"`
	Region          types.String `tfsdk:"region"`
	Endpoint        types.String `tfsdk:"endpoint"`
	Prefix          types.String `tfsdk:"prefix"`
	AccessKeyID     types.String `tfsdk:"access_key_id"`
	SecretAccessKey types.String `tfsdk:"secret_access_key"`
}

type httpsModel struct {
	URL    types.String `tfsdk:"url"`
	Secret types.String `tfsdk:"secret"`
}

type syslogModel struct {
	Host          types.String `tfsdk:"host"`
	Port          types.Int64  `tfsdk:"port"`
	TLS           types.Bool   `tfsdk:"tls"`
	CACertificate types.String `tfsdk:"ca_certificate"`
}

func (m *s3Model) wanted() *client.AuditSinkS3 {
	if m == nil {
		return nil
	}
	return &client.AuditSinkS3{
		Bucket: m.Bucket.ValueString(), Region: m.Region.ValueString(), Endpoint: m.Endpoint.ValueStringPointer(),
		Prefix: m.Prefix.ValueString(), AccessKeyID: m.AccessKeyID.ValueString(), SecretAccessKey: m.SecretAccessKey.ValueStringPointer(),
	}
}

func (m *httpsModel) wanted() *client.AuditSinkHTTPS {
	if m == nil {
		return nil
	}
	return &client.AuditSinkHTTPS{URL: m.URL.ValueString(), Secret: m.Secret.ValueStringPointer()}
}

func (m *syslogModel) wanted() *client.AuditSinkSyslog {
	if m == nil {
		return nil
	}
	return &client.AuditSinkSyslog{
		Host: m.Host.ValueString(), Port: m.Port.ValueInt64(), TLS: m.TLS.ValueBool(), CACertificate: m.CACertificate.ValueStringPointer(),
	}
}

// observed keeps the secret, which is not told.
func (m *s3Model) observed(found *client.AuditSinkS3) *s3Model {
	if found == nil {
		return nil
	}
	observed := s3Model{
		Bucket: types.StringValue(found.Bucket), Region: types.StringValue(found.Region), Endpoint: types.StringPointerValue(found.Endpoint),
		Prefix: types.StringValue(found.Prefix), AccessKeyID: types.StringValue(found.AccessKeyID),
	}
	if m != nil {
		observed.SecretAccessKey = m.SecretAccessKey
	}
	return &observed
}

// observed keeps the secret, which is not told.
func (m *httpsModel) observed(found *client.AuditSinkHTTPS) *httpsModel {
	if found == nil {
		return nil
	}
	observed := httpsModel{URL: types.StringValue(found.URL)}
	if m != nil {
		observed.Secret = m.Secret
	}
	return &observed
}

func observedSyslog(found *client.AuditSinkSyslog) *syslogModel {
	if found == nil {
		return nil
	}
	return &syslogModel{
		Host: types.StringValue(found.Host), Port: types.Int64Value(found.Port), TLS: types.BoolValue(found.TLS),
		CACertificate: types.StringPointerValue(found.CACertificate),
	}
}
