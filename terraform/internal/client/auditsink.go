package client

import "context"

const auditSinks = "audit-sinks"

// AuditSink is where an organisation's audit events are streamed to: one of the three. Secrets are not told.
type AuditSink struct {
	ID             string `json:"id"`
	OrganizationID string `json:"organizationId"`
	CreatedAt      string `json:"createdAt"`
	AuditSinkFields
}

// NewAuditSink is a sink to be made; without FromSequence it begins with the event that tells of it.
type NewAuditSink struct {
	AuditSinkFields
	FromSequence *int64 `json:"fromSequence,omitempty"`
}

// AuditSinkFields are the fields of a sink that can be said, when it is made and later. In a change no destination at all leaves
// it as it is.
type AuditSinkFields struct {
	Name    string           `json:"name"`
	Enabled bool             `json:"enabled"`
	S3      *AuditSinkS3     `json:"s3,omitempty"`
	HTTPS   *AuditSinkHTTPS  `json:"https,omitempty"`
	Syslog  *AuditSinkSyslog `json:"syslog,omitempty"`
}

// AuditSinkS3 is a bucket that takes objects of lines.
type AuditSinkS3 struct {
	Bucket          string  `json:"bucket"`
	Region          string  `json:"region"`
	Endpoint        *string `json:"endpoint,omitempty"`
	Prefix          string  `json:"prefix"`
	AccessKeyID     string  `json:"accessKeyId"`
	SecretAccessKey *string `json:"secretAccessKey,omitempty"`
}

// AuditSinkHTTPS is an address that takes signed lines.
type AuditSinkHTTPS struct {
	URL    string  `json:"url"`
	Secret *string `json:"secret,omitempty"`
}

// AuditSinkSyslog is a server that takes syslog messages.
type AuditSinkSyslog struct {
	Host          string  `json:"host"`
	Port          int64   `json:"port"`
	TLS           bool    `json:"tls"`
	CACertificate *string `json:"caCertificate,omitempty"`
}

// CreateAuditSink makes a sink; the name must be free in its organisation.
func (c *Client) CreateAuditSink(ctx context.Context, organization string, sink NewAuditSink) (AuditSink, error) {
	return post[AuditSink](ctx, c, in(organization, auditSinks), sink)
}

// AuditSink reads a sink.
func (c *Client) AuditSink(ctx context.Context, organization, id string) (AuditSink, error) {
	return get[AuditSink](ctx, c, at(in(organization, auditSinks), id))
}

// ChangeAuditSink changes a sink.
func (c *Client) ChangeAuditSink(ctx context.Context, organization, id string, fields AuditSinkFields) (AuditSink, error) {
	return patch[AuditSink](ctx, c, at(in(organization, auditSinks), id), fields)
}

// DeleteAuditSink ends a sink; one that is gone already is no error.
func (c *Client) DeleteAuditSink(ctx context.Context, organization, id string) error {
	return c.remove(ctx, at(in(organization, auditSinks), id))
}
