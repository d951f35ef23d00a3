// Package auditsink is the resource aerie_audit_sink.
package auditsink

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-validators/resourcevalidator"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"aerie.dev/terraform-provider-aerie/internal/client"
	"aerie.dev/terraform-provider-aerie/internal/managed"
)

type sinkResource struct{ managed.Resource }

var _ resource.ResourceWithConfigValidators = sinkResource{}

// NewResource makes aerie_audit_sink.
func NewResource() resource.Resource {
	return sinkResource{managed.New(managed.Kind[model, client.NewAuditSink, client.AuditSinkFields, client.AuditSink]{
		Name:    "audit_sink",
		Schema:  about,
		Parent:  "organization_id",
		Import:  []string{"org_…/snk_…"},
		Wanted:  model.wanted,
		Changes: model.changes,
		Observe: (*model).observe,
		Create:  (*client.Client).CreateAuditSink,
		Read:    (*client.Client).AuditSink,
		Update:  (*client.Client).ChangeAuditSink,
		Delete:  (*client.Client).DeleteAuditSink,
	})}
}

func (sinkResource) ConfigValidators(context.Context) []resource.ConfigValidator {
	return []resource.ConfigValidator{
		resourcevalidator.ExactlyOneOf(path.MatchRoot("s3"), path.MatchRoot("https"), path.MatchRoot("syslog")),
	}
}
