package backupschedule

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/int64default"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringdefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

const (
	usuallyKept = 7
	mostKept    = 1000
)

func (r *scheduleResource) Schema(_ context.Context, _ resource.SchemaRequest, response *resource.SchemaResponse) {
	keep := []planmodifier.String{stringplanmodifier.UseStateForUnknown()}
	response.Schema = schema.Schema{
		MarkdownDescription: "A schedule by which backups of a cluster are made. Its backups stay when it is destroyed.",
		Attributes: map[string]schema.Attribute{
			"id": schema.StringAttribute{
				MarkdownDescription: "Id, `bsc_…`.", Computed: true, PlanModifiers: keep,
			},
			"cluster_id": schema.StringAttribute{
				MarkdownDescription: "Cluster whose backups are made.",
				Required:            true,
				PlanModifiers:       []planmodifier.String{stringplanmodifier.RequiresReplace()},
			},
			"name": schema.StringAttribute{
				MarkdownDescription: "What people call it; unique in its cluster.", Required: true,
			},
			"schedule": schema.StringAttribute{
				MarkdownDescription: "When, as cron has it, such as `0 3 * * *`.", Required: true,
			},
			"time_zone": schema.StringAttribute{
				MarkdownDescription: "Zone of the schedule, such as `Europe/Berlin`; UTC when left out.",
				Optional:            true,
				Computed:            true,
				Default:             stringdefault.StaticString("UTC"),
			},
			"keep_count": schema.Int64Attribute{
				MarkdownDescription: "How many backups are kept, the newest; 0: any number. 7 when left out.",
				Optional:            true,
				Computed:            true,
				Default:             int64default.StaticInt64(usuallyKept),
				Validators:          []validator.Int64{int64validator.Between(0, mostKept)},
			},
			"keep_age": schema.StringAttribute{
				MarkdownDescription: "How old backups get, such as `720h`; any age when left out.", Optional: true,
			},
			"verify":    flag("Whether a restore of each backup is tried."),
			"suspended": flag("Whether none is made for now."),
			"created_at": schema.StringAttribute{
				MarkdownDescription: "When it was made (RFC 3339).", Computed: true, PlanModifiers: keep,
			},
		},
	}
}

func flag(description string) schema.BoolAttribute {
	return schema.BoolAttribute{
		MarkdownDescription: description,
		Optional:            true,
		Computed:            true,
		Default:             booldefault.StaticBool(false),
	}
}
