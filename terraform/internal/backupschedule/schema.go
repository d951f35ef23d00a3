package backupschedule

import (
	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/int64default"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringdefault"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"aerie.dev/terraform-provider-aerie/internal/attribute"
)

const (
	usuallyKept = 7
	mostKept    = 1000
)

var about = schema.Schema{
	MarkdownDescription: "A schedule by which backups of a cluster are made. Its backups stay when it is destroyed.",
	Attributes: map[string]schema.Attribute{
		"id":         attribute.Told("Id, `bsc_…`."),
		"cluster_id": attribute.Fixed("Cluster whose backups are made."),
		"name":       attribute.Given("What people call it; unique in its cluster."),
		"schedule":   attribute.Given("When, as cron has it, such as `0 3 * * *`."),
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
		"keep_age":   schema.StringAttribute{MarkdownDescription: "How old backups get, such as `720h`; any age when left out.", Optional: true},
		"verify":     attribute.Flag("Whether a restore of each backup is tried.", false),
		"suspended":  attribute.Flag("Whether none is made for now.", false),
		"created_at": attribute.CreatedAt(),
	},
}
