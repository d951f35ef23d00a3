package auditsink

import (
	"context"
	"reflect"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"aerie.dev/terraform-provider-aerie/internal/client"
)

type model struct {
	ID             types.String `tfsdk:"id"`
	OrganizationID types.String `tfsdk:"organization_id"`
	Name           types.String `tfsdk:"name"`
	Enabled        types.Bool   `tfsdk:"enabled"`
	FromSequence   types.Int64  `tfsdk:"from_sequence"`
	S3             *s3Model     `tfsdk:"s3"`
	HTTPS          *httpsModel  `tfsdk:"https"`
	Syslog         *syslogModel `tfsdk:"syslog"`
	CreatedAt      types.String `tfsdk:"created_at"`
}

func (m model) wanted(context.Context) (client.NewAuditSink, diag.Diagnostics) {
	return client.NewAuditSink{AuditSinkFields: m.fields(), FromSequence: m.FromSequence.ValueInt64Pointer()}, nil
}

// changes name the destination only when it is to change: it is given whole, with its secrets.
func (m model) changes(_ context.Context, state model) (client.AuditSinkFields, diag.Diagnostics) {
	wanted, before := m.fields(), state.fields()
	before.Name, before.Enabled = wanted.Name, wanted.Enabled
	if reflect.DeepEqual(wanted, before) {
		return client.AuditSinkFields{Name: wanted.Name, Enabled: wanted.Enabled}, nil
	}
	return wanted, nil
}

func (m model) fields() client.AuditSinkFields {
	return client.AuditSinkFields{
		Name:    m.Name.ValueString(),
		Enabled: m.Enabled.ValueBool(),
		S3:      m.S3.wanted(),
		HTTPS:   m.HTTPS.wanted(),
		Syslog:  m.Syslog.wanted(),
	}
}

// observe takes over what the control plane says. Secrets and the first event are not among it: they stay as they were given.
func (m *model) observe(_ context.Context, found client.AuditSink) diag.Diagnostics {
	m.ID = types.StringValue(found.ID)
	m.OrganizationID = types.StringValue(found.OrganizationID)
	m.Name = types.StringValue(found.Name)
	m.Enabled = types.BoolValue(found.Enabled)
	m.CreatedAt = types.StringValue(found.CreatedAt)
	m.S3 = m.S3.observed(found.S3)
	m.HTTPS = m.HTTPS.observed(found.HTTPS)
	m.Syslog = observedSyslog(found.Syslog)
	return nil
}
