package auditsink

import (
	"reflect"

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

func (m model) wanted() client.AuditSinkFields {
	return client.AuditSinkFields{
		Name:    m.Name.ValueString(),
		Enabled: m.Enabled.ValueBool(),
		S3:      m.S3.wanted(),
		HTTPS:   m.HTTPS.wanted(),
		Syslog:  m.Syslog.wanted(),
	}
}

// changes name the destination only when it is to change: it is given whole, with its secrets.
func (m model) changes(state model) client.AuditSinkFields {
	wanted, before := m.wanted(), state.wanted()
	before.Name, before.Enabled = wanted.Name, wanted.Enabled
	if reflect.DeepEqual(wanted, before) {
		return client.AuditSinkFields{Name: wanted.Name, Enabled: wanted.Enabled}
	}
	return wanted
}

// observe takes over what the control plane says. Secrets and the first event are not among it: they stay as they were given.
func (m *model) observe(found client.AuditSink) {
	m.ID = types.StringValue(found.ID)
	m.OrganizationID = types.StringValue(found.OrganizationID)
	m.Name = types.StringValue(found.Name)
	m.Enabled = types.BoolValue(found.Enabled)
	m.CreatedAt = types.StringValue(found.CreatedAt)
	m.S3 = m.S3.observed(found.S3)
	m.HTTPS = m.HTTPS.observed(found.HTTPS)
	m.Syslog = observedSyslog(found.Syslog)
}
